package dev.netperf.operator.stage;

import dev.netperf.run.Evaluation;

/** Every sample was taken: they, and the thresholds, tell how the run ends. */
final class Conclusion implements Stage {
  @Override
  public Step apply(Situation situation) {
    if (situation.sample().isPresent()) {
      return situation.next();
    }
    var evaluation = Evaluation.of(situation.spec(), situation.plan(), situation.state());
    return situation.with(situation.state().completed(situation.now())).ended(evaluation.outcome());
  }
}
