package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** A row: nodes, coverage and pairs as the page says them. */
  private static String row(
      String label, int pairs, int nodes, NetPerfSurveySpec one, NetPerfSurveySpec eight) {
    var alone = SurveyEstimate.of(pairs, nodes, one);
    return "| %s | %,d | %s | %s | %s | %s |"
        .formatted(
            label,
            pairs,
            time(alone.seconds()),
            time(SurveyEstimate.of(pairs, nodes, eight).seconds()),
            alone.bytesAtGigabit() < 1e12
                ? Math.round(alone.bytesAtGigabit() / 1e9) + " GB"
                : terabytes(alone.bytesAtGigabit()),
            terabytes(10 * alone.bytesAtGigabit()));
  }

  private static String time(long seconds) {
    return seconds < 5400
        ? Math.round(seconds / 60.0) + " min"
        : twoDigits(seconds / 3600.0) + " h";
  }

  private static String terabytes(long bytes) {
    return twoDigits(bytes / 1e12) + " TB";
  }

  private static String twoDigits(double value) {
    return new BigDecimal(value)
        .round(new MathContext(2, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  @Test
  void thePageHasWhatIsComputed() throws IOException {
    // Given the table of docs/surveys.md
    var page = Files.readString(Path.of("../docs/surveys.md"));
    var plain = NetPerfSurveySpec.DEFAULTS;

    // Then each row is what the estimate makes of it
    assertThat(page)
        .contains(
            row("10, six partners", 30, 10, plain, concurrent(8)),
            row("10, all pairs", 45, 10, plain, concurrent(8)),
            row("50, six partners", 150, 50, plain, concurrent(8)),
            row("50, all pairs", 1225, 50, plain, concurrent(8)),
            row("200, six partners", 600, 200, plain, concurrent(8)),
            row("1,000, six partners (`nodes.max: 1000`)", 3000, 1000, plain, concurrent(8)));
  }
}
