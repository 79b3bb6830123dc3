package dev.netperf.result;

import dev.netperf.api.v1alpha1.Warning;
import java.util.List;

/**
 * Two repetitions: at equal spread their interval is 5.6 times as wide as that of four (12.71 / √2
 * to 3.18 / √4, quantiles of Student's t).
 */
final class FewRepetitions implements Check {

  @Override
  public List<Warning> warnings(Evidence evidence) {
    int most = evidence.estimates().stream().mapToInt(Estimate::samples).max().orElse(0);
    return evidence.spec().repetitions() == 2 && most == 2
        ? List.of(
            Warning.of(
                Warning.Type.FewRepetitions,
                "2 repetitions: the intervals are more than five times as wide as with 4"))
        : List.of();
  }
}
