package dev.netperf.result;

import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Warning;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Paths that differ in more than the overlay itself, so that their ratio tells of settings. A pod's
 * interface normally has another queueing discipline than its node's (noqueue, for it is virtual);
 * only one that shapes is a setting.
 */
final class PathsDiffer implements Check {
  /** VXLAN takes 50 bytes (70 over IPv6), Geneve as much and options, WireGuard 60 or 80. */
  private static final int LARGEST_HEADER = 100;

  private static final Set<String> SHAPING = Set.of("tbf", "htb", "hfsc", "cake", "netem");

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.spec().paths().stream()
        .flatMap(
            path ->
                evidence
                    .interfaceOf(path)
                    .flatMap(facts -> warning(path, facts, evidence))
                    .stream())
        .toList();
  }

  private static Optional<Warning> warning(Path path, InterfaceFacts facts, Evidence evidence) {
    var differences =
        Stream.of(
                evidence
                    .interfaceOf(evidence.baseline())
                    .flatMap(base -> congestionControl(facts, base)),
                evidence.interfaceOf(Path.HostToHost).flatMap(host -> mtu(facts, host)),
                shaping(path, facts))
            .flatMap(Optional::stream)
            .toList();
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Warning.of(
                Warning.Type.PathsDiffer,
                "%s differs in more than the overlay: %s"
                    .formatted(facts.path(), String.join("; ", differences))));
  }

  private static Optional<String> congestionControl(InterfaceFacts facts, InterfaceFacts base) {
    var own = facts.congestionControl();
    var other = base.congestionControl();
    return own == null || other == null || own.equals(other)
        ? Optional.empty()
        : Optional.of("congestion control %s, %s of %s".formatted(own, other, base.path()));
  }

  private static Optional<String> mtu(InterfaceFacts facts, InterfaceFacts host) {
    if (facts.mtu() == null || host.mtu() == null) {
      return Optional.empty();
    }
    int header = host.mtu() - facts.mtu();
    return 0 <= header && header <= LARGEST_HEADER
        ? Optional.empty()
        : Optional.of("MTU %s, %s of %s".formatted(facts.mtu(), host.mtu(), host.path()));
  }

  private static Optional<String> shaping(Path path, InterfaceFacts facts) {
    var discipline = facts.queueingDiscipline();
    return path.clientOnHost() || discipline == null || !SHAPING.contains(discipline)
        ? Optional.empty()
        : Optional.of("queueing discipline %s on the pod's interface".formatted(discipline));
  }
}
