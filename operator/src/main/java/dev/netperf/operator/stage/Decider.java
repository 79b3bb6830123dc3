package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.probe.ProbeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** From an observation to a decision: the first stage that has something to say decides. */
public final class Decider {
  private static final List<Stage> CHAIN =
      List.of(
          new Terminating(),
          new Unreadable(),
          new Finished(),
          new Invalid(),
          new Harvest(),
          new Conclusion(),
          new Elsewhere(),
          new GivenUp(),
          new Refused(),
          new Suspended(),
          new Deadline(),
          new OutOfTurn(),
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

  /** What to do with a test that takes no status: it has nothing, and nothing of it stays. */
  public static Decision withdraw(Observation observation) {
    return Terminating.decision(Situation.of(observation));
  }

  /** The place in the queue of a test whose status says that it waits for nodes. */
  public static Optional<Waiting> place(NetPerfTest test, Nodes nodes, ProbeSettings settings) {
    return Admission.place(
        new Observation(
            test,
            List.of(),
            List.of(),
            List.of(),
            nodes,
            run -> Claims.NONE,
            node -> Duration.ZERO,
            Optional.empty(),
            settings,
            Instant.EPOCH));
  }
}
