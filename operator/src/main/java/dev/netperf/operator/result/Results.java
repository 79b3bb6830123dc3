package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Result;
import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.api.v1alpha1.Value;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Statistic;

/** Statistics over the samples taken so far. */
public final class Results {
  private Results() {}

  /**
   * One result for each path and measurement that has a value, in the order of the spec.
   *
   * @param paths the paths of {@link NetPerfTestSpec}
   * @param measurements what is measured
   * @param samples the samples so far
   */
  public static List<Result> of(
      List<Path> paths, List<Measurement> measurements, List<Sample> samples) {
    var results = new ArrayList<Result>();
    for (var path : paths) {
      for (var measurement : measurements) {
        var values = values(path, measurement, samples);
        if (values.length > 0) {
          results.add(result(path, measurement, values));
        }
      }
    }
    return results;
  }

  private static double[] values(Path path, Measurement measurement, List<Sample> samples) {
    return samples.stream()
        .filter(s -> s.path() == path)
        .flatMap(s -> s.values().stream())
        .filter(v -> v.measurement() == measurement)
        .mapToDouble(Value::value)
        .toArray();
  }

  private static Result result(Path path, Measurement measurement, double[] values) {
    var statistics =
        DoubleStatistics.of(
            java.util.EnumSet.of(
                Statistic.MEAN, Statistic.STANDARD_DEVIATION, Statistic.MIN, Statistic.MAX),
            values);
    return new Result(
        path,
        measurement,
        null,
        measurement.unit(),
        values.length,
        rounded(statistics, Statistic.MEAN),
        Math.round(Median.withDefaults().evaluate(values)),
        values.length < 2 ? null : rounded(statistics, Statistic.STANDARD_DEVIATION),
        null,
        rounded(statistics, Statistic.MIN),
        rounded(statistics, Statistic.MAX),
        null,
        null,
        null,
        List.of());
  }

  private static long rounded(DoubleStatistics statistics, Statistic statistic) {
    return Math.round(statistics.getAsDouble(statistic));
  }
}
