package dev.netperf.operator.result;

import static dev.netperf.operator.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.operator.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.operator.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.operator.api.v1alpha1.Measurement.UDPLatency;
import static dev.netperf.operator.api.v1alpha1.Path.HostToHost;
import static dev.netperf.operator.api.v1alpha1.Path.HostToPod;
import static dev.netperf.operator.api.v1alpha1.Path.PodToPod;
import static dev.netperf.operator.api.v1alpha1.Path.PodToService;
import static dev.netperf.operator.plan.Specs.spec;
import static dev.netperf.operator.result.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.api.v1alpha1.Summary;
import dev.netperf.operator.api.v1alpha1.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummariesTest {
  private static final Sample HOSTS =
      sample(HostToHost, Value.of(TCPBandwidth, 10_305_195_213L), Value.of(TCPLatency, 39_223));
  private static final Sample PODS =
      sample(PodToPod, Value.of(TCPBandwidth, 8_780_026_321L), Value.of(TCPLatency, 44_361));

  private static Summary summary(String yaml, Sample... samples) {
    return Summaries.of(spec(yaml), List.of(Measurement.values()), List.of(samples));
  }

  @Test
  void theSummaryIsTheRowOfKubectlGet() {
    assertThat(summary("{}", HOSTS, PODS))
        .isEqualTo(
            new Summary("10.3 Gbit/s", "8.78 Gbit/s", "85.2%", "39.2 us", "44.4 us", "113.1%"));
  }

  @Test
  void theNativePathStaysNativeWhateverTheBaseline() {
    assertThat(summary("{baseline: PodToPod}", HOSTS, PODS)).isEqualTo(summary("{}", HOSTS, PODS));
  }

  @Test
  void aSummaryWithoutOverlayHasNoPercentages() {
    assertThat(summary("{}", HOSTS))
        .isEqualTo(new Summary("10.3 Gbit/s", null, null, "39.2 us", null, null));
  }

  @Test
  void aSummaryWithoutNativeHasNoPercentages() {
    assertThat(summary("{}", PODS))
        .isEqualTo(new Summary(null, "8.78 Gbit/s", null, null, "44.4 us", null));
  }

  @Test
  void nothingMeasuredHasNoSummary() {
    assertThat(summary("{}")).isNull();
  }

  @Test
  void thePercentageIsThatOfThePairs() {
    // Given repetitions of 50% and 98%, whose means are at 97.5%
    var summary =
        summary(
            "{}",
            sample(1, HostToHost, Value.of(TCPLatency, 1000)),
            sample(1, PodToPod, Value.of(TCPLatency, 500)),
            sample(2, HostToHost, Value.of(TCPLatency, 100_000)),
            sample(2, PodToPod, Value.of(TCPLatency, 98_000)));

    assertThat(summary.overlayLatencyPercent()).isEqualTo("70.0%");
  }

  @Test
  void ofSeveralOverlaysTheRowTellsPodToPodAndThenPodToService() {
    // Given
    var host = sample(HostToHost, Value.of(TCPLatency, 100));
    var service = sample(PodToService, Value.of(TCPLatency, 300));
    var pod = sample(HostToPod, Value.of(TCPLatency, 200));

    // Then
    assertThat(summary("{paths: [HostToHost, HostToPod, PodToService]}", host, pod, service))
        .extracting(Summary::overlayLatency)
        .isEqualTo("300 ns");
    assertThat(summary("{paths: [HostToHost, HostToPod]}", host, pod))
        .extracting(Summary::overlayLatency)
        .isEqualTo("200 ns");
  }

  @Test
  void withoutTcpTheRowTellsOfUdp() {
    var summary =
        Summaries.of(
            spec("{}"),
            List.of(UDPLatency, UDPBandwidth),
            List.of(sample(HostToHost, Value.of(UDPLatency, 42), Value.of(UDPBandwidth, 43))));

    assertThat(summary).isEqualTo(new Summary("43.0 bit/s", null, null, "42.0 ns", null, null));
  }

  @Test
  void tcpComesFirstWhateverTheOrderOfTheMeasurements() {
    var summary =
        Summaries.of(
            spec("{}"),
            List.of(UDPBandwidth, TCPBandwidth),
            List.of(sample(HostToHost, Value.of(UDPBandwidth, 1), Value.of(TCPBandwidth, 2))));

    assertThat(summary.nativeBandwidth()).isEqualTo("2.00 bit/s");
  }

  @Test
  void ofSeveralSizesTheLargestTellsTheBandwidthAndTheSmallestTheLatency() {
    // Given
    var small = sample(HostToHost, Value.of(TCPBandwidth, 1), Value.of(TCPLatency, 10));
    var large = sample(HostToHost, Value.of(TCPBandwidth, 100), Value.of(TCPLatency, 1000));

    // When
    var summary =
        summary(
            "{messageSizes: [4096, 64], latencyMessageSizes: [64, 4096]}",
            Samples.withSize(small, 64),
            Samples.withSize(large, 4096));

    // Then
    assertThat(summary).isEqualTo(new Summary("100 bit/s", null, null, "10.0 ns", null, null));
  }
}
