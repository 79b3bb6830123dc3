package dev.netperf.tool;

import dev.netperf.api.v1alpha1.ServerPorts;
import java.util.List;

/**
 * A tool whose server needs the port {@code control} alone, and is started by a script of the probe
 * image that binds the pod's own address.
 */
interface OnePortTool extends ProbeTool {

  /** The script's path in the image. */
  String script();

  @Override
  default List<String> toolCommand(ServerPorts ports, int streams, String version) {
    return List.of(script(), "server", "" + ports.control(), version);
  }

  @Override
  default List<Integer> serverPorts(ServerPorts ports, int streams) {
    return List.of(ports.control());
  }

  @Override
  default List<Integer> measuredPorts(ServerPorts ports, int streams) {
    return List.of(ports.control());
  }

  @Override
  default List<Integer> toolListeningPorts(ServerPorts ports, int streams) {
    return List.of(ports.control());
  }
}
