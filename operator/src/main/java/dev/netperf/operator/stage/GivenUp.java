package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.Reason;

/** The attempt that failed last did so for good: permanently, or its sample failed too often. */
final class GivenUp implements Stage {
  @Override
  public Step apply(Situation situation) {
    if (!situation.givenUp()) {
      return situation.next();
    }
    var failure = situation.state().lastFailure().orElseThrow();
    int attempts = situation.state().failures(failure.sample()).size();
    var sample = situation.plan().samples().get(failure.sample()).toString();
    var what =
        attempts == 1 ? sample + " failed" : sample + " failed " + attempts + " times, at last";
    return situation.failing(
        Reason.named(failure.reason()).orElse(Reason.ClientFailed),
        Character.toUpperCase(what.charAt(0)) + what.substring(1) + ": " + failure.message());
  }
}
