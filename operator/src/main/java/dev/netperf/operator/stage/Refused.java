package dev.netperf.operator.stage;

import dev.netperf.operator.observe.Refusal;
import java.time.Duration;

/** The API server did not create a pod. */
final class Refused implements Stage {
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  @Override
  public Step apply(Situation situation) {
    return situation
        .observation()
        .refusal()
        .map(refusal -> consequence(situation, refusal))
        .orElseGet(situation::next);
  }

  private static Step consequence(Situation situation, Refusal refusal) {
    return switch (refusal.effect()) {
      case RUN_FAILS -> situation.failing(refusal.reason(), refusal.message());
      case ATTEMPT_FAILS ->
          new GivenUp().apply(situation.failed(refusal.reason(), refusal.message()));
      case TRY_LATER -> situation.progressing(refusal.reason(), refusal.message(), TRY_AGAIN);
      case LEAVE_IT -> Decisions.nothing();
    };
  }
}
