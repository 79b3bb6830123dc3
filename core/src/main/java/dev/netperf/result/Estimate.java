package dev.netperf.result;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Sample;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * What the samples say of a subject, not rounded; in the unit of its measurement.
 *
 * @param subject what it tells of
 * @param values what it is made of, at least one
 * @param mean arithmetic mean
 * @param median middle value
 * @param variance of the sample (n − 1); 0 for one value
 * @param min smallest value
 * @param max largest value
 * @param step the smallest difference that the tool can tell; 0: none to speak of
 * @param interval the 95% interval of the mean, at least one step to either side; empty below two
 *     values
 */
record Estimate(
    Subject subject,
    List<CountedValue> values,
    double mean,
    double median,
    double variance,
    double min,
    double max,
    double step,
    Optional<Bounds> interval) {
  static final Set<Statistic> STATISTICS =
      EnumSet.of(Statistic.MEAN, Statistic.VARIANCE, Statistic.MIN, Statistic.MAX);

  /** Of all that a spec measures, where there are values, in the order of the spec. */
  static List<Estimate> all(
      NetPerfTestSpec spec, List<Measurement> measurements, List<Sample> samples) {
    return Subject.all(spec, measurements).stream()
        .flatMap(subject -> of(spec, subject, samples).stream())
        .toList();
  }

  /** Of one subject; empty without a value. */
  static Optional<Estimate> of(NetPerfTestSpec spec, Subject subject, List<Sample> samples) {
    var values = CountedValue.of(subject, samples);
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(of(subject, values, Resolution.step(spec, subject)));
  }

  private static Estimate of(Subject subject, List<CountedValue> values, double step) {
    var amounts = values.stream().mapToDouble(CountedValue::amount).toArray();
    var statistics = DoubleStatistics.of(STATISTICS, amounts);
    double mean = statistics.getAsDouble(Statistic.MEAN);
    double variance = statistics.getAsDouble(Statistic.VARIANCE);
    return new Estimate(
        subject,
        values,
        mean,
        Median.withDefaults().evaluate(amounts),
        variance,
        statistics.getAsDouble(Statistic.MIN),
        statistics.getAsDouble(Statistic.MAX),
        step,
        Confidence.interval(mean, variance, amounts.length)
            .map(bounds -> bounds.reaching(step, mean).notNegative()));
  }

  int samples() {
    return values.size();
  }

  double standardDeviation() {
    return Math.sqrt(variance);
  }

  /** The standard deviation in percent of the mean. */
  double coefficientOfVariationPercent() {
    return 100 * standardDeviation() / mean;
  }

  /** The smallest difference that the tool can tell, as a part of the mean. */
  double relativeStep() {
    return step / mean;
  }
}
