package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Comparison;
import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Result;
import java.util.List;
import java.util.Optional;

/** Each path against the baseline, by the ratio of their means. */
public final class Comparisons {
  private Comparisons() {}

  /** One comparison for each result that is not the baseline's own, where both have values. */
  public static List<Comparison> of(Path baseline, List<Result> results) {
    return results.stream()
        .filter(r -> r.path() != baseline)
        .flatMap(
            r ->
                percent(r.path(), baseline, r.measurement(), results)
                    .map(
                        p ->
                            new Comparison(
                                r.measurement(), r.path(), baseline, null, 1, p, p, null))
                    .stream())
        .toList();
  }

  /** The mean of one path in percent of another's, with one decimal. */
  static Optional<String> percent(
      Path path, Path baseline, Measurement measurement, List<Result> results) {
    return mean(path, measurement, results)
        .flatMap(
            value ->
                mean(baseline, measurement, results)
                    .filter(base -> base > 0)
                    .map(base -> Figures.decimal(100.0 * value / base)));
  }

  static Optional<Long> mean(Path path, Measurement measurement, List<Result> results) {
    return results.stream()
        .filter(r -> r.path() == path && r.measurement() == measurement)
        .findFirst()
        .map(Result::mean);
  }
}
