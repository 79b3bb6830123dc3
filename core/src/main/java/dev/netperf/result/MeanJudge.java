package dev.netperf.result;

import dev.netperf.text.Figures;
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

  /** One sample has no interval; its value alone is judged, as exactly as the tool tells it. */
  private Finding judge(List<Bound> bounds) {
    return Finding.of(
        "is " + amount(estimate.mean()) + " (" + interval() + ")",
        estimate.interval().orElseGet(this::resolved),
        bounds,
        bound -> Math.abs(estimate.mean() - bound.limit()),
        distance -> Repetitions.advice(estimate.variance(), distance, estimate.step()));
  }

  private Bounds resolved() {
    return Bounds.at(estimate.mean()).reaching(estimate.step(), estimate.mean()).notNegative();
  }

  private String interval() {
    return estimate
        .interval()
        .map(i -> "95% interval " + amount(i.low()) + " to " + amount(i.high()))
        .orElseGet(() -> "one sample, no interval" + resolution());
  }

  private String resolution() {
    return estimate.step() > 0 ? ", to within " + amount(estimate.step()) : "";
  }

  private String amount(double value) {
    return Figures.precisely(estimate.subject().measurement(), value);
  }
}
