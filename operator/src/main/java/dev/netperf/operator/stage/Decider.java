package dev.netperf.operator.stage;

import dev.netperf.operator.observe.Observation;
import java.util.List;

/** From an observation to a decision: the first stage that has something to say decides. */
public final class Decider {
  private static final List<Stage> CHAIN =
      List.of(
          new Terminating(),
          new Finished(),
          new Invalid(),
          new Harvest(),
          new Conclusion(),
          new GivenUp(),
          new Refused(),
          new Suspended(),
          new Deadline(),
          new Placement(),
          new Admission(),
          new NodeWatch(),
          new Servers(),
          new Sampling());

  private Decider() {}

  /** What to do next. */
  public static Decision decide(Observation observation) {
    var situation = Situation.of(observation);
    for (var stage : CHAIN) {
      var step = stage.apply(situation);
      if (step instanceof Step.Decided decided) {
        return decided.decision();
      }
      situation = ((Step.Next) step).situation();
    }
    throw new IllegalStateException("the last stage always decides");
  }
}
