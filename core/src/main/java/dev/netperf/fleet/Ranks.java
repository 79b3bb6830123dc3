package dev.netperf.fleet;

import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The ranks, from 1, of the two values that the median lies between with 95% confidence, whatever
 * the distribution (David and Nagaraja, Order Statistics, 2003, 7.1): as many of n independent
 * values are below the median as heads among n coins.
 *
 * @param low of the lower value
 * @param high of the upper one
 */
record Ranks(int low, int high) {
  private static final double ERROR_RATE = 0.05;

  /**
   * Of sorted values that hang together by twos and threes, so that only some of them count as
   * independent: their ranks, stretched to all values and rounded outward. Empty below six: even
   * the smallest and the largest of five have the median between them in 94 of 100 cases only.
   *
   * @param independent how many, at most as many as values
   * @param values how many there are
   */
  static Optional<Ranks> of(int independent, int values) {
    if (independent < 1) {
      return Optional.empty();
    }
    int low =
        BinomialDistribution.of(independent, 0.5).inverseCumulativeProbability(ERROR_RATE / 2);
    if (low < 1) {
      return Optional.empty();
    }
    int stretched = Math.max(1, low * (values + 1) / (independent + 1));
    return Optional.of(new Ranks(stretched, values + 1 - stretched));
  }
}
