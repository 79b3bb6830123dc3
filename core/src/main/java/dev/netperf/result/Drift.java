package dev.netperf.result;

import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.Figures;
import java.util.List;
import java.util.Optional;

/**
 * Values that rose or fell by more than 5% in the course of the run, beyond what chance does in one
 * of a hundred runs.
 */
final class Drift implements Check {
  private static final double TOLERATED_PERCENT = 5;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return Subject.over(evidence.baseline(), evidence.spec(), evidence.measurements())
        .flatMap(subject -> warning(subject, evidence).stream())
        .toList();
  }

  private static Optional<Warning> warning(Subject subject, Evidence evidence) {
    var estimates =
        evidence.estimates().stream().filter(e -> e.subject().comparable(subject)).toList();
    return Trend.of(estimates, evidence.samples().size())
        .filter(Trend::certain)
        .filter(trend -> Math.abs(trend.percent()) > TOLERATED_PERCENT)
        .map(trend -> warning(subject, trend));
  }

  private static Warning warning(Subject subject, Trend trend) {
    return Warning.of(
        Warning.Type.Drift,
        "%s %s by %s%% in the course of the run (99%% interval %s to %s%%)"
            .formatted(
                subject.withoutPath(),
                trend.percent() < 0 ? "fell" : "rose",
                Figures.decimal(Math.abs(trend.percent())),
                Figures.decimalBelow(trend.interval().low()),
                Figures.decimalAbove(trend.interval().high())));
  }
}
