package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.api.v1alpha1.Path.PodToService;
import static dev.netperf.plan.Specs.spec;
import static dev.netperf.result.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Percentile;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the samples in deploy/samples ask, in one sentence each. */
class AnswerTest {
  private static String answer(String yaml, Sample... samples) {
    return answer(yaml, List.of(samples), List.of());
  }

  private static String answer(String yaml, List<Sample> samples, List<Warning> warnings) {
    var spec = spec(yaml);
    var plan = Plan.of(spec);
    return Answer.of(
        new Row(spec, plan.measurements()),
        plan.baseline(),
        Results.of(spec, plan.measurements(), samples),
        Comparisons.of(spec, plan.measurements(), plan.baseline(), samples),
        warnings);
  }

  private static List<Sample> overlayCost() {
    return List.of(
        sample(1, HostToHost, Value.of(TCPBandwidth, 957_000_000), Value.of(TCPLatency, 20_600)),
        sample(1, PodToPod, Value.of(TCPBandwidth, 924_000_000), Value.of(TCPLatency, 25_500)),
        sample(2, PodToPod, Value.of(TCPBandwidth, 924_100_000), Value.of(TCPLatency, 25_400)),
        sample(2, HostToHost, Value.of(TCPBandwidth, 957_100_000), Value.of(TCPLatency, 20_700)));
  }

  @Test
  void whatThePodNetworkCosts() {
    assertThat(answer("{}", overlayCost(), List.of()))
        .isEqualTo(
            "PodToPod 924 Mbit/s is 96.6% (96.5 to 96.6) of HostToHost,"
                + " latency 25.5 us against 20.7 us");
  }

  @Test
  void warningsStandAtItsEnd() {
    var shared = Warning.of(Warning.Type.SharedKernel, "");
    var scatter = Warning.of(Warning.Type.Scatter, "");

    assertThat(answer("{}", overlayCost(), List.of(shared))).endsWith("; 1 warning: SharedKernel");
    assertThat(answer("{}", overlayCost(), List.of(shared, scatter, scatter)))
        .endsWith("; 2 warnings: SharedKernel, Scatter");
  }

  @Test
  void onePathAloneHasItsIntervals() {
    assertThat(
            answer(
                "{paths: [PodToPod]}",
                sample(1, PodToPod, Value.of(TCPBandwidth, 920_000_000)),
                sample(2, PodToPod, Value.of(TCPBandwidth, 922_000_000))))
        .isEqualTo("PodToPod 921 Mbit/s (908 Mbit/s to 934 Mbit/s)");
  }

  @Test
  void severalPathsAreToldOneAfterTheOther() {
    assertThat(
            answer(
                "{paths: [HostToHost, PodToPod, PodToService], measurements: [TCPBandwidth]}",
                sample(HostToHost, Value.of(TCPBandwidth, 1000)),
                sample(PodToPod, Value.of(TCPBandwidth, 960)),
                sample(PodToService, Value.of(TCPBandwidth, 950))))
        .isEqualTo(
            "PodToPod 960 bit/s is 96.0% of HostToHost; PodToService 950 bit/s is 95.0% of"
                + " HostToHost");
  }

  @Test
  void latencyAloneIsComparedAndHasItsPercentile() {
    var host = Value.of(TCPLatency, 20_000).withPercentiles(List.of(new Percentile("99", 30_000L)));
    var pod = Value.of(TCPLatency, 25_000).withPercentiles(List.of(new Percentile("99", 60_000L)));

    assertThat(
            answer(
                "{tool: sockperf, measurements: [TCPLatency]}",
                sample(HostToHost, host),
                sample(PodToPod, pod)))
        .isEqualTo(
            "PodToPod latency 25.0 us is 125.0% of HostToHost,"
                + " 99th percentile 60.0 us against 30.0 us");
  }

  @Test
  void udpHasItsLoss() {
    var host = Value.of(UDPBandwidth, 950_000_000).withLoss("0.001");
    var pod = Value.of(UDPBandwidth, 900_000_000).withLoss("1.500");

    assertThat(
            answer(
                "{tool: iperf3, measurements: [UDPBandwidth]}",
                sample(HostToHost, host),
                sample(PodToPod, pod)))
        .isEqualTo("PodToPod UDP 900 Mbit/s is 94.7% of HostToHost, loss 1.500% against 0.001%");
  }

  @Test
  void severalMessageSizesAreACurve() {
    assertThat(
            answer(
                "{measurements: [TCPBandwidth], messageSizes: [64, 65536]}",
                Samples.withSize(sample(HostToHost, Value.of(TCPBandwidth, 2_000_000)), 64),
                Samples.withSize(sample(PodToPod, Value.of(TCPBandwidth, 1_000_000)), 64),
                Samples.withSize(sample(HostToHost, Value.of(TCPBandwidth, 10_000_000)), 65_536),
                Samples.withSize(sample(PodToPod, Value.of(TCPBandwidth, 9_000_000)), 65_536)))
        .isEqualTo(
            "PodToPod 9.00 Mbit/s is 90.0% of HostToHost,"
                + " by message size 1.00 Mbit/s at 64 bytes, 9.00 Mbit/s at 65536 bytes");
  }
}
