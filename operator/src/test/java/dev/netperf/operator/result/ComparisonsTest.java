package dev.netperf.operator.result;

import static dev.netperf.operator.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.operator.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.operator.api.v1alpha1.Path.HostToHost;
import static dev.netperf.operator.api.v1alpha1.Path.PodToPod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Comparison;
import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Result;
import dev.netperf.operator.api.v1alpha1.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  /** Of the summary's example in kubectl get. */
  private static final List<Result> ALL =
      List.of(
          result(HostToHost, TCPBandwidth, 10_305_195_213L),
          result(HostToHost, TCPLatency, 39_223),
          result(PodToPod, TCPBandwidth, 8_780_026_321L),
          result(PodToPod, TCPLatency, 44_361));

  private static Result result(Path path, Measurement measurement, long mean) {
    return new Result(
        path,
        measurement,
        null,
        measurement.unit(),
        1,
        mean,
        mean,
        null,
        null,
        mean,
        mean,
        null,
        null,
        null,
        null);
  }

  @Test
  void everyOtherPathIsComparedWithTheBaseline() {
    assertThat(Comparisons.of(HostToHost, ALL))
        .containsExactly(
            new Comparison(TCPBandwidth, PodToPod, HostToHost, null, 1, "85.2", "85.2", null),
            new Comparison(TCPLatency, PodToPod, HostToHost, null, 1, "113.1", "113.1", null));
  }

  @Test
  void theBaselineMayBeTheOverlay() {
    assertThat(Comparisons.of(PodToPod, ALL))
        .containsExactly(
            new Comparison(TCPBandwidth, HostToHost, PodToPod, null, 1, "117.4", "117.4", null),
            new Comparison(TCPLatency, HostToHost, PodToPod, null, 1, "88.4", "88.4", null));
  }

  @Test
  void withoutTheBaselinesValuesThereIsNothingToCompareWith() {
    assertThat(Comparisons.of(HostToHost, ALL.subList(2, 4))).isEmpty();
  }

  @Test
  void aMeasurementThatOnlyOnePathHasIsNotCompared() {
    assertThat(Comparisons.of(HostToHost, ALL.subList(0, 3)))
        .extracting(Comparison::measurement)
        .containsExactly(TCPBandwidth);
  }

  @Test
  void aBaselineAloneIsComparedWithNothing() {
    assertThat(Comparisons.of(HostToHost, ALL.subList(0, 2))).isEmpty();
  }

  @Test
  void theSummaryIsTheRowOfKubectlGet() {
    assertThat(Summaries.of(ALL))
        .isEqualTo(
            new Summary("10.3 Gbit/s", "8.78 Gbit/s", "85.2%", "39.2 us", "44.4 us", "113.1%"));
  }

  @Test
  void aSummaryWithoutOverlayHasNoPercentages() {
    assertThat(Summaries.of(ALL.subList(0, 2)))
        .isEqualTo(new Summary("10.3 Gbit/s", null, null, "39.2 us", null, null));
  }

  @Test
  void aSummaryWithoutNativeHasNoPercentages() {
    assertThat(Summaries.of(ALL.subList(2, 4)))
        .isEqualTo(new Summary(null, "8.78 Gbit/s", null, null, "44.4 us", null));
  }

  @Test
  void aSummaryOfOneMeasurementLeavesTheOtherOut() {
    assertThat(Summaries.of(List.of(ALL.get(1), ALL.get(3))))
        .isEqualTo(new Summary(null, null, null, "39.2 us", "44.4 us", "113.1%"));
  }

  @Test
  void nothingMeasuredHasNoSummary() {
    assertThat(Summaries.of(List.of())).isNull();
  }
}
