package dev.netperf.operator.stage;

import dev.netperf.operator.placement.SlotUse;
import java.util.List;
import java.util.Optional;

/** The resource is being deleted: nothing is measured, written or created any more. */
final class Terminating implements Stage {
  @Override
  public Step apply(Situation situation) {
    var observation = situation.observation();
    if (observation.test().getMetadata().getDeletionTimestamp() == null) {
      return situation.next();
    }
    return new Step.Decided(decision(situation));
  }

  /** Nothing of it stays. */
  static Decision decision(Situation situation) {
    return new Decision(
        Optional.empty(),
        Optional.empty(),
        SlotUse.NONE,
        Optional.empty(),
        Cleanup.everything(situation),
        List.of(),
        false,
        false,
        Optional.empty());
  }
}
