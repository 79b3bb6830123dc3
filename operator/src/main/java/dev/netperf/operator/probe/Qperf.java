package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.IpFamily;
import dev.netperf.operator.api.v1alpha1.Ports;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.probe.Failures.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * qperf 0.4: its four tests of TCP and UDP, with {@code conf} for the machines. {@code -uu -ub}
 * print whole bits per second and nanoseconds, {@code -vv} what shows whether they are a result.
 *
 * <p>{@code conf} comes first for a second reason: a client that is refused as busy during it
 * leaves the server in good health.
 *
 * <p>One qperf has one connection. Stream i, from 0, is a pair of its own on the ports {@code
 * control + 2i} and {@code data + 2i}, run by a script of the probe image, which also cuts outputs
 * that would be too long.
 */
final class Qperf implements ProbeTool {
  private static final String SCRIPT = SCRIPTS + "qperf";

  /** How long a client waits for its server to appear. */
  private static final int WAIT_SECONDS = 10;

  /** The output of as many tests fits the envelope uncut. */
  private static final int FITTING = 2;

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
  public List<String> serverCommand(Ports ports, int streams, IpFamily family) {
    if (streams == 1) {
      return List.of("qperf", "-lp", ports.control().toString());
    }
    var command = new ArrayList<>(List.of(SCRIPT, "server"));
    listeningPorts(ports, streams).forEach(port -> command.add(port.toString()));
    return List.copyOf(command);
  }

  @Override
  public List<Integer> serverPorts(Ports ports, int streams) {
    return IntStream.range(0, streams)
        .boxed()
        .flatMap(i -> IntStream.of(ports.control() + 2 * i, ports.data() + 2 * i).boxed())
        .toList();
  }

  @Override
  public List<Integer> listeningPorts(Ports ports, int streams) {
    return IntStream.range(0, streams).mapToObj(i -> ports.control() + 2 * i).toList();
  }

  @Override
  public List<String> clientCommand(String address, Ports ports, Task task) {
    var size = task.messageSize().map(String::valueOf);
    var command = new ArrayList<String>();
    if (task.streams() > 1 || task.measurements().size() > FITTING) {
      command.addAll(List.of(SCRIPT, "client", "" + task.streams(), address));
      command.addAll(List.of(ports.control().toString(), ports.data().toString()));
      command.addAll(List.of("" + task.durationSeconds(), size.orElse("-")));
    } else {
      command.addAll(List.of("qperf", address, "-lp", ports.control().toString()));
      command.addAll(List.of("-ip", ports.data().toString(), "-ws", "" + WAIT_SECONDS));
      command.addAll(List.of("-t", "" + task.durationSeconds(), "-uu", "-ub", "-vv", "conf"));
      size.ifPresent(bytes -> command.addAll(List.of("-m", bytes)));
    }
    task.measurements().forEach(m -> command.add(QperfTestLine.of(m).test()));
    return List.copyOf(command);
  }

  @Override
  public Reading read(Envelope envelope, Task task) {
    return FAILURES.ofEnd(envelope).orElseGet(() -> measured(envelope, task));
  }

  private static Reading measured(Envelope envelope, Task task) {
    var parsed = QperfOutput.parse(envelope.output(), task.streams());
    if (parsed.isEmpty()) {
      return FAILURES.failed(Reason.BadOutput, "qperf printed an unknown line", envelope);
    }
    var output = parsed.get();
    var figures = new QperfFigures(output, task);
    for (var measurement : task.measurements()) {
      var fault = figures.fault(measurement);
      if (fault.isPresent()) {
        return FAILURES.failed(fault.get().reason(), fault.get().text(), envelope);
      }
    }
    return new Reading.Measured(
        task.measurements().stream().map(figures::value).toList(),
        output.cpuModel("loc_cpu").or(envelope.seen()::cpuModel),
        output.cpuModel("rem_cpu"),
        envelope
            .seen()
            .side(
                output.highest("loc_cpus_used", "send_cpus_used"),
                output.highest("rem_cpus_used", "recv_cpus_used")));
  }
}
