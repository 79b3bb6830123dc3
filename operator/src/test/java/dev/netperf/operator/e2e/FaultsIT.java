package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.netperf.operator.api.v1alpha1.Failure;
import dev.netperf.operator.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.probe.Labels;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What breaks in the middle of a run. */
@ExtendWith(LocalClusterExtension.class)
class FaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final LocalCluster cluster;

  FaultsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aClientPodThatIsDeletedIsReplacedAndItsSampleRepeated() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a client in mid-sample
      var test = namespace.measure("client-deleted", pair.spec(Specs.DISTURBED));
      var client = test.untilClientMeasures(LIMIT);

      // When its pod is deleted
      test.delete(client);

      // Then the sample is taken by a second attempt, and the failure is listed
      var status = test.untilComplete(LIMIT);
      failedOnce(status, Reason.PodDeleted, "The client pod on " + pair.client());
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aServerPodThatIsDeletedIsReplacedAndTheSampleRepeated() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a client in mid-sample
      var test = namespace.measure("server-deleted", pair.spec(Specs.DISTURBED));
      var client = test.untilClientMeasures(LIMIT);

      // When the pod of its server is deleted
      var server = test.server(client.getMetadata().getLabels().get(Labels.NETWORK));
      test.delete(server);

      // Then the sample is taken by a second attempt, and the failure is listed
      var status = test.untilComplete(LIMIT);
      failedOnce(status, Reason.PodDeleted, "server pod");
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aClientProcessThatIsKilledLeavesAFailureAndTheSampleIsRepeated() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a client in mid-sample
      var test = namespace.measure("client-killed", pair.spec(Specs.DISTURBED));
      var client = test.untilClientMeasures(LIMIT);

      // When its tool is killed
      HostProcesses.signal("KILL", HostProcesses.of(client, "qperf"));

      // Then the sample is taken by a second attempt, and the failure is listed
      var status = test.untilComplete(LIMIT);
      failedOnce(status, Reason.ClientFailed, "exit code 137");
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aServerThatHangsIsReplacedAndTheSampleRepeated() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a client in mid-sample
      var test = namespace.measure("server-hangs", pair.spec(Specs.DISTURBED));
      var client = test.untilClientMeasures(LIMIT);
      var server = test.server(client.getMetadata().getLabels().get(Labels.NETWORK));

      // When its server stops to do anything
      HostProcesses.signal("STOP", HostProcesses.of(server, "qperf"));

      // Then the client is ended in time, and the sample taken with another server
      var status = test.untilComplete(Duration.ofMinutes(2));
      failedOnce(status, Reason.ServerUnresponsive, "qperf");
      test.untilNoPods(LiveTest.SOON);
    }
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
      cluster.kubectl("wait", "--for=condition=Ready", "--timeout=60s", "node/" + pair.server());
      assertThat(test.status()).isEqualTo(status);
    }
  }

  private static void failedOnce(NetPerfTestStatus status, Reason reason, String message) {
    assertThat(status.failures())
        .extracting(Failure::sample, Failure::attempt, Failure::reason)
        .containsExactly(tuple(0, 0, reason));
    assertThat(status.failures().get(0).message()).contains(message);
    assertThat(status.samples()).extracting(Sample::attempt).containsOnly(1);
  }
}
