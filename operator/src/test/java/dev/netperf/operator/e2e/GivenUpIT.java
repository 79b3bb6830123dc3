package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator waits for, and gives up on after minutes: begun first. */
@ExtendWith(LocalClusterExtension.class)
@Order(0)
class GivenUpIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Until the cluster misses a node, and the minute that the operator gives it. */
  private static final Duration MISSED = Duration.ofMinutes(4);

  private final LocalCluster cluster;

  GivenUpIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aKubeletThatStaysAwayFailsTheTest() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      var node = LocalCluster.number(pair.client());
      // Given a run with a sample
      var test = namespace.measure("kubelet-gone", pair.spec(Specs.DISTURBED));
      test.untilSamples(1, LIMIT);
      cluster.cluster("kubelet", node, "stop");
      var samples = test.status().samples();
      try {
        // When the kubelet of the client's node doesn't come back, then the test says which node to
        // bring back, and keeps what it had
        var status = test.untilFailed(Reason.NodeNotReady, MISSED);
        assertThat(test.says()).contains(pair.client(), "is not Ready", "Bring the node back");
        assertThat(status.samples()).startsWith(samples.get(0));
        assertThat(Instant.parse(status.run().completionTime())).isBefore(status.run().deadline());
      } finally {
        cluster.cluster("kubelet", node, "start");
      }
      // And when it is back, its pods go
      test.untilNoPods(Duration.ofMinutes(1));
      cluster.untilReady(pair.client());
    }
  }

  @Test
  void aNodeThatIsCordonedForGoodFailsTheTestAfterAMinute() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a run with a sample
      var test = namespace.measure("cordoned-for-good", pair.spec(Specs.DISTURBED));
      test.untilSamples(1, LIMIT);
      var samples = test.status().samples();
      try {
        // When the client's node is closed
        cluster.kubectl("cordon", pair.client());

        // Then the next client has a minute, and what was measured stays
        var status = test.untilFailed(Reason.Unschedulable, Duration.ofSeconds(110));
        assertThat(test.says()).contains(pair.client() + " is cordoned", "uncordon it");
        assertThat(status.samples()).startsWith(samples.get(0));
      } finally {
        cluster.kubectl("uncordon", pair.client());
      }
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aServerNodeThatIsCutOffFailsTheTestBeforeItsDeadline() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      var node = LocalCluster.number(pair.server());
      // Given a client in mid-sample
      var test = namespace.measure("node-cut", pair.spec(Specs.DISTURBED));
      test.untilClientMeasures(LIMIT);
      NetPerfTestStatus status;
      try {
        // When the cable of the server's node is cut
        cluster.cluster("cut", node);

        // Then the test fails in good time, and says which node to bring back
        status = test.untilFailed(Reason.NodeNotReady, Duration.ofMinutes(4));
        assertThat(test.says()).contains(pair.server(), "is not Ready", "Bring the node back");
        assertThat(Instant.parse(status.run().completionTime())).isBefore(status.run().deadline());
      } finally {
        cluster.cluster("heal", node);
      }
      // And when the node is back, its pods go, and the failed run stays as it was
      test.untilNoPods(Duration.ofMinutes(1));
      cluster.untilReady(pair.server());
      assertThat(test.status()).isEqualTo(status);
    }
  }
}
