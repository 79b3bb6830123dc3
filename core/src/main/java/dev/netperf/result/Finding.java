package dev.netperf.result;

import static java.util.stream.Collectors.joining;

import dev.netperf.api.v1alpha1.Verdict.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * What became of the absolute or of the relative part of a threshold.
 *
 * @param outcome whether it held
 * @param figures what it was judged by, and what was wanted
 * @param advice what would decide it; empty: it is decided
 */
public record Finding(Outcome outcome, String figures, Optional<String> advice) {

  /**
   * An interval held against bounds.
   *
   * @param figures what it is judged by, in words
   * @param interval all that the figure may be
   * @param bounds what must hold
   * @param distance from the figure to a bound
   * @param advice what would decide at the distance of the nearest bound that is undecided
   */
  public static Finding of(
      String figures,
      Bounds interval,
      List<Bound> bounds,
      ToDoubleFunction<Bound> distance,
      DoubleFunction<String> advice) {
    var outcome = worst(bounds.stream().map(bound -> bound.judge(interval)).toList());
    var nearest =
        bounds.stream()
            .filter(bound -> bound.judge(interval) == Outcome.Inconclusive)
            .mapToDouble(distance)
            .min();
    return new Finding(
        outcome,
        figures + wanted(bounds),
        outcome == Outcome.Inconclusive
            ? Optional.of(advice.apply(nearest.orElse(0)))
            : Optional.empty());
  }

  /** That nothing can be said. */
  public static Finding undecided(String figures, List<Bound> bounds, String advice) {
    return new Finding(Outcome.Inconclusive, figures + wanted(bounds), Optional.of(advice));
  }

  /** Breached if any is, else inconclusive if any is, else met. */
  public static Outcome worst(Collection<Outcome> outcomes) {
    if (outcomes.contains(Outcome.Breached)) {
      return Outcome.Breached;
    }
    return outcomes.contains(Outcome.Inconclusive) ? Outcome.Inconclusive : Outcome.Met;
  }

  private static String wanted(List<Bound> bounds) {
    return bounds.stream().map(Bound::words).collect(joining(" and ", ", ", " wanted"));
  }

  @Override
  public String toString() {
    return figures + advice.map(a -> ": " + a).orElse("");
  }
}
