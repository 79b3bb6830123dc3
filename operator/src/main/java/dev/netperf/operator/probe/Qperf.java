package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.IpFamily;
import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Ports;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.api.v1alpha1.SideFacts;
import dev.netperf.operator.api.v1alpha1.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * qperf 0.4: {@code tcp_bw} and {@code tcp_lat}, with {@code conf} for the machines. {@code -uu
 * -ub} print whole bits per second and nanoseconds, {@code -vv} what shows whether they are a
 * result.
 *
 * <p>{@code conf} comes first for a second reason: a client that is refused as busy during it
 * leaves the server in good health.
 */
final class Qperf implements ProbeTool {
  /** How long a client waits for its server to appear. */
  private static final int WAIT_SECONDS = 10;

  private static final Map<Measurement, Line> LINES =
      Map.of(
          Measurement.TCPBandwidth, new Line("tcp_bw", "bw", "bits/sec", "recv_msgs"),
          Measurement.TCPLatency, new Line("tcp_lat", "latency", "ns", "loc_recv_msgs"));

  /** Exit codes above it say which signal ended the tool. */
  private static final int SIGNALLED = 128;

  /** Texts of qperf 0.4.11; the first that occurs in the output decides. */
  private static final List<Text> FAILURES =
      List.of(
          new Text("failed to connect", Reason.ConnectFailed),
          new Text("could not make TCP connection", Reason.ConnectFailed),
          new Text("unable to make TCP socket", Reason.PortInUse),
          new Text("timed out", Reason.ServerUnresponsive),
          new Text("not responding", Reason.ServerUnresponsive),
          new Text("Connection reset by peer", Reason.ServerUnresponsive));

  /** Where a measurement's value stands, and the count that shows that something arrived. */
  private record Line(String test, String key, String unit, String received) {}

  /** What a text means. */
  private record Text(String text, Reason reason) {}

  @Override
  public List<String> serverCommand(Ports ports, int streams, IpFamily family) {
    return List.of("qperf", "-lp", ports.control().toString());
  }

  @Override
  public List<Integer> serverPorts(Ports ports, int streams) {
    return List.of(ports.control(), ports.data());
  }

  @Override
  public List<Integer> listeningPorts(Ports ports, int streams) {
    return List.of(ports.control());
  }

  @Override
  public List<String> clientCommand(String address, Ports ports, Task task) {
    var command = new ArrayList<String>();
    command.addAll(List.of("qperf", address, "-lp", ports.control().toString()));
    command.addAll(List.of("-ip", ports.data().toString(), "-ws", "" + WAIT_SECONDS));
    command.addAll(List.of("-t", "" + task.durationSeconds(), "-uu", "-ub", "-vv", "conf"));
    task.measurements().forEach(m -> command.add(LINES.get(m).test()));
    return List.copyOf(command);
  }

  @Override
  public Reading read(Envelope envelope, Task task) {
    if (envelope.timedOut()) {
      return failed(
          Reason.ServerUnresponsive, "qperf didn't end in time and was stopped", envelope);
    }
    if (envelope.exitCode() != 0) {
      return failed(
          reason(envelope), "qperf ended with exit code " + envelope.exitCode(), envelope);
    }
    if (envelope.truncated()) {
      return failed(Reason.BadOutput, "qperf's output is too long", envelope);
    }
    return QperfOutput.parse(envelope.output())
        .map(output -> measured(output, task.measurements(), task.durationSeconds(), envelope))
        .orElseGet(() -> failed(Reason.BadOutput, "qperf printed an unknown line", envelope));
  }

  private static Reading measured(
      QperfOutput output, List<Measurement> measurements, int seconds, Envelope envelope) {
    var values = new ArrayList<Value>();
    for (var measurement : measurements) {
      var line = LINES.get(measurement);
      var test = output.test(line.test());
      var fault = test.fault(Duration.ofSeconds(seconds), line.received());
      if (fault.isPresent()) {
        return failed(
            fault.get().reason(),
            "qperf's " + line.test() + " is no result: " + fault.get().text(),
            envelope);
      }
      var value = test.number(line.key(), line.unit()).filter(n -> n > 0);
      if (value.isEmpty()) {
        return failed(
            Reason.BadOutput,
            "qperf printed no " + line.key() + " of " + line.test() + " in " + line.unit(),
            envelope);
      }
      values.add(Value.of(measurement, value.get()));
    }
    return new Reading.Measured(
        values, output.cpuModel("loc_cpu"), output.cpuModel("rem_cpu"), SideFacts.NONE);
  }

  private static Reason reason(Envelope envelope) {
    return FAILURES.stream()
        .filter(failure -> envelope.output().contains(failure.text()))
        .map(Text::reason)
        .findFirst()
        .orElse(envelope.exitCode() > SIGNALLED ? Reason.ClientFailed : Reason.BadOutput);
  }

  private static Reading failed(Reason reason, String what, Envelope envelope) {
    return new Reading.Failed(reason, what + envelope.tail());
  }
}
