package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The API server did not create a pod, a Service or a NetworkPolicy. What passes by itself is tried
 * again, ever less often, until the deadline; meanwhile the run has no pods and keeps no nodes from
 * others.
 */
final class Refused implements Stage {
  private static final Duration SOONEST = Duration.ofSeconds(5);
  private static final Duration LATEST = Duration.ofMinutes(1);
  private static final Set<Reason> REASONS =
      Set.of(Reason.PodRefused, Reason.ServiceRefused, Reason.NetworkPolicyRefused);

  @Override
  public Step apply(Situation situation) {
    return situation
        .observation()
        .refusal()
        .map(refusal -> consequence(situation, refusal))
        .orElseGet(() -> waiting(situation));
  }

  private static Step consequence(Situation situation, Refusal refusal) {
    return switch (refusal.effect()) {
      case RUN_FAILS -> situation.failing(refusal.reason(), refusal.message());
      case ATTEMPT_FAILS ->
          new GivenUp().apply(situation.failed(refusal.reason(), refusal.message()));
      case TRY_LATER -> later(situation, refusal);
      case LEAVE_IT -> Decisions.nothing();
    };
  }

  /** As long as it has been refused already, within bounds. */
  private static Step later(Situation situation, Refusal refusal) {
    var now = situation.now();
    var since = situation.state().run().refusedTime();
    var refused = since == null ? Duration.ZERO : Duration.between(Instant.parse(since), now);
    var wait = refused.compareTo(SOONEST) < 0 ? SOONEST : refused;
    var bounded = wait.compareTo(LATEST) < 0 ? wait : LATEST;
    return situation
        .with(situation.state().refused(now.plus(bounded), now))
        .progressing(refusal.reason(), refusal.message(), bounded);
  }

  /** Whatever else happens, it is not tried before its time. */
  private static Step waiting(Situation situation) {
    var retry = situation.state().run().retryTime();
    if (retry == null || situation.state().admitted() || situation.spec().suspend()) {
      return situation.next();
    }
    var left = Duration.between(situation.now(), Instant.parse(retry));
    return left.isNegative() || left.isZero() || deadlineIsOver(situation)
        ? situation.next()
        : told(situation)
            .map(
                outcome ->
                    situation.progressing(
                        outcome.reason(),
                        outcome.message(),
                        left.compareTo(LATEST) < 0 ? left : LATEST))
            .orElseGet(situation::next);
  }

  private static boolean deadlineIsOver(Situation situation) {
    return situation.state().deadline().filter(end -> !situation.now().isBefore(end)).isPresent();
  }

  /** What was refused is refused until it is granted: trying again is no news. */
  static Optional<Outcome> told(Situation situation) {
    var status = situation.observation().status();
    if (situation.state().run().refusedTime() == null
        || status.run() == null
        || !status.run().id().equals(situation.state().run().id())) {
      return Optional.empty();
    }
    return status
        .condition(Condition.READY)
        .flatMap(
            ready ->
                Reason.named(ready.reason())
                    .filter(REASONS::contains)
                    .map(reason -> Outcome.progressing(reason, ready.message())));
  }
}
