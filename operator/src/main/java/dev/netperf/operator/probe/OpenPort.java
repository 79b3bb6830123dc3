package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.plan.RunPorts;
import dev.netperf.tool.ProbeTool;
import java.util.List;
import java.util.stream.Stream;

/**
 * A port that the server of a run listens on.
 *
 * @param protocol TCP or UDP
 * @param number the port
 */
record OpenPort(String protocol, int number) {
  /** All of a run: the tool's for either protocol, and that of the account. */
  static List<OpenPort> of(NetPerfTestSpec spec, String runId) {
    var ports = RunPorts.of(spec, runId);
    var tool = ProbeTool.of(spec.tool()).serverPorts(ports, spec.streams());
    return Stream.of(
            tool.stream().map(port -> new OpenPort("TCP", port)),
            tool.stream().map(port -> new OpenPort("UDP", port)),
            Stream.of(new OpenPort("TCP", ports.report())))
        .flatMap(all -> all)
        .toList();
  }
}
