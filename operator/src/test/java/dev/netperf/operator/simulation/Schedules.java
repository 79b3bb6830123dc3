package dev.netperf.operator.simulation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Many schedules of faults, side by side. */
public final class Schedules {
  private Schedules() {}

  /**
   * What was found.
   *
   * @param firstBad the smallest seed of a schedule that broke an invariant
   * @param requests how many requests the operator made in all
   * @param measurements how many clients measured in all
   */
  record Found(Optional<Long> firstBad, long requests, long measurements) {}

  static Found play(long first, long count) {
    var requests = new AtomicLong();
    var measurements = new AtomicLong();
    var bad =
        LongStream.range(first, first + count)
            .parallel()
            .filter(
                seed -> {
                  var outcome = Simulation.play(seed, false);
                  requests.addAndGet(outcome.requests());
                  measurements.addAndGet(outcome.measurements());
                  return outcome.violation().isPresent();
                })
            .min();
    return new Found(
        bad.isPresent() ? Optional.of(bad.getAsLong()) : Optional.empty(),
        requests.get(),
        measurements.get());
  }

  /**
   * Plays one after the other; the first broken invariant with its seed, or null. Of plain types,
   * for another class loader.
   */
  public static String firstViolation(long first, long count) {
    for (long seed = first; seed < first + count; seed++) {
      var violation = Simulation.play(seed, false).violation();
      if (violation.isPresent()) {
        return "seed " + seed + ": " + violation.get();
      }
    }
    return null;
  }
}
