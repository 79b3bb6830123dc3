package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.status.Outcome;

/** Every sample was taken. */
final class Conclusion implements Stage {
  @Override
  public Step apply(Situation situation) {
    if (situation.sample().isPresent()) {
      return situation.next();
    }
    int samples = situation.plan().samples().size();
    var message = samples == 1 ? "The sample was taken" : "All " + samples + " samples were taken";
    return situation
        .with(situation.state().completed(situation.now()))
        .ended(new Outcome(Outcome.Standing.SUCCEEDED, Reason.Complete, message));
  }
}
