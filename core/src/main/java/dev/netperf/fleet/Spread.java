package dev.netperf.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Median;

/**
 * What the figures of several pairs say together.
 *
 * @param sorted the figures, the smallest first; at least one
 * @param ranks of the figures at the ends of the 95% interval of their median; empty: too few
 */
record Spread(List<Double> sorted, Optional<Ranks> ranks) {
  /** Below so many the fifth percentile is the smallest value, whatever it is. */
  private static final int FEWEST_FOR_P5 = 20;

  Spread {
    sorted = List.copyOf(sorted);
  }

  /**
   * Of figures in any order.
   *
   * @param independent how many of them count as independent
   */
  static Spread of(double[] figures, int independent) {
    return new Spread(
        Arrays.stream(figures).sorted().boxed().toList(),
        Ranks.of(Math.min(independent, figures.length), figures.length));
  }

  int pairs() {
    return sorted.size();
  }

  double median() {
    return Median.withDefaults().evaluate(sorted.stream().mapToDouble(d -> d).toArray());
  }

  double min() {
    return sorted.get(0);
  }

  double max() {
    return sorted.get(sorted.size() - 1);
  }

  Optional<Double> low() {
    return ranks.map(r -> sorted.get(r.low() - 1));
  }

  Optional<Double> high() {
    return ranks.map(r -> sorted.get(r.high() - 1));
  }

  /** The smallest figure that one of twenty doesn't exceed; empty below 20 pairs. */
  Optional<Double> p5() {
    return pairs() < FEWEST_FOR_P5
        ? Optional.empty()
        : Optional.of(sorted.get((pairs() + FEWEST_FOR_P5 - 1) / FEWEST_FOR_P5 - 1));
  }
}
