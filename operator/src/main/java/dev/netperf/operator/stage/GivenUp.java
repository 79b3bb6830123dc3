package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.Reason;

/** The sample that is next has failed for good: permanently, or too often. */
final class GivenUp implements Stage {
  @Override
  public Step apply(Situation situation) {
    var last = situation.state().lastFailure();
    if (last.isEmpty()) {
      return situation.next();
    }
    var failure = last.get();
    int attempts = situation.state().failedAttempts();
    if (failure.reason().kind() != Reason.Kind.PERMANENT
        && attempts <= situation.spec().retriesPerSample()) {
      return situation.next();
    }
    var sample = situation.sample().orElseThrow().toString();
    var what =
        attempts == 1 ? sample + " failed" : sample + " failed " + attempts + " times, at last";
    return situation.failing(
        failure.reason(),
        Character.toUpperCase(what.charAt(0)) + what.substring(1) + ": " + failure.message());
  }
}
