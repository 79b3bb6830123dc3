package dev.netperf.operator.result;

import java.util.List;

/** Absolute bounds: the mean and its interval are held against them. */
final class MeanJudge {
  private final Estimate estimate;

  private MeanJudge(Estimate estimate) {
    this.estimate = estimate;
  }

  static Finding judge(Estimate estimate, List<Bound> bounds) {
    return new MeanJudge(estimate).judge(bounds);
  }

  /** One sample has no interval; its value alone is judged, and the words say so. */
  private Finding judge(List<Bound> bounds) {
    return Finding.of(
        "is " + amount(estimate.mean()) + " (" + interval() + ")",
        estimate.interval().orElse(Bounds.at(estimate.mean())),
        bounds,
        bound -> Math.abs(estimate.mean() - bound.limit()),
        distance -> Repetitions.advice(estimate.variance(), distance, estimate.step()));
  }

  private String interval() {
    return estimate
        .interval()
        .map(i -> "95% interval " + amount(i.low()) + " to " + amount(i.high()))
        .orElse("one sample, no interval");
  }

  private String amount(double value) {
    return Figures.precisely(estimate.subject().measurement(), value);
  }
}
