package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.survey.EntryValues;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.result.Resolution;
import dev.netperf.result.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * The values of a measured pair.
 *
 * @param entry where they stand
 */
record PairValues(SurveyEntry entry) {

  /** The mean of a subject, in its unit; empty without a value. */
  OptionalDouble mean(Subject subject) {
    var values = values(subject).stream().filter(v -> v > 0).mapToDouble(v -> v).toArray();
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean(values));
  }

  /**
   * A subject in percent of the same over the baseline: the geometric mean of the ratios of the
   * repetitions that have both values, as of a test; empty where none has.
   */
  OptionalDouble percent(Subject subject, Subject base) {
    var values = values(subject);
    var bases = values(base);
    var logs =
        IntStream.range(0, Math.min(values.size(), bases.size()))
            .filter(i -> values.get(i) > 0 && bases.get(i) > 0)
            .mapToDouble(i -> Math.log((double) values.get(i) / bases.get(i)))
            .toArray();
    return logs.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(100 * Math.exp(mean(logs)));
  }

  /** The mean, of a tool with this step. */
  Optional<PairFigure> amount(Subject subject, double step) {
    return mean(subject).stream().mapToObj(mean -> PairFigure.amount(mean, step)).findFirst();
  }

  /** The percentage, of a tool with this step. */
  Optional<PairFigure> ratio(Subject subject, Subject base, double step) {
    return percent(subject, base).stream()
        .mapToObj(
            percent -> PairFigure.ratio(percent, logStep(subject, step) + logStep(base, step)))
        .findFirst();
  }

  private double logStep(Subject subject, double step) {
    return Resolution.logStep(step, mean(subject).orElseThrow());
  }

  private static double mean(double[] values) {
    return Mean.of(values).getAsDouble();
  }

  /** Those of some subjects as samples of a test, one for each value. */
  List<Sample> samples(Subject... subjects) {
    return Stream.of(subjects).flatMap(this::samples).toList();
  }

  private Stream<Sample> samples(Subject subject) {
    var values = values(subject);
    return IntStream.range(0, values.size()).mapToObj(i -> sample(subject, i + 1, values.get(i)));
  }

  private static Sample sample(Subject subject, int repetition, long value) {
    return new Sample(
        0,
        repetition,
        subject.path().name(),
        0,
        null,
        null,
        null,
        null,
        List.of(Value.of(subject.measurement(), value).at(subject.messageSize())));
  }

  private List<Long> values(Subject subject) {
    return entry.values().stream()
        .filter(v -> subject.is(v.path(), v.measurement(), v.messageSize()))
        .findFirst()
        .map(EntryValues::values)
        .orElse(List.of());
  }
}
