package dev.netperf.operator.survey;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Many schedules of faults, side by side. */
public final class SurveySchedules {
  private SurveySchedules() {}

  /**
   * What was found.
   *
   * @param firstBad the smallest seed of a schedule that broke an invariant
   * @param requests how many requests the operators made in all
   * @param measured how many tests were measured in all
   */
  record Found(Optional<Long> firstBad, long requests, long measured) {}

  static Found play(long first, long count) {
    var requests = new AtomicLong();
    var measured = new AtomicLong();
    var bad =
        LongStream.range(first, first + count)
            .parallel()
            .filter(
                seed -> {
                  var outcome = SurveySimulation.play(seed, false);
                  requests.addAndGet(outcome.requests());
                  measured.addAndGet(outcome.measured());
                  return outcome.violation().isPresent();
                })
            .min();
    return new Found(
        bad.isPresent() ? Optional.of(bad.getAsLong()) : Optional.empty(),
        requests.get(),
        measured.get());
  }

  /**
   * Plays one after the other; the first broken invariant with its seed, or null. Of plain types,
   * for another class loader.
   */
  public static String firstViolation(long first, long count) {
    for (long seed = first; seed < first + count; seed++) {
      var violation = SurveySimulation.play(seed, false).violation();
      if (violation.isPresent()) {
        return "seed " + seed + ": " + violation.get();
      }
    }
    return null;
  }
}
