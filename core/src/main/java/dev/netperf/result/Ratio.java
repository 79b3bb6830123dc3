package dev.netperf.result;

import static java.util.stream.Collectors.toMap;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.text.Figures;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * A path compared with another, paired by repetition, not rounded. What disturbs both samples of a
 * repetition alike cancels. Ratios are averaged as logarithms, so that A to B is the inverse of B
 * to A (Fleming and Wallace, How not to lie with statistics, CACM 29(3), 1986).
 *
 * @param subject what is compared
 * @param baseline the path that it is compared with
 * @param logs the logarithm of the ratio of each repetition that has both values, at least one
 * @param percent the geometric mean of the ratios, in percent
 * @param medianPercent their median, in percent
 * @param logVariance variance of the logarithms of the ratios (n − 1); 0 for one pair
 * @param logStep how far the tools' resolution lets the logarithm of the ratio be off
 * @param interval the 95% interval of percent, at least logStep to either side; empty below two
 *     pairs
 */
record Ratio(
    Subject subject,
    Path baseline,
    List<Double> logs,
    double percent,
    double medianPercent,
    double logVariance,
    double logStep,
    Optional<Bounds> interval) {
  private static final Set<Statistic> STATISTICS = EnumSet.of(Statistic.MEAN, Statistic.VARIANCE);

  /** Of a subject to the same over the baseline; empty where no repetition has both. */
  static Optional<Ratio> of(
      NetPerfTestSpec spec, Subject subject, Path baseline, List<Sample> samples) {
    return Estimate.of(spec, subject, samples)
        .flatMap(
            estimate ->
                Estimate.of(spec, subject.over(baseline), samples)
                    .flatMap(base -> of(estimate, base)));
  }

  private static Optional<Ratio> of(Estimate estimate, Estimate base) {
    var ratios = ratios(byRepetition(estimate), byRepetition(base));
    if (ratios.length == 0 || estimate.subject().equals(base.subject())) {
      return Optional.empty();
    }
    var logs = Arrays.stream(ratios).map(Math::log).toArray();
    var statistics = DoubleStatistics.of(STATISTICS, logs);
    double mean = statistics.getAsDouble(Statistic.MEAN);
    double variance = statistics.getAsDouble(Statistic.VARIANCE);
    double step = logStep(estimate) + logStep(base);
    return Optional.of(
        new Ratio(
            estimate.subject(),
            base.subject().path(),
            Arrays.stream(logs).boxed().toList(),
            percent(mean),
            100 * Median.withDefaults().evaluate(ratios),
            variance,
            step,
            Confidence.interval(mean, variance, ratios.length)
                .map(bounds -> bounds.reaching(step, mean).map(Ratio::percent))));
  }

  private static double percent(double log) {
    return 100 * Math.exp(log);
  }

  private static double logStep(Estimate estimate) {
    return Resolution.logStep(estimate.step(), estimate.mean());
  }

  private static Map<Integer, Double> byRepetition(Estimate estimate) {
    return estimate.values().stream()
        .filter(v -> v.repetition() > 0)
        .collect(toMap(CountedValue::repetition, CountedValue::amount, (a, b) -> b));
  }

  private static double[] ratios(Map<Integer, Double> values, Map<Integer, Double> bases) {
    return values.keySet().stream()
        .filter(bases::containsKey)
        .sorted()
        .mapToDouble(repetition -> values.get(repetition) / bases.get(repetition))
        .toArray();
  }

  /** How many repetitions have both values. */
  int pairs() {
    return logs.size();
  }

  Comparison toComparison() {
    return new Comparison(
        subject.measurement().name(),
        subject.path().name(),
        baseline.name(),
        subject.messageSize().orElse(null),
        pairs(),
        Figures.decimal(percent),
        Figures.decimal(medianPercent),
        interval.map(Bounds::toPercentInterval).orElse(null));
  }
}
