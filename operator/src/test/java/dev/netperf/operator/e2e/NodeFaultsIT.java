package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What becomes of a node in the middle of a run. */
@ExtendWith(LocalClusterExtension.class)
class NodeFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Until the cluster misses a node, and the minute that the operator gives it. */
  private static final Duration MISSED = Duration.ofMinutes(4);

  private final LocalCluster cluster;

  NodeFaultsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aKubeletThatIsAwayForAWhileCostsNoSample() throws InterruptedException {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a client in mid-sample
      var test = namespace.measure("kubelet-away", pair.spec(Specs.DISTURBED));
      test.untilClientMeasures(LIMIT);

      // When the kubelet of its node stops, and comes back after the sample's end
      cluster.cluster("kubelet", LocalCluster.number(pair.client()), "stop");
      Thread.sleep(6_000);
      var taken = test.status().samples().size();
      cluster.cluster("kubelet", LocalCluster.number(pair.client()), "start");

      // Then nothing was taken for a result meanwhile, and nothing had to be repeated
      assertThat(taken).isZero();
      assertThat(test.untilComplete(LIMIT).failures()).isEmpty();
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  @Order(Specs.LONGEST)
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
      untilReady(pair.client());
    }
  }

  @Test
  void aDrainedNodeIsWaitedForAndTheSampleRepeated() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a run with a sample and a client in the middle of the next
      var test = namespace.measure("drained", pair.spec(Specs.DISTURBED));
      test.untilSamples(1, LIMIT);
      test.untilClientMeasures(LIMIT);
      var samples = Recorded.in(test.status());
      try {
        // When the client's node is drained, then the test says what its client waits for
        cluster.kubectl("drain", pair.client(), "--ignore-daemonsets", "--timeout=60s");
        test.untilSays("node(s) were unschedulable", LiveTest.SOON);
      } finally {
        cluster.kubectl("uncordon", pair.client());
      }

      // And when the node is opened again, the eviction is all that is listed
      var status = test.untilComplete(LIMIT);
      assertThat(Recorded.in(status)).startsWith(samples.get(0));
      assertThat(status.failures())
          .extracting(Failure::reason)
          .containsExactly(Reason.PodEvicted.name());
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test // the minute is the operator's own, and begins anew with it
  @ResourceLock(value = Operator.LOCK, mode = ResourceAccessMode.READ)
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
  void aNodeThatIsDeletedFailsTheTestAtOnce() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a run with a sample
      var test = namespace.measure("node-deleted", pair.spec(Specs.DISTURBED));
      test.untilSamples(1, LIMIT);
      var samples = test.status().samples();
      try {
        // When the server's node is deleted
        cluster.kubectl("delete", "node", pair.server());

        // Then the test says so, and keeps what it had
        var status = test.untilFailed(Reason.NodeNotFound, LiveTest.SOON);
        assertThat(test.says()).contains("node " + pair.server() + " is gone", "kubectl get nodes");
        assertThat(status.samples()).startsWith(samples.get(0));
        test.untilNoPods(Duration.ofSeconds(90));
      } finally {
        // a kubelet registers its node when it starts
        cluster.cluster("kubelet", LocalCluster.number(pair.server()), "stop");
        cluster.cluster("kubelet", LocalCluster.number(pair.server()), "start");
        untilReady(pair.server());
      }
    }
  }

  private void untilReady(String node) {
    cluster.kubectl("wait", "--for=create", "--timeout=30s", "node/" + node);
    cluster.kubectl("wait", "--for=condition=Ready", "--timeout=60s", "node/" + node);
  }
}
