package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import org.junit.jupiter.api.Test;

/** The table of the design: 45.15 s a pair, 2.5 GB at 1 Gbit/s. */
class SurveyEstimateTest {
  private static NetPerfSurveySpec concurrent(int pairs) {
    return spec(
        "{concurrency: {maxPairs: "
            + pairs
            + "}, testTemplate: {spec: {repetitions: 2, durationSeconds: 5}}}");
  }

  @Test
  void ofOnePairAtATime() {
    assertThat(SurveyEstimate.of(150, 50, NetPerfSurveySpec.DEFAULTS))
        .isEqualTo(new SurveyEstimate(6773, 375_000_000_000L));
    assertThat(SurveyEstimate.of(1, 2, NetPerfSurveySpec.DEFAULTS))
        .isEqualTo(new SurveyEstimate(46, 2_500_000_000L));
    assertThat(SurveyEstimate.of(0, 2, NetPerfSurveySpec.DEFAULTS))
        .isEqualTo(new SurveyEstimate(0, 0));
  }

  @Test
  void ofSeveralAsFarAsThereAreNodes() {
    assertThat(SurveyEstimate.of(150, 50, concurrent(8)).seconds()).isEqualTo(858); // 19 turns
    assertThat(SurveyEstimate.of(45, 10, concurrent(8)).seconds()).isEqualTo(407); // 9 turns of 5
    assertThat(SurveyEstimate.of(3, 3, concurrent(8)).seconds()).isEqualTo(136);
  }

  @Test
  void aReferenceIsInOneTestAtATime() {
    var spec =
        spec(
            "{coverage: {mode: Reference, references: [a, b]}, concurrency: {maxPairs: 8},"
                + " testTemplate: {spec: {repetitions: 2, durationSeconds: 5}}}");

    assertThat(SurveyEstimate.of(20, 12, spec).seconds()).isEqualTo(452);
  }

  @Test
  void allThatATemplateAddsTakesTime() {
    // Given 3 repetitions and a warm-up of 1 path, 2 bandwidths of 10 s and 20 s of pause between
    var spec =
        spec(
            "{testTemplate: {spec: {paths: [PodToPod], repetitions: 3, warmups: 1, durationSeconds:"
                + " 10, pauseSeconds: 20, measurements: [TCPBandwidth, UDPBandwidth]}}}");

    // Then 2.15 + 4·20 + 3·20 + 3 s
    assertThat(SurveyEstimate.of(100, 10, spec))
        .isEqualTo(new SurveyEstimate(14_515, 80 * 125_000_000L * 100));
  }
}
