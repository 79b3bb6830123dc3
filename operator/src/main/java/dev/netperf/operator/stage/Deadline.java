package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import java.util.Optional;

/**
 * The run took longer than it may. What it waited for is the reason, if it waited for something.
 */
final class Deadline implements Stage {
  @Override
  public Step apply(Situation situation) {
    var deadline = situation.state().deadline();
    if (deadline.isEmpty() || situation.now().isBefore(deadline.get())) {
      return situation.next();
    }
    var limit = situation.plan().activeDeadlineSeconds();
    var before = situation.observation().status().condition(Condition.READY);
    return situation.failing(
        before.flatMap(Deadline::fault).orElse(Reason.DeadlineExceeded),
        "Not done after "
            + limit
            + " s. The last that was known: "
            + before.map(Condition::message).orElse("nothing"));
  }

  private static Optional<Reason> fault(Condition ready) {
    return Reason.named(ready.reason()).filter(r -> r.kind() == Reason.Kind.PERMANENT);
  }
}
