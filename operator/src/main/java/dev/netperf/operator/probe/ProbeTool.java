package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.IpFamily;
import dev.netperf.operator.api.v1alpha1.Ports;
import dev.netperf.operator.api.v1alpha1.Tool;
import java.util.List;

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
   * The server's command line.
   *
   * @param ports the server's ports
   * @param streams parallel connections that it serves
   * @param family the IP version that it is asked with
   */
  List<String> serverCommand(Ports ports, int streams, IpFamily family);

  /** Every port that the server uses, as TCP or UDP. */
  List<Integer> serverPorts(Ports ports, int streams);

  /** The TCP ports that the server listens on as soon as it is ready for a client. */
  List<Integer> listeningPorts(Ports ports, int streams);

  /**
   * The client's command line.
   *
   * @param address the server's IP address
   * @param ports the server's ports
   * @param task what to measure
   */
  List<String> clientCommand(String address, Ports ports, Task task);

  /**
   * What a client's output means.
   *
   * @param envelope what came back
   * @param task what was asked for
   */
  Reading read(Envelope envelope, Task task);
}
