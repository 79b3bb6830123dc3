package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.tool.Failures.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * qperf 0.4: its four tests of TCP and UDP, with {@code conf} for the machines, each run by a
 * script of the probe image that leaves out what nobody reads. {@code -uu -ub} print whole bits per
 * second and nanoseconds, {@code -vv} what shows whether they are a result.
 *
 * <p>{@code conf} comes first for a second reason: a client that is refused as busy during it
 * leaves the server in good health.
 *
 * <p>One qperf has one connection. Stream i, from 0, is a pair of its own on the ports {@code
 * control + 2i} and {@code data + 2i}.
 */
final class Qperf implements ProbeTool {
  private static final String SCRIPT = SCRIPTS + "qperf";

  /** Texts of qperf 0.4.11. */
  private static final Failures FAILURES =
      new Failures(
          "qperf",
          List.of(
              new Text("failed to connect", Reason.ConnectFailed),
              new Text("could not make TCP connection", Reason.ConnectFailed),
              new Text("unable to make TCP socket", Reason.PortInUse),
              new Text("unable to make UDP socket", Reason.PortInUse),
              new Text("timed out", Reason.ServerUnresponsive),
              new Text("not responding", Reason.ServerUnresponsive),
              new Text("Connection reset by peer", Reason.ServerUnresponsive)));

  @Override
  public List<String> toolCommand(ServerPorts ports, int streams, String version) {
    if (streams == 1) {
      return List.of("qperf", "-lp", "" + ports.control());
    }
    var command = new ArrayList<>(List.of(SCRIPT, "server"));
    toolListeningPorts(ports, streams).forEach(port -> command.add(port.toString()));
    return List.copyOf(command);
  }

  @Override
  public List<Integer> serverPorts(ServerPorts ports, int streams) {
    return IntStream.range(0, streams)
        .boxed()
        .flatMap(i -> IntStream.of(ports.control() + 2 * i, ports.data() + 2 * i).boxed())
        .toList();
  }

  @Override
  public List<Integer> measuredPorts(ServerPorts ports, int streams) {
    return IntStream.range(0, streams).mapToObj(i -> ports.data() + 2 * i).toList();
  }

  @Override
  public List<Integer> toolListeningPorts(ServerPorts ports, int streams) {
    return IntStream.range(0, streams).mapToObj(i -> ports.control() + 2 * i).toList();
  }

  @Override
  public List<String> clientCommand(String address, ServerPorts ports, Task task) {
    var command = new ArrayList<>(List.of(SCRIPT, "client", "" + task.streams(), address));
    command.addAll(List.of("" + ports.control(), "" + ports.data()));
    command.add("" + task.durationSeconds());
    task.measurements().forEach(m -> command.add(test(m, task)));
    return List.copyOf(command);
  }

  /** The size is said where the default is not qperf's own. */
  private static String test(Measurement measurement, Task task) {
    var size = task.messageSize(measurement);
    var given =
        measurement == Measurement.UDPBandwidth
            ? size.or(() -> Tool.qperf.messageSize(measurement))
            : size;
    return Task.test(QperfTestLine.of(measurement).test(), given);
  }

  @Override
  public Reading output(Envelope envelope, Task task) {
    return FAILURES.ofEnd(envelope).orElseGet(() -> measured(envelope, task));
  }

  private static Reading measured(Envelope envelope, Task task) {
    var parsed = QperfOutput.parse(envelope.output(), task.streams());
    if (parsed.isEmpty()) {
      return FAILURES.failed(Reason.BadOutput, "qperf printed an unknown line", envelope);
    }
    var output = parsed.get();
    if (!output.inOrder(
        task.measurements().stream().map(m -> QperfTestLine.of(m).test()).toList())) {
      return FAILURES.failed(Reason.BadOutput, "qperf ran its tests in another order", envelope);
    }
    var figures = new QperfFigures(output, task);
    for (var measurement : task.measurements()) {
      var fault = figures.fault(measurement);
      if (fault.isPresent()) {
        return FAILURES.failed(fault.get().reason(), fault.get().text(), envelope);
      }
    }
    var counted = task.measurements().stream().map(figures::counted).toList();
    var reading = Agreement.reading(envelope, task, counted);
    return reading instanceof Reading.Measured measured
        ? measured.on(
            output.cpuModel("loc_cpu").or(envelope.seen()::cpuModel), output.cpuModel("rem_cpu"))
        : reading;
  }
}
