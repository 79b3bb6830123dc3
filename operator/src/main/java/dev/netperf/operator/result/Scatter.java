package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Warning;
import java.util.List;

/** Values whose standard deviation is more than 10% of their mean. */
final class Scatter implements Check {
  private static final double TOLERATED_PERCENT = 10;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.estimates().stream()
        .filter(estimate -> estimate.coefficientOfVariationPercent() > TOLERATED_PERCENT)
        .map(Scatter::warning)
        .toList();
  }

  private static Warning warning(Estimate estimate) {
    var measurement = estimate.subject().measurement();
    return Warning.of(
        Warning.Type.Scatter,
        "%s: the standard deviation is %s%% of the mean, values from %s to %s"
            .formatted(
                estimate.subject(),
                Figures.decimal(estimate.coefficientOfVariationPercent()),
                Figures.of(measurement, Math.round(estimate.min())),
                Figures.of(measurement, Math.round(estimate.max()))));
  }
}
