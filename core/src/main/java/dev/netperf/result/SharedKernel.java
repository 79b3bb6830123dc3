package dev.netperf.result;

import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Warning;
import java.util.List;
import java.util.Objects;

/** Two nodes that are containers on one machine, as those of kind and k3d. */
final class SharedKernel implements Check {

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.nodes().filter(SharedKernel::shared).stream()
        .map(SharedKernel::warning)
        .toList();
  }

  /** One node alone is no surprise: the spec asked for it. */
  private static boolean shared(NodePair nodes) {
    var server = nodes.server();
    var client = nodes.client();
    return server != null
        && client != null
        && !Objects.equals(server.name(), client.name())
        && server.bootID() != null
        && !server.bootID().isEmpty()
        && server.bootID().equals(client.bootID());
  }

  private static Warning warning(NodePair nodes) {
    return Warning.of(
        Warning.Type.SharedKernel,
        "%s and %s run on one kernel (boot id %s): no real network lies between them"
            .formatted(nodes.server().name(), nodes.client().name(), nodes.server().bootID()));
  }
}
