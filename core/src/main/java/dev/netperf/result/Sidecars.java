package dev.netperf.result;

import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Warning;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A proxy or a rule of iptables that is put into a pod is on the way of what is measured. */
final class Sidecars implements Check {
  @Override
  public List<Warning> warnings(Evidence evidence) {
    var names = evidence.nodes().stream().flatMap(Sidecars::names).distinct().toList();
    return names.isEmpty() ? List.of() : List.of(warning(names));
  }

  private static Stream<String> names(NodePair nodes) {
    return Stream.of(nodes.server(), nodes.client())
        .filter(Objects::nonNull)
        .map(NodeFacts::sidecars)
        .filter(Objects::nonNull)
        .flatMap(List::stream);
  }

  private static Warning warning(List<String> names) {
    return Warning.of(
        Warning.Type.Sidecars,
        "Others added containers to the probes' pods (%s): what they do to the traffic is measured,"
                .formatted(String.join(", ", names))
            + " too");
  }
}
