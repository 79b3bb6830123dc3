package dev.netperf.result;

import java.util.Optional;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/**
 * The 95% interval of a mean by Student's t (NIST/SEMATECH e-Handbook of Statistical Methods,
 * 1.3.5.2). Intervals by rank need no normal noise, but below six values none reaches 95%.
 */
final class Confidence {
  private static final double ERROR_RATE = 0.05;

  private Confidence() {}

  /**
   * The interval; empty below two values.
   *
   * @param mean of the sample
   * @param variance of the sample (n − 1)
   * @param n how many values they are made of
   */
  static Optional<Bounds> interval(double mean, double variance, int n) {
    if (n < 2) {
      return Optional.empty();
    }
    var interval = NormalConfidenceInterval.MEAN.fromErrorRate(mean, variance, n, ERROR_RATE);
    return Optional.of(new Bounds(interval.getLowerBound(), interval.getUpperBound()));
  }

  /** How far the interval would reach to either side at n values, at least 2, of this variance. */
  static double halfWidth(double variance, int n) {
    return NormalConfidenceInterval.MEAN.fromErrorRate(0, variance, n, ERROR_RATE).getUpperBound();
  }
}
