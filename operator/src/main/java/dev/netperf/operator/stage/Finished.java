package dev.netperf.operator.stage;

import dev.netperf.operator.placement.SlotUse;
import dev.netperf.operator.status.StatusFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The run ended: its result stands as it is, only leftovers are removed, and the test in time. */
final class Finished implements Stage {
  @Override
  public Step apply(Situation situation) {
    if (!situation.finished()) {
      return situation.next();
    }
    var observation = situation.observation();
    var generation = observation.test().getMetadata().getGeneration();
    var left = timeLeft(situation);
    var expired = left.filter(Duration::isZero).isPresent();
    return new Step.Decided(
        new Decision(
            Optional.empty(),
            Optional.empty(),
            SlotUse.NONE,
            Optional.of(StatusFactory.observed(observation.status(), generation)),
            Cleanup.of(situation),
            List.of(),
            false,
            expired,
            expired ? Optional.empty() : left));
  }

  /** How long the finished test is to be kept from now on; empty: for ever. */
  static Optional<Duration> timeLeft(Situation situation) {
    var end = Instant.parse(situation.state().run().completionTime());
    return Optional.ofNullable(situation.spec().ttlSecondsAfterFinished())
        .map(seconds -> Duration.between(situation.now(), end.plusSeconds(seconds)))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }
}
