package dev.netperf.operator.probe;

import dev.netperf.operator.Dice;
import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Tool;
import dev.netperf.operator.plan.Plan;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a tool prints when it measures what a spec asks for, in the form of its recordings. */
public final class GoodOutput {
  private final NetPerfTestSpec spec;
  private final Dice dice;
  private final int seconds;

  private GoodOutput(NetPerfTestSpec spec, Dice dice) {
    this.spec = spec;
    this.dice = dice;
    this.seconds = spec.durationSeconds();
  }

  /** The termination message of one sample of a spec. */
  public static String of(NetPerfTestSpec spec, Dice dice) {
    return Envelopes.ended(0, new GoodOutput(spec, dice).output());
  }

  private String output() {
    var measurements = Plan.of(spec).measurements();
    if (spec.tool() == Tool.qperf) {
      return IntStream.range(0, spec.streams())
          .mapToObj(
              stream ->
                  "stream %d:\n".formatted(stream)
                      + (stream == 0 ? "conf:\nloc_cpu=2 Cores: Client CPU\n" : "")
                      + measurements.stream().map(this::qperf).collect(Collectors.joining()))
          .collect(Collectors.joining());
    }
    return measurements.stream()
        .map(m -> spec.tool() == Tool.iperf3 ? iperf3(m) : sockperf(m))
        .collect(Collectors.joining());
  }

  private String qperf(Measurement measurement) {
    var line = QperfTestLine.of(measurement);
    var value =
        measurement.bandwidth() ? dice.between(1_000, 1_000_000_000) : dice.between(1, 99_999);
    return "%s:\n%s=%d %s\ntime=%d000000000 ns\n%s=100\nloc_send_msgs=100\nsend_bytes=1000 bytes\nrecv_bytes=%d bytes\n"
        .formatted(
            line.test(),
            line.key(),
            value,
            line.unit(),
            seconds,
            line.received(),
            dice.between(1, 1_000));
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

  private String sockperf(Measurement measurement) {
    var test = measurement.udp() ? "udp" : "tcp";
    var mean = "%d.%03d".formatted(dice.between(10, 99), dice.below(1_000));
    return Readings.output(Tool.sockperf, test)
        .replaceAll("Run\\] RunTime=[0-9.]+", "Run] RunTime=" + seconds + ".000")
        .replaceAll("Duration\\] RunTime=[0-9.]+", "Duration] RunTime=" + valid())
        .replaceAll("avg-latency= *[0-9.]+", "avg-latency=" + mean)
        .replaceAll("Latency is +[0-9.]+", "Latency is " + mean);
  }

  private String valid() {
    return "%d.%03d".formatted(seconds - 1, 550);
  }
}
