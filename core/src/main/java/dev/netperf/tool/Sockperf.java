package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.tool.Failures.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * sockperf 3.7 in ping-pong mode, through a script of the probe image that waits for the server. It
 * uses the one port {@code control}, for TCP and for UDP, and knows IPv4 only. One stream always.
 */
final class Sockperf implements OnePortTool {
  private static final String SCRIPT = SCRIPTS + "sockperf";

  /** Texts of sockperf 3.7, and the first of the script. */
  private static final Failures FAILURES =
      new Failures(
          "sockperf",
          List.of(
              new Text("probe: no connection to", Reason.ConnectFailed),
              new Text("Can`t connect socket", Reason.ConnectFailed),
              new Text("No messages were received from the server", Reason.ServerUnresponsive),
              new Text("forcibly closed by a peer", Reason.ServerUnresponsive),
              new Text("No valid observations found", Reason.ServerUnresponsive)));

  @Override
  public String script() {
    return SCRIPT;
  }

  @Override
  public List<String> clientCommand(String address, ServerPorts ports, Task task) {
    var command = new ArrayList<String>();
    command.addAll(List.of(SCRIPT, "client", address, "" + ports.control()));
    command.add("" + task.durationSeconds());
    task.measurements().forEach(m -> command.add(Task.test(test(m), task.messageSize(m))));
    return List.copyOf(command);
  }

  @Override
  public Reading output(Envelope envelope, Task task) {
    return FAILURES.ofEnd(envelope).orElseGet(() -> measured(envelope, task));
  }

  private static Reading measured(Envelope envelope, Task task) {
    var sections = SockperfOutput.sections(envelope.output());
    var wanted = task.measurements().stream().map(Sockperf::test).toList();
    if (!sections.stream().map(SockperfOutput.Section::test).toList().equals(wanted)) {
      return FAILURES.failed(
          FAILURES.reason(envelope),
          "sockperf didn't take the measurements that it was to take",
          envelope);
    }
    var counted = new ArrayList<Counted>();
    for (int i = 0; i < sections.size(); i++) {
      var section = sections.get(i);
      var output = SockperfOutput.parse(section);
      if (output.isEmpty()) {
        return FAILURES.failed(
            FAILURES.reason(envelope),
            "sockperf printed no " + section.test() + " result",
            envelope);
      }
      var udp = task.measurements().get(i).udp();
      var fault = output.get().fault(task.durationSeconds(), udp);
      if (fault.isPresent()) {
        var what = "sockperf's " + section.test() + " test is no result: " + fault.get().text();
        return FAILURES.failed(fault.get().reason(), what, envelope);
      }
      counted.add(counted(task.measurements().get(i), output.get(), task));
    }
    var reading = Agreement.reading(envelope, task, counted);
    return reading instanceof Reading.Measured measured
        ? measured.on(envelope.seen().cpuModel(), Optional.empty())
        : reading;
  }

  private static Counted counted(Measurement measurement, SockperfOutput output, Task task) {
    var size =
        task.messageSize(measurement)
            .or(() -> Tool.sockperf.messageSize(measurement))
            .orElseThrow();
    long received = output.total().received();
    return Counted.of(
        Value.of(measurement, output.average()).withPercentiles(output.percentiles()),
        measurement.udp() ? Claim.datagramsAlone(received) : Claim.messages(received, size));
  }

  private static String test(Measurement measurement) {
    return switch (measurement) {
      case TCPLatency -> "tcp";
      case UDPLatency -> "udp";
      case TCPBandwidth, UDPBandwidth ->
          throw new IllegalArgumentException("sockperf measures no " + measurement);
    };
  }
}
