package dev.netperf.result;

import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.Figures;
import java.util.List;

/**
 * A mean of ratios that lies more than two points from their median because few of them stand out.
 * Where all scatter widely, mean and median differ as well, and nothing stands out: {@link Scatter}
 * tells of that.
 */
final class Outlier implements Check {
  private static final double TOLERATED_POINTS = 2;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.ratios().stream()
        .filter(r -> Math.abs(r.percent() - r.medianPercent()) > TOLERATED_POINTS)
        .filter(r -> StandingOut.count(r.logs()) > 0)
        .map(Outlier::warning)
        .toList();
  }

  private static Warning warning(Ratio ratio) {
    return Warning.of(
        Warning.Type.Outlier,
        "%s: the mean of the ratios to %s is %s%%, their median %s%%: some repetitions stand out"
            .formatted(
                ratio.subject(),
                ratio.baseline(),
                Figures.decimal(ratio.percent()),
                Figures.decimal(ratio.medianPercent())));
  }
}
