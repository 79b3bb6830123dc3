package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.Ports;
import java.util.List;

/**
 * A tool whose server needs the port {@code control} alone, and is started by a script of the probe
 * image that binds the pod's own address.
 */
interface OnePortTool extends ProbeTool {

  /** The script's path in the image. */
  String script();

  @Override
  default List<String> toolCommand(Ports ports, int streams, String version) {
    return List.of(script(), "server", ports.control().toString(), version);
  }

  @Override
  default List<Integer> serverPorts(Ports ports, int streams) {
    return List.of(ports.control());
  }

  @Override
  default List<Integer> measuredPorts(Ports ports, int streams) {
    return List.of(ports.control());
  }

  @Override
  default List<Integer> toolListeningPorts(Ports ports, int streams) {
    return List.of(ports.control());
  }
}
