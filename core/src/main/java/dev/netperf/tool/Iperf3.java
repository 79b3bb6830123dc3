package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.tool.Failures.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * iperf3 3.12, through a script of the probe image that waits for the server and reduces iperf3's
 * JSON to one line for each measurement. Control and data use the one port {@code control}.
 *
 * <p>Its CPU figures are those of the two iperf3 processes, not of the nodes.
 */
final class Iperf3 implements OnePortTool {
  private static final String SCRIPT = SCRIPTS + "iperf3";

  /** Texts of iperf3 3.12. */
  private static final Failures FAILURES =
      new Failures(
          "iperf3",
          List.of(
              new Text("unable to connect", Reason.ConnectFailed),
              new Text("Address already in use", Reason.PortInUse),
              new Text("the server is busy", Reason.ServerUnresponsive),
              new Text("the server has terminated", Reason.ServerUnresponsive),
              new Text("control socket has closed", Reason.ServerUnresponsive),
              new Text("unable to read", Reason.ServerUnresponsive),
              new Text("unable to write", Reason.ServerUnresponsive),
              new Text("unable to receive", Reason.ServerUnresponsive),
              new Text("unable to send", Reason.ServerUnresponsive),
              new Text("Connection reset by peer", Reason.ServerUnresponsive),
              new Text("timed out", Reason.ServerUnresponsive)));

  @Override
  public String script() {
    return SCRIPT;
  }

  @Override
  public List<String> clientCommand(String address, ServerPorts ports, Task task) {
    var command = new ArrayList<String>();
    command.addAll(List.of(SCRIPT, "client", address, "" + ports.control()));
    command.addAll(List.of("" + task.durationSeconds(), "" + task.streams()));
    task.measurements().forEach(m -> command.add(Task.test(test(m), task.messageSize(m))));
    return List.copyOf(command);
  }

  @Override
  public Reading output(Envelope envelope, Task task) {
    return FAILURES.ofEnd(envelope).orElseGet(() -> measured(envelope, task));
  }

  private static Reading measured(Envelope envelope, Task task) {
    var lines = envelope.output().lines().map(Iperf3Line::parse).flatMap(Optional::stream).toList();
    if (lines.size() != envelope.output().lines().count()) {
      return FAILURES.failed(Reason.BadOutput, "iperf3 printed an unknown line", envelope);
    }
    if (!lines.stream()
        .map(Iperf3Line::test)
        .toList()
        .equals(task.measurements().stream().map(Iperf3::test).toList())) {
      return FAILURES.failed(
          lines.stream().anyMatch(line -> line.error() != null)
              ? FAILURES.reason(envelope)
              : Reason.BadOutput,
          "iperf3 didn't take the measurements that it was to take",
          envelope);
    }
    var counted = new ArrayList<Counted>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.error() != null) {
        return FAILURES.failed(FAILURES.reason(envelope), "iperf3 failed", envelope);
      }
      var fault = line.fault(task);
      if (fault.isPresent()) {
        var what = "iperf3's " + line.test() + " test is no result: " + fault.get().text();
        return FAILURES.failed(fault.get().reason(), what, envelope);
      }
      counted.add(line.counted(task.measurements().get(i), task.streams()));
    }
    var reading = Agreement.reading(envelope, task, counted);
    return reading instanceof Reading.Measured measured
        ? measured.on(envelope.seen().cpuModel(), Optional.empty())
        : reading;
  }

  private static String test(Measurement measurement) {
    return switch (measurement) {
      case TCPBandwidth -> "tcp";
      case UDPBandwidth -> "udp";
      case TCPLatency, UDPLatency ->
          throw new IllegalArgumentException("iperf3 measures no " + measurement);
    };
  }
}
