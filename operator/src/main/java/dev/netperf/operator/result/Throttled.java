package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.SideFacts;
import dev.netperf.operator.api.v1alpha1.Warning;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A CPU limit that stopped the client for 1% of a sample's measuring time or more. Less changes no
 * figure that can be told from noise, and a process may be throttled for a moment while it starts.
 */
final class Throttled implements Check {
  private static final double TOLERATED_PART = 0.01;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.spec().paths().stream()
        .flatMap(path -> warning(path, evidence).stream())
        .toList();
  }

  private static Optional<Warning> warning(Path path, Evidence evidence) {
    var times = Evidence.facts(evidence.counted(path), SideFacts::throttledMilliseconds);
    double measuring =
        1000.0 * evidence.spec().durationSeconds() * Math.max(1, evidence.measurements().size());
    long affected = times.stream().filter(t -> t >= TOLERATED_PART * measuring).count();
    return affected == 0
        ? Optional.empty()
        : Optional.of(
            Warning.of(
                Warning.Type.Throttled,
                "%s: a CPU limit stopped the client in %s of %s samples, for up to %s ms of %s ms"
                    .formatted(
                        path,
                        affected,
                        times.size(),
                        Collections.max(times),
                        Math.round(measuring))));
  }
}
