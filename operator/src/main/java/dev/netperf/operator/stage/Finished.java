package dev.netperf.operator.stage;

import dev.netperf.operator.status.StatusFactory;
import java.util.List;
import java.util.Optional;

/** The run ended: its result stands as it is, only leftovers are removed. */
final class Finished implements Stage {
  @Override
  public Step apply(Situation situation) {
    if (!situation.finished()) {
      return situation.next();
    }
    var observation = situation.observation();
    var generation = observation.test().getMetadata().getGeneration();
    return new Step.Decided(
        new Decision(
            Optional.empty(),
            Optional.empty(),
            Optional.of(StatusFactory.observed(observation.status(), generation)),
            Cleanup.of(situation),
            List.of(),
            Optional.empty()));
  }
}
