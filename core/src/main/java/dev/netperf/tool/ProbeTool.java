package dev.netperf.tool;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.api.v1alpha1.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A measuring program: its command lines, and what its output means. */
public interface ProbeTool {
  /** Where the probe image has its scripts around the tools. */
  String SCRIPTS = "/usr/local/lib/probe/";

  /** The implementation of a tool of the API. */
  static ProbeTool of(Tool tool) {
    return switch (tool) {
      case qperf -> new Qperf();
      case iperf3 -> new Iperf3();
      case sockperf -> new Sockperf();
    };
  }

  /**
   * The server's command line: the tool's, and beside it who gives account of what arrives.
   *
   * @param ports the server's ports
   * @param streams parallel connections that it serves
   * @param family the IP version that it is asked with
   */
  default List<String> serverCommand(ServerPorts ports, int streams, IpFamily family) {
    var version = family == IpFamily.IPv4 ? "4" : "6";
    var command = new ArrayList<>(List.of(SCRIPTS + "serve", "" + ports.report(), version));
    command.add(list(serverPorts(ports, streams)));
    command.add(list(measuredPorts(ports, streams)));
    command.addAll(toolCommand(ports, streams, version));
    return List.copyOf(command);
  }

  /**
   * The server's command line without what stands beside it.
   *
   * @param ports the server's ports
   * @param streams parallel connections that it serves
   * @param version the IP version that it is asked with, 4 or 6
   */
  List<String> toolCommand(ServerPorts ports, int streams, String version);

  /** Every port that the tool's server uses, as TCP or UDP. */
  List<Integer> serverPorts(ServerPorts ports, int streams);

  /** Those of them that carry what is measured. */
  List<Integer> measuredPorts(ServerPorts ports, int streams);

  /** The TCP ports that the tool's server listens on as soon as it is ready for a client. */
  List<Integer> toolListeningPorts(ServerPorts ports, int streams);

  /** The TCP ports that are listened on as soon as the server is ready for a client. */
  default List<Integer> listeningPorts(ServerPorts ports, int streams) {
    var listening = new ArrayList<>(toolListeningPorts(ports, streams));
    listening.add(ports.report());
    return List.copyOf(listening);
  }

  /**
   * The client's command line.
   *
   * @param address the server's IP address
   * @param ports the server's ports
   * @param task what to measure
   */
  List<String> clientCommand(String address, ServerPorts ports, Task task);

  /**
   * What a client's output means, and what the server says of it.
   *
   * @param envelope what came back
   * @param task what was asked for
   */
  default Reading read(Envelope envelope, Task task) {
    var reading = output(envelope, task);
    return reading instanceof Reading.Failed failed
        ? Agreement.told(failed, envelope, task)
        : reading;
  }

  /**
   * What a client's output means.
   *
   * @param envelope what came back
   * @param task what was asked for
   */
  Reading output(Envelope envelope, Task task);

  /** Ports as the scripts take them. */
  static String list(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
