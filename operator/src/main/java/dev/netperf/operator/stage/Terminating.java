package dev.netperf.operator.stage;

import dev.netperf.operator.probe.ProbePod;
import java.util.Optional;

/** The resource is being deleted: nothing is measured, written or created any more. */
final class Terminating implements Stage {
  @Override
  public Step apply(Situation situation) {
    var observation = situation.observation();
    if (observation.test().getMetadata().getDeletionTimestamp() == null) {
      return situation.next();
    }
    var pods = observation.pods().stream().filter(p -> !p.deleting()).map(ProbePod::pod).toList();
    return new Step.Decided(
        new Decision(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            pods,
            java.util.List.of(),
            Optional.empty()));
  }
}
