package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.plan.Specs.spec;
import static dev.netperf.result.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.Interval;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Percentile;
import dev.netperf.api.v1alpha1.PercentileResult;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
  private static final NetPerfTestSpec BOTH_PATHS = spec("{}");
  private static final List<Measurement> BOTH = List.of(TCPBandwidth, TCPLatency);

  private static Result latency(long... values) {
    return Results.of(
            spec("{paths: [HostToHost]}"),
            List.of(TCPLatency),
            Samples.of(HostToHost, TCPLatency, values))
        .get(0);
  }

  @Test
  void oneValueHasNoStandardDeviation() {
    assertThat(latency(42))
        .isEqualTo(
            new Result(
                HostToHost.name(),
                TCPLatency.name(),
                null,
                "ns",
                1,
                42L,
                42L,
                null,
                null,
                42L,
                42L,
                null,
                null,
                null,
                null));
  }

  @Test
  void twoEqualValuesHaveAStandardDeviationOfZero() {
    assertThat(latency(42, 42).standardDeviation()).isZero();
  }

  @Test
  void theStandardDeviationIsThatOfASample() {
    // Given values whose squared distances from their mean sum up to 32
    var result = latency(2, 4, 4, 4, 5, 5, 7, 9);

    // Then it is √(32 / 7) = 2.14, not √(32 / 8) = 2
    assertThat(latency(200, 400, 400, 400, 500, 500, 700, 900).standardDeviation()).isEqualTo(214);
    assertThat(result.mean()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnOddNumberIsTheMiddleValue() {
    assertThat(latency(9, 1, 5).median()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleValues() {
    assertThat(latency(1, 1000, 20, 10).median()).isEqualTo(15);
  }

  @Test
  void anOutlierMovesTheMeanAndNotTheMedian() {
    var result = latency(10, 10, 10, 10, 1010);

    assertThat(result.mean()).isEqualTo(210);
    assertThat(result.median()).isEqualTo(10);
  }

  @Test
  void halvesAreRoundedUp() {
    assertThat(latency(1, 2).mean()).isEqualTo(2);
    assertThat(latency(1, 2).median()).isEqualTo(2);
  }

  @Test
  void theLargestValuesThatQperfCanPrintDoNotOverflow() {
    var most = 999_999_999_999_999L;

    assertThat(latency(most, most, most).mean()).isEqualTo(most);
    assertThat(latency(most, most, most).standardDeviation()).isZero();
  }

  @Test
  void resultsStandInTheOrderOfTheSpec() {
    // Given
    var samples =
        List.of(
            sample(PodToPod, Value.of(TCPLatency, 4), Value.of(TCPBandwidth, 3)),
            sample(HostToHost, Value.of(TCPLatency, 2), Value.of(TCPBandwidth, 1)));

    // When
    var results = Results.of(BOTH_PATHS, BOTH, samples);

    // Then
    assertThat(results)
        .extracting(r -> r.path() + " " + r.measurement() + " " + r.mean() + " " + r.unit())
        .containsExactly(
            "HostToHost TCPBandwidth 1 bit/s",
            "HostToHost TCPLatency 2 ns",
            "PodToPod TCPBandwidth 3 bit/s",
            "PodToPod TCPLatency 4 ns");
  }

  @Test
  void aPathWithoutSamplesHasNoResult() {
    var results = Results.of(BOTH_PATHS, BOTH, Samples.of(HostToHost, TCPBandwidth, 7));

    assertThat(results)
        .extracting(r -> r.path() + " " + r.measurement())
        .containsExactly("HostToHost TCPBandwidth");
  }

  @Test
  void withoutSamplesThereAreNoResults() {
    assertThat(Results.of(BOTH_PATHS, BOTH, List.of())).isEmpty();
  }

  @Test
  void everyResultCountsTheSamplesOfItsOwnPath() {
    // Given
    var samples = new ArrayList<Sample>();
    samples.addAll(Samples.of(HostToHost, TCPLatency, 1, 2, 3));
    samples.addAll(Samples.of(PodToPod, TCPLatency, 10, 20));

    // When
    var results = Results.of(BOTH_PATHS, BOTH, samples);

    // Then
    assertThat(results).extracting(Result::samples).containsExactly(3, 2);
    assertThat(results).extracting(Result::max).containsExactly(3L, 20L);
  }

  @Test
  void twoValuesHaveAnIntervalByStudentsT() {
    // Given two values whose standard error is 2 and whose quantile is 12.706
    var result = latency(97, 101);

    // Then it reaches from 73.59 to 124.41, rounded outward
    assertThat(result.confidence95()).isEqualTo(new Interval(73L, 125L));
    assertThat(result.coefficientOfVariationPercent()).isEqualTo("2.9");
  }

  @Test
  void noIntervalReachesBelowZero() {
    assertThat(latency(1, 101).confidence95().low()).isZero();
  }

  @Test
  void aSampleThatIsNotCountedIsInNoResult() {
    // Given
    var samples =
        List.of(
            sample(1, HostToHost, Value.of(TCPLatency, 1000)).excluded(Exclusion.Warmup),
            sample(1, HostToHost, Value.of(TCPLatency, 2000)).excluded(Exclusion.RepetitionParted),
            sample(1, HostToHost, Value.of(TCPLatency, 10)));

    // When
    var result = Results.of(BOTH_PATHS, BOTH, samples).get(0);

    // Then
    assertThat(result.samples()).isEqualTo(1);
    assertThat(result.max()).isEqualTo(10);
  }

  @Test
  void everyMessageSizeHasItsResult() {
    // Given
    var samples = new ArrayList<Sample>();
    for (int size : new int[] {64, 1024}) {
      Samples.of(HostToHost, TCPBandwidth, size * 10L, size * 20L)
          .forEach(s -> samples.add(Samples.withSize(s, size)));
    }

    // When
    var results =
        Results.of(
            spec("{messageSizes: [64, 1024], paths: [HostToHost]}"),
            List.of(TCPBandwidth),
            samples);

    // Then
    assertThat(results)
        .extracting(r -> r.messageSize() + ": " + r.mean())
        .containsExactly("64: 960", "1024: 15360");
  }

  /** qperf counts whole messages: at 5 Mbit/s one of 64 KiB in ten seconds is 1% of the value. */
  @Test
  void noIntervalIsNarrowerThanOneMessage() {
    // Given three values that are equal, for all have the same number of messages
    var samples = Samples.of(HostToHost, TCPBandwidth, 5_000_000, 5_000_000, 5_000_000);

    // When
    var qperf = Results.of(BOTH_PATHS, BOTH, samples).get(0);
    var iperf3 = Results.of(spec("{tool: iperf3}"), BOTH, samples).get(0);

    // Then
    assertThat(qperf.confidence95()).isEqualTo(new Interval(4_947_571L, 5_052_429L));
    assertThat(iperf3.confidence95()).isEqualTo(new Interval(5_000_000L, 5_000_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "{}, TCPBandwidth, 52428.8",
    "{}, UDPBandwidth, 1097.6",
    "{}, TCPLatency, 0",
    "{durationSeconds: 1}, TCPBandwidth, 524288",
    "'{streams: 4, durationSeconds: 1}', TCPBandwidth, 2097152",
    "{tool: iperf3}, TCPBandwidth, 0",
    "{tool: sockperf}, UDPLatency, 0",
  })
  void theStepIsAMessageForEachStreamOverTheDuration(
      String yaml, Measurement measurement, double expected) {
    var subject = new Subject(HostToHost, measurement, Optional.empty());

    assertThat(Resolution.step(spec(yaml), subject)).isEqualTo(expected);
  }

  @Test
  void ofDatagramsTheMeanLossAndJitterStandBesideTheBandwidth() {
    // Given values of which one has no jitter
    var samples =
        List.of(
            sample(1, HostToHost, Value.of(UDPBandwidth, 9).withLoss("0.5").withJitter(100)),
            sample(2, HostToHost, Value.of(UDPBandwidth, 9).withLoss("0.25")),
            sample(3, HostToHost, Value.of(UDPBandwidth, 9).withLoss("?")));

    // When
    var result = Results.of(BOTH_PATHS, List.of(UDPBandwidth), samples).get(0);

    // Then
    assertThat(result.lossPercent()).isEqualTo("0.375");
    assertThat(result.jitterNanoseconds()).isEqualTo(100);
  }

  @Test
  void percentilesAreNotAveraged() {
    // Given
    var samples = new ArrayList<Sample>();
    for (long p99 : new long[] {10, 20, 900}) {
      var percentiles = List.of(new Percentile("50", 5L), new Percentile("99", p99));
      samples.add(sample(HostToHost, Value.of(TCPLatency, 9).withPercentiles(percentiles)));
    }

    // When
    var result = Results.of(BOTH_PATHS, List.of(TCPLatency), samples).get(0);

    // Then
    assertThat(result.percentiles())
        .containsExactly(
            new PercentileResult("50", 5L, 5L, 5L), new PercentileResult("99", 20L, 10L, 900L));
  }
}
