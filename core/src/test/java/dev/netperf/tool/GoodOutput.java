package dev.netperf.tool;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.plan.PlannedMeasurement;
import dev.netperf.plan.PlannedSample;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a tool prints when it measures what a spec asks for, in the form of its recordings. */
public final class GoodOutput {
  private final NetPerfTestSpec spec;
  private final Dice dice;
  private final int seconds;
  private final List<Measurement> measurements;

  private GoodOutput(NetPerfTestSpec spec, List<Measurement> measurements, Dice dice) {
    this.spec = spec;
    this.measurements = measurements;
    this.dice = dice;
    this.seconds = spec.durationSeconds();
  }

  /** The termination message of one sample of a spec. */
  public static String of(NetPerfTestSpec spec, PlannedSample sample, Dice dice) {
    var measurements = sample.measurements().stream().map(PlannedMeasurement::measurement).toList();
    return Envelopes.ended(0, new GoodOutput(spec, measurements, dice).output());
  }

  private String output() {
    if (spec.tool() == Tool.qperf) {
      return "stream 0:\nconf:\nloc_cpu=2 Cores: Client CPU\n"
          + measurements.stream().map(this::qperf).collect(Collectors.joining());
    }
    return measurements.stream()
        .map(m -> spec.tool() == Tool.iperf3 ? iperf3(m) : sockperf(m))
        .collect(Collectors.joining());
  }

  private String qperf(Measurement measurement) {
    var test = QperfTestLine.of(measurement).test();
    return IntStream.range(0, measurement.bandwidth() ? spec.streams() : 1)
        .mapToObj(stream -> "stream " + stream + ":\n" + qperf(measurement, test))
        .collect(Collectors.joining());
  }

  private String qperf(Measurement measurement, String test) {
    return measurement.bandwidth()
        ? Envelopes.bandwidth(
            test, QperfTestLine.of(measurement).key(), seconds, dice.between(1_000, 1_000_000_000))
        : Envelopes.latency(test, seconds, dice.between(1_000, 99_999));
  }

  private String iperf3(Measurement measurement) {
    long each = dice.between(8_000, 1_000_000_000);
    long rate = each * spec.streams();
    var streams =
        IntStream.range(0, spec.streams())
            .mapToObj(i -> "" + each)
            .collect(Collectors.joining(","));
    var datagrams =
        measurement.udp()
            ? "\"sentPackets\":1000,\"receivedPackets\":%d,\"jitterNanoseconds\":%d,"
                .formatted(dice.between(1, 1_000), dice.below(1_000))
            : "\"retransmits\":1,";
    return "{\"test\":\"%s\",\"seconds\":%d.0,\"bytes\":%d,\"bitsPerSecond\":%d,\"clientCPU\":50,\"serverCPU\":50,%s\"streams\":[%s]}\n"
        .formatted(
            measurement.udp() ? "udp" : "tcp",
            seconds,
            rate * seconds / Byte.SIZE,
            rate,
            datagrams,
            streams);
  }

  /** Round trip upon round trip, each twice the mean. */
  private String sockperf(Measurement measurement) {
    var test = measurement.udp() ? "udp" : "tcp";
    long mean = dice.between(10_000, 99_999);
    long valid = 1000L * seconds - 450L * slices();
    long messages = valid * 1_000_000 / mean / 2;
    return Readings.output(Tool.sockperf, test)
        .replaceAll("Run\\] RunTime=[0-9.]+", "Run] RunTime=" + decimal(1000L * seconds))
        .replaceAll("Duration\\] RunTime=[0-9.]+", "Duration] RunTime=" + decimal(valid))
        .replaceAll("(Sent|Received)Messages=[0-9]+", "$1Messages=" + messages)
        .replaceAll("Total [0-9]+", "Total " + messages)
        .replaceAll("avg-latency= *[0-9.]+", "avg-latency=" + decimal(mean))
        .replaceAll("Latency is +[0-9.]+", "Latency is " + decimal(mean));
  }

  private int slices() {
    return (seconds + 19) / 20;
  }

  private static String decimal(long thousandths) {
    return "%d.%03d".formatted(thousandths / 1000, thousandths % 1000);
  }
}
