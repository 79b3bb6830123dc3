package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Summary;
import dev.netperf.operator.placement.SlotUse;
import dev.netperf.run.Evaluation;
import dev.netperf.run.Outcome;
import dev.netperf.run.StatusFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The run ended: its result stands as it is, only leftovers are removed, and the test in time. A
 * changed spec that doesn't begin a new run may judge the samples anew.
 */
final class Finished implements Stage {
  @Override
  public Step apply(Situation situation) {
    if (!situation.finished()) {
      return situation.next();
    }
    var left = timeLeft(situation);
    var expired = left.filter(Duration::isZero).isPresent();
    return new Step.Decided(
        new Decision(
            Optional.empty(),
            Optional.empty(),
            SlotUse.NONE,
            Optional.of(status(situation)),
            Cleanup.of(situation),
            List.of(),
            false,
            expired,
            expired ? Optional.empty() : left));
  }

  private static NetPerfTestStatus status(Situation situation) {
    var observation = situation.observation();
    var status = observation.status();
    var test = observation.test();
    var generation = test.getMetadata().getGeneration();
    var judgedBefore =
        status.observedGeneration().equals(generation) && !SameRun.wasInvalid(status);
    if (!judgedBefore && situation.sample().isEmpty()) {
      return StatusFactory.status(
          test, situation.plan(), situation.state(), judged(situation), situation.now());
    }
    var observed = StatusFactory.observed(status, generation);
    return Summary.NOTHING.equals(status.summary())
        ? observed.with(evaluation(situation).summary())
        : observed;
  }

  /** What is not understood, or can't be measured, nothing may pass. */
  private static Outcome judged(Situation situation) {
    return Invalid.problem(situation.observation())
        .map(message -> Outcome.failed(Reason.Invalid, message))
        .orElseGet(() -> evaluation(situation).outcome());
  }

  private static Evaluation evaluation(Situation situation) {
    return Evaluation.of(situation.spec(), situation.plan(), situation.state());
  }

  /** How long the finished test is to be kept from now on; empty: for ever. */
  static Optional<Duration> timeLeft(Situation situation) {
    var end = Instant.parse(situation.state().run().completionTime());
    return Optional.ofNullable(situation.spec().ttlSecondsAfterFinished())
        .map(seconds -> Duration.between(situation.now(), end.plusSeconds(seconds)))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }
}
