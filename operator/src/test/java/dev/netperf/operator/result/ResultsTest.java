package dev.netperf.operator.result;

import static dev.netperf.operator.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.operator.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.operator.api.v1alpha1.Path.HostToHost;
import static dev.netperf.operator.api.v1alpha1.Path.PodToPod;
import static dev.netperf.operator.result.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Result;
import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.api.v1alpha1.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final List<Path> PATHS = List.of(HostToHost, PodToPod);
  private static final List<Measurement> BOTH = List.of(TCPBandwidth, TCPLatency);

  private static Result latency(long... values) {
    return Results.of(
            List.of(HostToHost), List.of(TCPLatency), Samples.of(HostToHost, TCPLatency, values))
        .get(0);
  }

  @Test
  void oneValueHasNoStandardDeviation() {
    assertThat(latency(42))
        .isEqualTo(
            new Result(
                HostToHost,
                TCPLatency,
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
    var results = Results.of(PATHS, BOTH, samples);

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
    var results = Results.of(PATHS, BOTH, Samples.of(HostToHost, TCPBandwidth, 7));

    assertThat(results)
        .extracting(r -> r.path() + " " + r.measurement())
        .containsExactly("HostToHost TCPBandwidth");
  }

  @Test
  void withoutSamplesThereAreNoResults() {
    assertThat(Results.of(PATHS, BOTH, List.of())).isEmpty();
  }

  @Test
  void everyResultCountsTheSamplesOfItsOwnPath() {
    // Given
    var samples = new ArrayList<Sample>();
    samples.addAll(Samples.of(HostToHost, TCPLatency, 1, 2, 3));
    samples.addAll(Samples.of(PodToPod, TCPLatency, 10, 20));

    // When
    var results = Results.of(PATHS, BOTH, samples);

    // Then
    assertThat(results).extracting(Result::samples).containsExactly(3, 2);
    assertThat(results).extracting(Result::max).containsExactly(3L, 20L);
  }
}
