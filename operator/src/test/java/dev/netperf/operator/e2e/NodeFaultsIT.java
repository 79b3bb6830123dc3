package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a node in the middle of a run. */
@ExtendWith(LocalClusterExtension.class)
class NodeFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

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
        cluster.untilReady(pair.server());
      }
    }
  }
}
