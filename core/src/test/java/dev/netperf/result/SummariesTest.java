package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.UDPLatency;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.HostToPod;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.api.v1alpha1.Path.PodToService;
import static dev.netperf.plan.Specs.spec;
import static dev.netperf.result.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.PathSummary;
import dev.netperf.api.v1alpha1.PercentInterval;
import dev.netperf.api.v1alpha1.RatioSummary;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Summary;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.plan.Plan;
import dev.netperf.text.Figures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SummariesTest {
  private static final Sample HOSTS =
      sample(HostToHost, Value.of(TCPBandwidth, 10_305_195_213L), Value.of(TCPLatency, 39_223));
  private static final Sample PODS =
      sample(PodToPod, Value.of(TCPBandwidth, 8_780_026_321L), Value.of(TCPLatency, 44_361));

  private static Summary summary(String yaml, Sample... samples) {
    return summary(yaml, List.of(Measurement.values()), samples);
  }

  private static Summary summary(String yaml, List<Measurement> measurements, Sample... samples) {
    return summary(spec(yaml), measurements, List.of(samples));
  }

  private static Summary summary(
      NetPerfTestSpec spec, List<Measurement> measurements, List<Sample> samples) {
    return Summaries.of(new Row(spec, measurements), Plan.of(spec).baseline(), samples);
  }

  private static PathSummary path(long bandwidth, long latency) {
    return new PathSummary(
        Figures.of(TCPBandwidth, bandwidth), bandwidth, Figures.of(TCPLatency, latency), latency);
  }

  @Test
  void theSummaryIsTheRowOfKubectlGet() {
    var summary = summary("{}", HOSTS, PODS);

    assertThat(summary.host())
        .isEqualTo(new PathSummary("10.3 Gbit/s", 10_305_195_213L, "39.2 us", 39_223L));
    assertThat(summary.pod())
        .isEqualTo(new PathSummary("8.78 Gbit/s", 8_780_026_321L, "44.4 us", 44_361L));
    assertThat(summary.service()).isNull();
    assertThat(summary.ratio())
        .isEqualTo(new RatioSummary("PodToPod", "HostToHost", "TCPBandwidth", "85.2%", 852L));
  }

  @Test
  void theRatioIsToTheBaselineWhateverThatIs() {
    var ratio = summary("{baseline: PodToPod}", HOSTS, PODS).ratio();

    assertThat(ratio)
        .isEqualTo(new RatioSummary("HostToHost", "PodToPod", "TCPBandwidth", "117.4%", 1174L));
  }

  @Test
  void aSummaryOfOnePathHasNoRatio() {
    assertThat(summary("{}", HOSTS))
        .isEqualTo(new Summary(path(10_305_195_213L, 39_223), null, null, null, null));
    assertThat(summary("{}", PODS))
        .isEqualTo(new Summary(null, path(8_780_026_321L, 44_361), null, null, null));
  }

  @Test
  void nothingMeasuredHasNoSummary() {
    assertThat(summary("{}")).isNull();
  }

  @Test
  void theRatioIsThatOfThePairs() {
    // Given repetitions of 50% and 98%, whose means are at 97.5%
    var ratio =
        summary(
                "{measurements: [TCPLatency]}",
                List.of(TCPLatency),
                sample(1, HostToHost, Value.of(TCPLatency, 1000)),
                sample(1, PodToPod, Value.of(TCPLatency, 500)),
                sample(2, HostToHost, Value.of(TCPLatency, 100_000)),
                sample(2, PodToPod, Value.of(TCPLatency, 98_000)))
            .ratio();

    assertThat(ratio.measurement()).isEqualTo("TCPLatency");
    assertThat(ratio.text()).matches("70[.]0% ±[0-9]{3,5}[.][0-9]");
    assertThat(ratio.permille()).isEqualTo(700);
  }

  @Test
  void theRatioReachesToTheFartherEndOfTheIntervalAsItIsShown() {
    // Given ratios of 96.52% with an interval from 96.43% to 96.61%
    var samples =
        List.of(
            sample(1, HostToHost, Value.of(TCPBandwidth, 1_000_000_000)),
            sample(1, PodToPod, Value.of(TCPBandwidth, 965_270_000)),
            sample(2, HostToHost, Value.of(TCPBandwidth, 1_000_000_000)),
            sample(2, PodToPod, Value.of(TCPBandwidth, 965_130_000)));

    // When it is shown as 96.5% and as 96.4% to 96.7%
    var shown = comparison(samples);
    assertThat(shown.percentOfBaseline()).isEqualTo("96.5");
    assertThat(shown.confidence95()).isEqualTo(new PercentInterval("96.4", "96.7"));

    // Then it is not less than from 96.5% to 96.7%
    assertThat(summary(spec("{}"), List.of(TCPBandwidth), samples).ratio().text())
        .isEqualTo("96.5% ±0.2");
  }

  private static Comparison comparison(List<Sample> samples) {
    return Comparisons.of(spec("{}"), List.of(TCPBandwidth), HostToHost, samples).get(0);
  }

  /** Whatever was measured: no end of the interval is outside, and one is at the edge. */
  @Test
  void theRatioNeverReachesShortOfTheShownIntervalNorBeyondIt() {
    var dice = new Random(1);
    for (int i = 0; i < 1000; i++) {
      var samples = new ArrayList<Sample>();
      for (int repetition = 1; repetition <= 4; repetition++) {
        long scatter = dice.nextInt(1 + i * 1000);
        samples.add(sample(repetition, HostToHost, Value.of(TCPBandwidth, 1_000_000_000)));
        samples.add(sample(repetition, PodToPod, Value.of(TCPBandwidth, 965_000_000 + scatter)));
      }

      var shown = comparison(samples);
      var text = summary(spec("{}"), List.of(TCPBandwidth), samples).ratio().text();

      var middle = new BigDecimal(shown.percentOfBaseline());
      var reach = new BigDecimal(text.substring(text.indexOf('±') + 1));
      var below = middle.subtract(new BigDecimal(shown.confidence95().low()));
      var above = new BigDecimal(shown.confidence95().high()).subtract(middle);
      assertThat(reach).as(text).isEqualByComparingTo(below.max(above));
    }
  }

  @Test
  void ofSeveralPathsTheRatioIsThatOfPodToPodAndThenOfPodToService() {
    // Given
    var host = sample(HostToHost, Value.of(TCPLatency, 100));
    var service = sample(PodToService, Value.of(TCPLatency, 300));
    var mixed = sample(HostToPod, Value.of(TCPLatency, 200));
    var latency = List.of(TCPLatency);

    // Then
    var paths = "{paths: [HostToHost, HostToPod, PodToService]}";
    assertThat(summary(paths, latency, host, mixed, service).ratio().path())
        .isEqualTo("PodToService");
    assertThat(summary("{paths: [HostToHost, HostToPod]}", latency, host, mixed).ratio().path())
        .isEqualTo("HostToPod");
  }

  @Test
  void aServiceHasFiguresOfItsOwn() {
    var summary =
        summary(
            "{paths: [PodToPod, PodToService]}",
            sample(PodToPod, Value.of(TCPBandwidth, 1000), Value.of(TCPLatency, 100)),
            sample(PodToService, Value.of(TCPBandwidth, 990), Value.of(TCPLatency, 105)));

    assertThat(summary.service()).isEqualTo(path(990, 105));
    assertThat(summary.ratio())
        .isEqualTo(new RatioSummary("PodToService", "PodToPod", "TCPBandwidth", "99.0%", 990L));
  }

  @Test
  void theRowNamesTheFirstWarningAndHowManyTypesMoreThereAre() {
    var one = Warning.of(Warning.Type.SharedKernel, "");
    var other = Warning.of(Warning.Type.Scatter, "");

    assertThat(Summary.NOTHING.with(List.of()).warnings()).isNull();
    assertThat(Summary.NOTHING.with(List.of(one)).warnings()).isEqualTo("SharedKernel");
    assertThat(Summary.NOTHING.with(List.of(one, other, other)).warnings())
        .isEqualTo("SharedKernel +1");
  }

  @Test
  void withoutTcpTheRowTellsOfUdp() {
    var summary =
        summary(
            spec("{}"),
            List.of(UDPLatency, UDPBandwidth),
            List.of(sample(HostToHost, Value.of(UDPLatency, 42), Value.of(UDPBandwidth, 43))));

    assertThat(summary).isEqualTo(new Summary(path(43, 42), null, null, null, null));
  }

  @Test
  void tcpComesFirstWhateverTheOrderOfTheMeasurements() {
    var summary =
        summary(
            spec("{}"),
            List.of(UDPBandwidth, TCPBandwidth),
            List.of(sample(HostToHost, Value.of(UDPBandwidth, 1), Value.of(TCPBandwidth, 2))));

    assertThat(summary.host().bandwidth()).isEqualTo("2.00 bit/s");
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
    assertThat(summary).isEqualTo(new Summary(path(100, 10), null, null, null, null));
  }
}
