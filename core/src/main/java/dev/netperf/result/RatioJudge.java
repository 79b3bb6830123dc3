package dev.netperf.result;

import dev.netperf.text.Figures;
import java.util.List;

/** Bounds in percent of the baseline: the mean of the ratios and its interval are held against. */
final class RatioJudge {
  private final Ratio ratio;

  private RatioJudge(Ratio ratio) {
    this.ratio = ratio;
  }

  static Finding judge(Ratio ratio, List<Bound> bounds) {
    return new RatioJudge(ratio).judge(bounds);
  }

  private Finding judge(List<Bound> bounds) {
    return ratio
        .interval()
        .map(interval -> judge(interval, bounds))
        .orElseGet(
            () ->
                Finding.undecided(
                    figures("one repetition, no interval"),
                    bounds,
                    "an interval needs 2 repetitions, better 4"));
  }

  private Finding judge(Bounds interval, List<Bound> bounds) {
    var ends = interval.toPercentInterval();
    return Finding.of(
        figures("95% interval " + ends.low() + " to " + ends.high()),
        interval,
        bounds,
        bound -> Math.abs(Math.log(ratio.percent() / bound.limit())),
        distance -> Repetitions.advice(ratio.logVariance(), distance, ratio.logStep()));
  }

  private String figures(String interval) {
    return "is " + Figures.decimal(ratio.percent()) + "% (" + interval + ") of " + ratio.baseline();
  }
}
