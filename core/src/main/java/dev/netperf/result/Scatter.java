package dev.netperf.result;

import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.Figures;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Values whose standard deviation is more than 10% of their mean. Few values may look like that by
 * chance: of theirs it must be more than a true 5% would give once in a thousand times, so of two
 * values 16.5%, of four 11.6%.
 */
final class Scatter implements Check {
  private static final double TOLERATED_PERCENT = 10;
  private static final double USUAL_PERCENT = 5;
  private static final double CHANCE = 0.001;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.estimates().stream()
        .filter(estimate -> estimate.samples() > 1)
        .filter(e -> e.coefficientOfVariationPercent() > tolerated(e.samples() - 1))
        .map(Scatter::warning)
        .toList();
  }

  private static double tolerated(int degreesOfFreedom) {
    double chiSquared =
        ChiSquaredDistribution.of(degreesOfFreedom).inverseSurvivalProbability(CHANCE);
    return Math.max(TOLERATED_PERCENT, USUAL_PERCENT * Math.sqrt(chiSquared / degreesOfFreedom));
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
