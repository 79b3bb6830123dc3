package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.probe.ResourceFault;
import dev.netperf.text.NotUnderstood;
import java.util.HashSet;
import java.util.Optional;

/**
 * What the schema refuses can be stored all the same: before a CRD was corrected, or by one of
 * another version. A field that is not understood might change what is measured. And the schema
 * can't refuse all that is wrong: see {@link ResourceFault}.
 */
final class Invalid implements Stage {
  @Override
  public Step apply(Situation situation) {
    return problem(situation.observation())
        .map(message -> situation.failing(Reason.Invalid, message))
        .orElseGet(situation::next);
  }

  /** What is wrong with the spec, for this version and its settings; empty: nothing. */
  static Optional<String> problem(Observation observation) {
    var spec = observation.test().getSpec();
    var extended = observation.settings().extendedResources();
    return NotUnderstood.of(observation.test().getUnread())
        .or(() -> problem(spec))
        .or(() -> ResourceFault.of(spec, extended));
  }

  private static Optional<String> problem(NetPerfTestSpec spec) {
    if (spec.paths().isEmpty() || new HashSet<>(spec.paths()).size() < spec.paths().size()) {
      return Optional.of("spec.paths must name at least one path, and none twice");
    }
    if (!spec.measurements().stream().allMatch(spec.tool()::measures)) {
      return Optional.of("spec.measurements must be what " + spec.tool() + " measures");
    }
    if (spec.baseline() != null && !spec.paths().contains(spec.baseline())) {
      return Optional.of("spec.baseline must be one of spec.paths");
    }
    if (spec.repetitions() < 1 || spec.durationSeconds() < 1 || spec.streams() < 1) {
      return Optional.of("spec.repetitions, durationSeconds and streams must be at least 1");
    }
    var ports = spec.ports();
    if (ports.control() != null && ports.control().equals(ports.data())) {
      return Optional.of("spec.ports.data must differ from spec.ports.control");
    }
    return Optional.empty();
  }
}
