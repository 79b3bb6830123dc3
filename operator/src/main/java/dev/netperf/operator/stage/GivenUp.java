package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Reason;

/** The attempt that failed last did so for good: permanently, or its sample failed too often. */
final class GivenUp implements Stage {
  /** Whether the attempt that failed last did so for good: permanently, or too often. */
  static boolean holds(Situation situation) {
    return situation
        .state()
        .lastFailure()
        .filter(last -> here(last, situation))
        .filter(last -> permanent(last) || tooOften(last, situation))
        .isPresent();
  }

  /** Not on nodes that the run has left. */
  private static boolean here(Failure failure, Situation situation) {
    var nodes = situation.state().nodes();
    return failure.node() == null || (nodes != null && nodes.has(failure.node()));
  }

  private static boolean permanent(Failure failure) {
    return Reason.named(failure.reason())
        .filter(reason -> reason.kind() == Reason.Kind.PERMANENT)
        .isPresent();
  }

  private static boolean tooOften(Failure failure, Situation situation) {
    return situation.state().failed(failure.sample()) > situation.spec().retriesPerSample();
  }

  @Override
  public Step apply(Situation situation) {
    if (!holds(situation)) {
      return situation.next();
    }
    var failure = situation.state().lastFailure().orElseThrow();
    int attempts = situation.state().failed(failure.sample());
    var sample = situation.plan().samples().get(failure.sample()).toString();
    var what =
        attempts < 2 ? sample + " failed" : sample + " failed " + attempts + " times, at last";
    return situation.failing(
        Reason.named(failure.reason()).orElse(Reason.ClientFailed),
        Character.toUpperCase(what.charAt(0)) + what.substring(1) + ": " + failure.message());
  }
}
