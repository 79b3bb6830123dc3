package dev.netperf.result;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Threshold;
import dev.netperf.api.v1alpha1.Verdict.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One bound of a threshold.
 *
 * @param lower whether values must lie above it, else below
 * @param limit the last value that is allowed, in the unit of what is judged
 * @param words as the spec has it: {@code at least 80%}
 */
public record Bound(boolean lower, double limit, String words) {
  /** The arithmetic of doubles must not tell 80% from 80%. */
  private static final double TOLERANCE = 1e-9;

  /** The bounds of a threshold on the mean; one that can't be read is left out. */
  static List<Bound> absolute(Threshold threshold) {
    var measurement = threshold.measurement();
    return Stream.of(
            absolute(true, measurement, threshold.min()),
            absolute(false, measurement, threshold.max()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Bound> absolute(boolean lower, Measurement measurement, String text) {
    return Optional.ofNullable(text)
        .flatMap(t -> Quantities.parse(measurement, t))
        .map(limit -> new Bound(lower, limit, words(lower) + text));
  }

  /** The bounds of a threshold on the percentage of the baseline. */
  static List<Bound> relative(Threshold threshold) {
    return Stream.of(
            relative(true, threshold.minPercentOfBaseline()),
            relative(false, threshold.maxPercentOfBaseline()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Bound> relative(boolean lower, Integer percent) {
    return Optional.ofNullable(percent)
        .map(limit -> new Bound(lower, limit, words(lower) + limit + "%"));
  }

  private static String words(boolean lower) {
    return lower ? "at least " : "at most ";
  }

  /** Met or breached by the whole interval, else inconclusive. */
  Outcome judge(Bounds interval) {
    if (allows(interval.low()) && allows(interval.high())) {
      return Outcome.Met;
    }
    return allows(interval.low()) || allows(interval.high())
        ? Outcome.Inconclusive
        : Outcome.Breached;
  }

  private boolean allows(double value) {
    double tolerance = TOLERANCE * limit;
    return lower ? value >= limit - tolerance : value <= limit + tolerance;
  }
}
