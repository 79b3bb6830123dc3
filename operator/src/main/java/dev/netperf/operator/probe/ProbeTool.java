package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Ports;
import dev.netperf.operator.api.v1alpha1.Tool;
import java.util.List;

/** A measuring program: its command lines, and what its output means. */
public interface ProbeTool {

  /** The implementation of a tool of the API. */
  static ProbeTool of(Tool tool) {
    return switch (tool) {
      case qperf -> new Qperf();
    };
  }

  /** The server's command line. */
  List<String> serverCommand(Ports ports);

  /**
   * The client's command line.
   *
   * @param address the server's IP address
   * @param ports the server's ports
   * @param measurements what to measure, one after the other
   * @param durationSeconds length of each measurement
   */
  List<String> clientCommand(
      String address, Ports ports, List<Measurement> measurements, int durationSeconds);

  /**
   * What a client's output means.
   *
   * @param envelope what came back
   * @param measurements what was asked for
   * @param durationSeconds how long each should take
   */
  Reading read(Envelope envelope, List<Measurement> measurements, int durationSeconds);
}
