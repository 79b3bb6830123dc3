package dev.netperf.fleet;

import dev.netperf.result.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/**
 * What the figures of several pairs say together.
 *
 * @param sorted the figures, the smallest first; at least one
 * @param resolved all that their median may be, as exactly as the tool tells the figures
 * @param ranks of the figures at the ends of the 95% interval of their median; empty: too few
 */
record Spread(List<Double> sorted, Bounds resolved, Optional<Ranks> ranks) {
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
  static Spread of(List<PairFigure> figures, int independent) {
    return new Spread(
        figures.stream().map(PairFigure::value).sorted().toList(),
        new Bounds(
            median(figures, figure -> figure.resolved().low()),
            median(figures, figure -> figure.resolved().high())),
        Ranks.of(Math.min(independent, figures.size()), figures.size()));
  }

  private static double median(List<PairFigure> figures, ToDoubleFunction<PairFigure> what) {
    return Median.withDefaults().evaluate(figures.stream().mapToDouble(what).toArray());
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

  /** Of the interval, which as that of a test reaches at least as far as the tool can tell. */
  Optional<Double> low() {
    return ranks.map(r -> Math.min(sorted.get(r.low() - 1), resolved.low()));
  }

  Optional<Double> high() {
    return ranks.map(r -> Math.max(sorted.get(r.high() - 1), resolved.high()));
  }

  /** The smallest figure that one of twenty doesn't exceed; empty below 20 pairs. */
  Optional<Double> p5() {
    return pairs() < FEWEST_FOR_P5
        ? Optional.empty()
        : Optional.of(sorted.get((pairs() + FEWEST_FOR_P5 - 1) / FEWEST_FOR_P5 - 1));
  }
}
