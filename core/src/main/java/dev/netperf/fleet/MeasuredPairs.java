package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.Interval;
import dev.netperf.api.v1alpha1.PercentInterval;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.survey.GroupComparison;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.result.Comparisons;
import dev.netperf.result.Results;
import dev.netperf.result.Subject;
import dev.netperf.text.Figures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The figures of the measured pairs of a group, or between two. Of one pair alone the interval is
 * that of its own repetitions.
 */
final class MeasuredPairs {
  private static final String PAIRS = "Pairs";
  private static final String ONE_PAIR = "OnePair";

  private final Template template;
  private final List<PairValues> pairs;
  private final int independent;

  /**
   * Of these pairs.
   *
   * @param independent how many of them at most count as independent: pairs that share a node don't
   */
  MeasuredPairs(Template template, List<PairValues> pairs, int independent) {
    this.template = template;
    this.pairs = List.copyOf(pairs);
    this.independent = independent;
  }

  /** One for each path, message size and measurement that has a value, in the template's order. */
  List<GroupResult> results() {
    return template.subjects().stream().flatMap(subject -> result(subject).stream()).toList();
  }

  /** One for each of them but those over the baseline. */
  List<GroupComparison> comparisons() {
    return template.subjects().stream()
        .filter(subject -> subject.path() != template.baseline())
        .flatMap(subject -> comparison(subject).stream())
        .toList();
  }

  private Optional<GroupResult> result(Subject subject) {
    double step = template.step(subject);
    return spread(pair -> pair.amount(subject, step)).map(spread -> result(subject, spread));
  }

  private GroupResult result(Subject subject, Spread spread) {
    var own = spread.pairs() == 1 ? own(subject) : Optional.<Interval>empty();
    return new GroupResult(
        subject.path().name(),
        subject.measurement().name(),
        subject.messageSize().orElse(null),
        subject.measurement().unit(),
        spread.pairs(),
        Math.round(spread.median()),
        own.map(Interval::low).or(() -> spread.low().map(MeasuredPairs::below)).orElse(null),
        own.map(Interval::high).or(() -> spread.high().map(MeasuredPairs::above)).orElse(null),
        spread.p5().map(Math::round).orElse(null),
        below(spread.min()),
        above(spread.max()),
        basis(spread, own.isPresent()));
  }

  private Optional<GroupComparison> comparison(Subject subject) {
    var base = subject.over(template.baseline());
    double step = template.step(subject);
    return spread(pair -> pair.ratio(subject, base, step))
        .map(spread -> comparison(subject, spread));
  }

  private GroupComparison comparison(Subject subject, Spread spread) {
    var own = spread.pairs() == 1 ? ownPercent(subject) : Optional.<PercentInterval>empty();
    return new GroupComparison(
        subject.path().name(),
        subject.measurement().name(),
        subject.messageSize().orElse(null),
        template.baseline().name(),
        spread.pairs(),
        Figures.decimal(spread.median()),
        own.map(PercentInterval::low)
            .or(() -> spread.low().map(Figures::decimalBelow))
            .orElse(null),
        own.map(PercentInterval::high)
            .or(() -> spread.high().map(Figures::decimalAbove))
            .orElse(null),
        Figures.decimalBelow(spread.min()),
        Figures.decimalAbove(spread.max()),
        basis(spread, own.isPresent()));
  }

  private Optional<Spread> spread(Function<PairValues, Optional<PairFigure>> figure) {
    var figures = pairs.stream().map(figure).flatMap(Optional::stream).toList();
    return figures.isEmpty() ? Optional.empty() : Optional.of(Spread.of(figures, independent));
  }

  private static String basis(Spread spread, boolean own) {
    return own ? ONE_PAIR : spread.ranks().map(ranks -> PAIRS).orElse(null);
  }

  /** In whole units, rounded outward, as intervals of a test are. */
  private static long below(double value) {
    return (long) Math.floor(value);
  }

  private static long above(double value) {
    return (long) Math.ceil(value);
  }

  /** Of the only pair that has values of it. */
  private Optional<Interval> own(Subject subject) {
    return only(pair -> pair.mean(subject))
        .map(pair -> Results.of(template.spec(), template.measurements(), pair.samples(subject)))
        .flatMap(results -> results.stream().filter(r -> is(r, subject)).findFirst())
        .map(Result::confidence95);
  }

  private Optional<PercentInterval> ownPercent(Subject subject) {
    var base = subject.over(template.baseline());
    return only(pair -> pair.percent(subject, base))
        .map(pair -> comparisons(pair.samples(subject, base)))
        .flatMap(comparisons -> comparisons.stream().filter(c -> is(c, subject)).findFirst())
        .map(Comparison::confidence95);
  }

  private List<Comparison> comparisons(List<Sample> samples) {
    return Comparisons.of(template.spec(), template.measurements(), template.baseline(), samples);
  }

  private static boolean is(Result result, Subject subject) {
    return subject.is(result.path(), result.measurement(), result.messageSize());
  }

  private static boolean is(Comparison comparison, Subject subject) {
    return subject.is(comparison.path(), comparison.measurement(), comparison.messageSize());
  }

  private Optional<PairValues> only(Function<PairValues, OptionalDouble> figure) {
    return pairs.stream().filter(pair -> figure.apply(pair).isPresent()).findFirst();
  }
}
