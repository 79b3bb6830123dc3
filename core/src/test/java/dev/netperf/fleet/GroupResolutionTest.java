package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.entry;
import static dev.netperf.fleet.Surveys.nodes;
import static dev.netperf.fleet.Surveys.plan;
import static dev.netperf.fleet.Surveys.spec;
import static dev.netperf.fleet.Surveys.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Interval;
import dev.netperf.api.v1alpha1.PercentInterval;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.result.Comparisons;
import dev.netperf.result.Results;
import dev.netperf.result.Subject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Groups whose pairs are told coarsely: twelve nodes in six pairs that share none, and 3 s of
 * qperf, whose message of 64 KiB is 174,763 bit/s. Hosts read 28 of them, pods 27.
 */
class GroupResolutionTest {
  private static final SurveyPlan SIX_PAIRS =
      plan(
          nodes(12),
          IntStream.range(0, 6).mapToObj(i -> "a-%d a-%d".formatted(2 * i, 2 * i + 1)).toList());
  private static final long HOST = 4_893_355;
  private static final long POD = 4_718_592;

  private static NetPerfSurveySpec of(String tool, String bounds) {
    return spec(
        "{testTemplate: {spec: {tool: %s, durationSeconds: 3, repetitions: 2, ".formatted(tool)
            + "measurements: [TCPBandwidth, TCPLatency]}}, require: {thresholds: [{measurement:"
            + " TCPBandwidth, path: PodToPod, "
            + bounds
            + "}]}, prices: {currency: USD, asOf: \"2026-11-28\", nodeHour: [{labels:"
            + " {node.kubernetes.io/instance-type: a}, price: \"1\"}]}}");
  }

  /** Each pair the same, in both repetitions. */
  private static List<SurveyEntry> entries(long host, long pod) {
    return PlannedPair.of(SIX_PAIRS).stream()
        .map(
            pair ->
                entry(
                    pair,
                    values("HostToHost", "TCPBandwidth", host, host),
                    values("PodToPod", "TCPBandwidth", pod, pod),
                    values("PodToPod", "TCPLatency", 20_000, 20_000)))
        .toList();
  }

  private static GroupFigures figures(String tool, long host, long pod) {
    return SurveyFigures.of(SIX_PAIRS, entries(host, pod), of(tool, "min: 1M"), true)
        .groups()
        .get(0);
  }

  /** The truth may be 98%, or 90%, and 4.6 to 4.9 Mbit/s. */
  @ParameterizedTest
  @CsvSource({
    "minPercentOfBaseline: 97, Inconclusive",
    "maxPercentOfBaseline: 97, Inconclusive",
    "minPercentOfBaseline: 96, Inconclusive",
    "minPercentOfBaseline: 89, Met",
    "minPercentOfBaseline: 104, Breached",
    "min: 4800k, Inconclusive",
    "min: 4600k, Inconclusive",
    "max: 4800k, Inconclusive",
    "min: 4540k, Met",
    "min: 4900k, Breached",
  })
  void whatTheToolCannotTellIsNotDecided(String bounds, String expected) {
    var verdicts = SurveyVerdicts.of(SIX_PAIRS, entries(HOST, POD), of("qperf", bounds));

    assertThat(verdicts.overall()).hasToString(expected);
  }

  @Test
  void theStatusHasTheIntervalsOfOneTestWithTheSameValues() {
    // Given
    var template = Template.of(of("qperf", "min: 1M").testTemplate().spec());
    var pair = new PairValues(entries(HOST, POD).get(0));
    var samples = pair.samples(template.subjects().toArray(Subject[]::new));

    // When
    var group = figures("qperf", HOST, POD);

    // Then
    assertThat(group.results())
        .allSatisfy(result -> assertThat(result.basis()).isEqualTo("Pairs"))
        .extracting(result -> new Interval(result.low(), result.high()))
        .containsExactlyElementsOf(
            Results.of(template.spec(), template.measurements(), samples).stream()
                .map(result -> result.confidence95())
                .toList());
    assertThat(group.comparisons())
        .extracting(comparison -> new PercentInterval(comparison.low(), comparison.high()))
        .containsExactlyElementsOf(
            Comparisons.of(template.spec(), template.measurements(), template.baseline(), samples)
                .stream()
                .map(comparison -> comparison.confidence95())
                .toList())
        .containsExactly(new PercentInterval("89.6", "103.8"));
  }

  @Test
  void moneyHasTheIntervalOfTheBandwidth() {
    // Given 4.72 ± 0.17 Mbit/s for one dollar an hour
    var path = figures("qperf", HOST, POD).price().paths().get(1);

    // Then
    assertThat(path.path()).isEqualTo("PodToPod");
    assertThat(path.bandwidthPerPriceLow()).isEqualTo("0.00454");
    assertThat(path.bandwidthPerPriceHigh()).isEqualTo("0.00490");
  }

  @Test
  void largeValuesAndTheExtremesStayWhatTheyWere() {
    // Given 9.41 Gbit/s, of which a message is 0.002%
    var group = figures("qperf", 9_412_000_000L, 9_073_168_000L);

    // Then
    assertThat(group.results().get(0).low()).isEqualTo(9_411_825_237L);
    assertThat(group.results().get(0).high()).isEqualTo(9_412_174_763L);
    assertThat(group.results().get(0).min()).isEqualTo(9_412_000_000L);
    assertThat(group.results().get(0).max()).isEqualTo(9_412_000_000L);
    assertThat(group.comparisons().get(0).low()).isEqualTo("96.3");
    assertThat(group.comparisons().get(0).percentOfBaseline()).isEqualTo("96.4");
    assertThat(group.comparisons().get(0).high()).isEqualTo("96.5");
  }

  @Test
  void noRateIsBelowZero() {
    // Given less than a message, which no test of these reads
    var group = figures("qperf", 100_000, 100_000);

    // Then a percentage is off by a factor of e^2 at most
    assertThat(group.results().get(0).low()).isZero();
    assertThat(group.comparisons().get(0).low()).isEqualTo("13.5");
    assertThat(group.comparisons().get(0).high()).isEqualTo("739.0");
  }

  @Test
  void latenciesAndToolsThatCountBytesAreExact() {
    // Given
    var latency = figures("qperf", HOST, POD).results().get(2);
    var bytes = figures("iperf3", HOST, POD);

    // Then
    assertThat(latency.measurement()).isEqualTo("TCPLatency");
    assertThat(latency.low()).isEqualTo(latency.high());
    assertThat(bytes.results().get(0).low()).isEqualTo(HOST);
    assertThat(bytes.comparisons().get(0).low()).isEqualTo("96.4");
  }

  @Test
  void moreOfTheSamePairsAreNotAdvised() {
    var verdicts =
        SurveyVerdicts.of(
            SIX_PAIRS, entries(HOST, POD), of("qperf", "min: 4800k, minPercentOfBaseline: 97"));

    assertThat(verdicts.told())
        .isEqualTo(
            "Inconclusive in a: TCPBandwidth of PodToPod is 4.719 Mbit/s (median of 6 pairs, 95%"
                + " interval 4.544 Mbit/s to 4.893 Mbit/s), at least 4800k wanted: one message more"
                + " or less makes that difference, a smaller message or a longer duration would"
                + " decide; is 96.4% (median of 6 pairs, 95% interval 89.6 to 103.8) of HostToHost,"
                + " at least 97% wanted: one message more or less makes that difference, a smaller"
                + " message or a longer duration would decide");
  }
}
