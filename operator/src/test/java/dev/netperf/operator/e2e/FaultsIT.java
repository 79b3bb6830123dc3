package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.operator.probe.Labels;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a probe in the middle of a run. */
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
  void aClientThatRunsOutOfMemoryIsNamedAndItsSampleRepeated() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a client in the middle of a sample that is long enough to use its memory up
      var test =
          namespace.measure(
              "out-of-memory",
              pair.spec(
                  """
                  paths: [HostToHost]
                  measurements: [TCPBandwidth]
                  repetitions: 1
                  durationSeconds: 10
                  podRetention: Never
                  """));
      var client = test.untilClientMeasures(LIMIT);

      // When the kernel ends it because its memory is used up
      HostProcesses.exhaustMemory(HostProcesses.of(client, "qperf").get(0));

      // Then the sample is taken by a second attempt, and the failure is listed
      var status = test.untilComplete(LIMIT);
      failedOnce(status, Reason.OutOfMemory, "The client pod on " + pair.client());
      test.untilNoPods(LiveTest.SOON);
    }
  }

  /** Whichever sample was under way when the fault came: it was taken by the next attempt. */
  private static void failedOnce(NetPerfTestStatus status, Reason reason, String message) {
    assertThat(status.failures()).extracting(Failure::reason).containsExactly(reason.name());
    var failure = status.failures().get(0);
    assertThat(failure.message()).contains(message);
    assertThat(status.samples())
        .filteredOn(sample -> sample.index() >= failure.sample())
        .isNotEmpty()
        .extracting(Sample::attempt)
        .containsOnly(failure.attempt() + 1);
  }
}
