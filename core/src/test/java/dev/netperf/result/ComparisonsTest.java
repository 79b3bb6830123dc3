package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.plan.Specs.spec;
import static dev.netperf.result.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.PercentInterval;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final NetPerfTestSpec SPEC = spec("{}");
  private static final List<Measurement> BOTH = List.of(TCPBandwidth, TCPLatency);

  /** Of the summary's example in kubectl get. */
  private static final List<Sample> ALL =
      List.of(
          sample(HostToHost, Value.of(TCPBandwidth, 10_305_195_213L), Value.of(TCPLatency, 39_223)),
          sample(PodToPod, Value.of(TCPBandwidth, 8_780_026_321L), Value.of(TCPLatency, 44_361)));

  private static List<Comparison> compared(Path baseline, List<Sample> samples) {
    return Comparisons.of(SPEC, BOTH, baseline, samples);
  }

  private static Comparison latencies(List<Sample> hosts, List<Sample> pods) {
    return compared(HostToHost, Samples.all(hosts, pods)).get(0);
  }

  @Test
  void everyOtherPathIsComparedWithTheBaseline() {
    assertThat(compared(HostToHost, ALL))
        .containsExactly(
            new Comparison(
                TCPBandwidth.name(),
                PodToPod.name(),
                HostToHost.name(),
                null,
                1,
                "85.2",
                "85.2",
                null),
            new Comparison(
                TCPLatency.name(),
                PodToPod.name(),
                HostToHost.name(),
                null,
                1,
                "113.1",
                "113.1",
                null));
  }

  @Test
  void theBaselineMayBeTheOverlay() {
    assertThat(compared(PodToPod, ALL))
        .containsExactly(
            new Comparison(
                TCPBandwidth.name(),
                HostToHost.name(),
                PodToPod.name(),
                null,
                1,
                "117.4",
                "117.4",
                null),
            new Comparison(
                TCPLatency.name(),
                HostToHost.name(),
                PodToPod.name(),
                null,
                1,
                "88.4",
                "88.4",
                null));
  }

  @Test
  void withoutTheBaselinesValuesThereIsNothingToCompareWith() {
    assertThat(compared(HostToHost, ALL.subList(1, 2))).isEmpty();
  }

  @Test
  void aBaselineAloneIsComparedWithNothing() {
    assertThat(compared(HostToHost, ALL.subList(0, 1))).isEmpty();
  }

  @Test
  void aMeasurementThatOnlyOnePathHasIsNotCompared() {
    var samples = List.of(ALL.get(0), sample(PodToPod, Value.of(TCPBandwidth, 1)));

    assertThat(compared(HostToHost, samples))
        .extracting(Comparison::measurement)
        .containsExactly(TCPBandwidth.name());
  }

  /** What pairing is for: the network's rate halves, and the ratios do not change. */
  @Test
  void whatDisturbsBothSamplesOfARepetitionCancels() {
    var comparison =
        latencies(
            Samples.of(HostToHost, TCPLatency, 1000, 500, 2000),
            Samples.of(PodToPod, TCPLatency, 850, 425, 1700));

    assertThat(comparison.percentOfBaseline()).isEqualTo("85.0");
    assertThat(comparison.confidence95()).isEqualTo(new PercentInterval("85.0", "85.0"));
  }

  /** A ratio and its inverse are one finding: 50% and 200% are 100% between them, not 125%. */
  @Test
  void ratiosAreAveragedAsLogarithms() {
    var comparison =
        latencies(
            Samples.of(HostToHost, TCPLatency, 1000, 1000, 1000),
            Samples.of(PodToPod, TCPLatency, 500, 1000, 2000));

    assertThat(comparison.percentOfBaseline()).isEqualTo("100.0");
  }

  /** By hand: ln 0.8, ln 0.9; mean −0.1643, standard error 0.0589, quantile 12.706. */
  @Test
  void theIntervalIsStudentsOverTheLogarithms() {
    var comparison =
        latencies(
            Samples.of(HostToHost, TCPLatency, 1000, 1000),
            Samples.of(PodToPod, TCPLatency, 800, 900));

    assertThat(comparison)
        .isEqualTo(
            new Comparison(
                TCPLatency.name(),
                PodToPod.name(),
                HostToHost.name(),
                null,
                2,
                "84.9",
                "85.0",
                new PercentInterval("40.1", "179.4")));
  }

  @Test
  void anOutlierMovesTheEstimateAndNotTheMedian() {
    var comparison =
        latencies(
            Samples.of(HostToHost, TCPLatency, 1000, 1000, 1000),
            Samples.of(PodToPod, TCPLatency, 900, 900, 90));

    assertThat(comparison.medianPercent()).isEqualTo("90.0");
    assertThat(comparison.percentOfBaseline()).isEqualTo("41.8");
  }

  @Test
  void aRepetitionThatHasOnlyOneOfTheValuesIsNoPair() {
    // Given a second repetition whose overlay sample is missing, and a third without native one
    var hosts = Samples.of(HostToHost, TCPLatency, 1000, 10);
    var pods =
        List.of(
            sample(1, PodToPod, Value.of(TCPLatency, 900)),
            sample(2, PodToPod, Value.of(TCPLatency, 7)).excluded(Exclusion.RepetitionParted),
            sample(3, PodToPod, Value.of(TCPLatency, 7)));

    // When
    var comparison = latencies(hosts, pods);

    // Then
    assertThat(comparison.pairs()).isEqualTo(1);
    assertThat(comparison.percentOfBaseline()).isEqualTo("90.0");
  }

  @Test
  void aValueOfZeroIsNoPair() {
    var samples =
        Samples.all(
            Samples.of(HostToHost, TCPLatency, 0, 1000), Samples.of(PodToPod, TCPLatency, 900, 0));

    assertThat(compared(HostToHost, samples)).isEmpty();
  }

  @Test
  void samplesOfWhichNobodyToldTheRepetitionAreNoPair() {
    var samples =
        ALL.stream()
            .map(s -> new Sample(0, null, s.path(), 0, null, "", "", null, s.values()))
            .toList();

    assertThat(compared(HostToHost, samples)).isEmpty();
  }

  @Test
  void messageSizesAreComparedEachWithItself() {
    // Given
    var small =
        Samples.all(Samples.of(HostToHost, TCPLatency, 100), Samples.of(PodToPod, TCPLatency, 200));
    var large =
        Samples.all(
            Samples.of(HostToHost, TCPLatency, 1000), Samples.of(PodToPod, TCPLatency, 1100));
    var samples =
        Samples.all(
            small.stream().map(s -> Samples.withSize(s, 64)).toList(),
            large.stream().map(s -> Samples.withSize(s, 4096)).toList());

    // When
    var comparisons =
        Comparisons.of(spec("{latencyMessageSizes: [64, 4096]}"), BOTH, HostToHost, samples);

    // Then
    assertThat(comparisons)
        .extracting(c -> c.messageSize() + ": " + c.percentOfBaseline())
        .containsExactly("64: 200.0", "4096: 110.0");
  }

  /** 52.4 kbit/s of 5 Mbit/s and of 4 Mbit/s are 1.05% and 1.31%: together 2.36% of 80%. */
  @Test
  void noIntervalIsNarrowerThanTheMessagesOfBothPaths() {
    var samples =
        Samples.all(
            Samples.of(HostToHost, TCPBandwidth, 5_000_000, 5_000_000),
            Samples.of(PodToPod, TCPBandwidth, 4_000_000, 4_000_000));

    assertThat(compared(HostToHost, samples).get(0).confidence95())
        .isEqualTo(new PercentInterval("78.1", "82.0"));
  }

  /** Less than one message: nothing is known, and the interval is still one of numbers. */
  @Test
  void aValueFarBelowTheStepHasAnIntervalAllTheSame() {
    var samples =
        Samples.all(
            Samples.of(HostToHost, TCPBandwidth, 1, 1), Samples.of(PodToPod, TCPBandwidth, 1, 1));

    assertThat(compared(HostToHost, samples).get(0).confidence95())
        .isEqualTo(new PercentInterval("13.5", "739.0"));
  }
}
