package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thresholds make a test a gate. */
@ExtendWith(LocalClusterExtension.class)
class GateIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String MEASURED =
      "measurements: [TCPBandwidth]\nrepetitions: 2\ndurationSeconds: 1\n";
  private final LocalCluster cluster;

  GateIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void thresholdsThatHoldLetPass() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given thresholds far below what the links have
      var test =
          namespace.measure(
              "gate",
              pair.spec(
                  MEASURED
                      + """
                      thresholds:
                      - {measurement: TCPBandwidth, path: PodToPod, min: 10M}
                      - {measurement: TCPBandwidth, path: HostToHost, min: 10M, max: 100G}
                      """));

      // Then it passes, with the figures
      var status = test.untilComplete(LIMIT);
      assertThat(status.condition(Condition.PASSED).orElseThrow().reason())
          .isEqualTo("ThresholdsMet");
      assertThat(status.verdicts())
          .hasSize(2)
          .allMatch(verdict -> Verdict.Outcome.Met.name().equals(verdict.outcome()))
          .allMatch(verdict -> verdict.message().contains("Mbit/s"));
      cluster.kubectl(
          "wait",
          "--for=condition=Passed",
          "--timeout=1s",
          "--namespace=" + test.namespace(),
          "npt/gate");
    }
  }

  @Test
  void aBreachedThresholdStopsAPipeline() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a threshold that the links can't meet
      var spec =
          MEASURED + "thresholds: [{measurement: TCPBandwidth, path: HostToHost, min: 5G}]\n";
      var test = namespace.measure("breached", pair.spec(spec));

      // Then the test is not Ready, and says which figure was too low
      var status = test.untilFinished(LIMIT).getStatus();
      says(status, Condition.READY, "False", Reason.ThresholdBreached);
      says(status, Condition.STALLED, "True", Reason.ThresholdBreached);
      says(status, Condition.PASSED, "False", Reason.ThresholdBreached);
      says(status, Condition.FINISHED, "True", Reason.ThresholdBreached);
      assertThat(test.says()).contains("TCPBandwidth of HostToHost", "at least 5G wanted");
      assertThat(status.progress().summary()).isEqualTo("4/4");
      assertThat(status.verdicts())
          .extracting(Verdict::outcome)
          .containsExactly(Verdict.Outcome.Breached.name());
      test.untilNoPods(LiveTest.SOON);
    }
  }

  private static void says(NetPerfTestStatus status, String type, String value, Reason reason) {
    assertThat(status.condition(type))
        .hasValueSatisfying(
            condition -> {
              assertThat(condition.status()).as(type).isEqualTo(value);
              assertThat(condition.reason()).as(type).isEqualTo(reason.name());
            });
  }
}
