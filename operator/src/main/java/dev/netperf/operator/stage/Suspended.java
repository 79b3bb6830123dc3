package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.run.Outcome;

/** The user asked to stop: after the sample under way, with the nodes given back. */
final class Suspended implements Stage {
  @Override
  public Step apply(Situation situation) {
    if (!situation.spec().suspend()) {
      return situation.next();
    }
    if (situation.clientUnderWay()) {
      return situation.progressing(
          Reason.Measuring,
          "Suspended after " + situation.sample().orElseThrow() + ", which is under way");
    }
    int taken = situation.state().taken();
    return situation
        .with(situation.state().suspended(situation.now()))
        .ended(
            new Outcome(
                Outcome.Standing.SUSPENDED,
                Reason.Suspended,
                "Suspended, samples kept: " + taken + ". " + Reason.Suspended.advice()));
  }
}
