package dev.netperf.result;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Percentile;
import dev.netperf.api.v1alpha1.PercentileResult;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.text.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Max;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Min;

/** Statistics over the counted samples taken so far. */
public final class Results {
  private Results() {}

  /**
   * One result for each path, message size and measurement that has a counted value, in that order
   * of the spec.
   *
   * @param spec what is measured
   * @param measurements the measurements in force
   * @param samples all samples so far, in the order taken
   */
  public static List<Result> of(
      NetPerfTestSpec spec, List<Measurement> measurements, List<Sample> samples) {
    return Estimate.all(spec, measurements, samples).stream().map(Results::result).toList();
  }

  private static Result result(Estimate estimate) {
    var subject = estimate.subject();
    boolean several = estimate.samples() > 1;
    return new Result(
        subject.path().name(),
        subject.measurement().name(),
        subject.messageSize().orElse(null),
        subject.measurement().unit(),
        estimate.samples(),
        Math.round(estimate.mean()),
        Math.round(estimate.median()),
        several ? Math.round(estimate.standardDeviation()) : null,
        several ? Figures.decimal(estimate.coefficientOfVariationPercent()) : null,
        Math.round(estimate.min()),
        Math.round(estimate.max()),
        estimate.interval().map(Bounds::toInterval).orElse(null),
        meanLoss(estimate).orElse(null),
        meanJitter(estimate).orElse(null),
        percentiles(estimate));
  }

  private static Optional<String> meanLoss(Estimate estimate) {
    var losses =
        values(estimate).stream()
            .flatMap(v -> Figures.parse(v.lossPercent()).stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return losses.length == 0
        ? Optional.empty()
        : Optional.of(Figures.threeDecimals(Mean.of(losses).getAsDouble()));
  }

  private static Optional<Long> meanJitter(Estimate estimate) {
    var jitters =
        values(estimate).stream()
            .map(Value::jitterNanoseconds)
            .filter(Objects::nonNull)
            .mapToDouble(Long::doubleValue)
            .toArray();
    return jitters.length == 0
        ? Optional.empty()
        : Optional.of(Math.round(Mean.of(jitters).getAsDouble()));
  }

  /** In the order in which the tool tells them. */
  private static List<PercentileResult> percentiles(Estimate estimate) {
    var names = new LinkedHashMap<String, double[]>();
    for (var value : values(estimate)) {
      value.percentiles().forEach(p -> names.computeIfAbsent(p.percentile(), n -> of(n, estimate)));
    }
    return names.entrySet().stream()
        .filter(e -> e.getValue().length > 0)
        .map(e -> percentile(e.getKey(), e.getValue()))
        .toList();
  }

  private static double[] of(String name, Estimate estimate) {
    return values(estimate).stream()
        .flatMap(v -> v.percentiles().stream())
        .filter(p -> Objects.equals(name, p.percentile()))
        .map(Percentile::value)
        .filter(Objects::nonNull)
        .mapToDouble(Long::doubleValue)
        .toArray();
  }

  private static PercentileResult percentile(String name, double[] values) {
    return new PercentileResult(
        name,
        Math.round(Median.withDefaults().evaluate(values)),
        Math.round(Min.of(values).getAsDouble()),
        Math.round(Max.of(values).getAsDouble()));
  }

  private static List<Value> values(Estimate estimate) {
    return estimate.values().stream().map(CountedValue::value).toList();
  }
}
