package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.GroupComparison;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.result.Bound;
import dev.netperf.result.Bounds;
import dev.netperf.result.Finding;
import dev.netperf.result.Judge;
import dev.netperf.result.Resolution;
import dev.netperf.result.Subject;
import dev.netperf.text.Figures;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds bounds against the figures of a group, as they stand in the status. Their intervals reach
 * at least as far as the tool can tell. Without an interval a median is judged as one sample of a
 * test is: by itself, as exactly as the tool tells it, and not at all against bounds in percent.
 *
 * @param template what was measured
 * @param row the group's figures
 */
record GroupJudge(Template template, GroupFigures row) implements Judge {
  /** A group that no node of the plan is in. */
  private static final String NO_SUCH_GROUP = "NoSuchGroup";

  /** Of a group that isn't there. */
  static GroupJudge ofNone(Template template, String group) {
    return new GroupJudge(
        template, new GroupFigures(group, null, null, null, null, null, null, NO_SUCH_GROUP));
  }

  @Override
  public Finding absolute(Subject subject, List<Bound> bounds) {
    return row.results().stream()
        .filter(r -> subject.is(r.path(), r.measurement(), r.messageSize()))
        .findFirst()
        .map(result -> judge(subject, result, bounds))
        .orElseGet(() -> Finding.undecided("has no value", bounds, lacking("a value")));
  }

  private Finding judge(Subject subject, GroupResult result, List<Bound> bounds) {
    double median = result.median();
    double step = template.step(subject);
    var interval = interval(result);
    var words =
        interval
            .map(i -> interval(amount(subject, i.low()), amount(subject, i.high())))
            .orElse("no interval" + (step > 0 ? ", to within " + amount(subject, step) : ""));
    return Finding.of(
        "is " + amount(subject, median) + " (" + pairs(result.pairs()) + ", " + words + ")",
        interval.orElseGet(() -> Bounds.at(median).reaching(step, median).notNegative()),
        bounds,
        bound -> Math.abs(median - bound.limit()),
        distance -> advice(result.pairs(), distance, step));
  }

  private static Optional<Bounds> interval(GroupResult result) {
    return result.low() == null || result.high() == null
        ? Optional.empty()
        : Optional.of(new Bounds(result.low(), result.high()));
  }

  @Override
  public Finding relative(Subject subject, List<Bound> bounds) {
    return row.comparisons().stream()
        .filter(c -> subject.is(c.path(), c.measurement(), c.messageSize()))
        .findFirst()
        .map(comparison -> judge(subject, comparison, bounds))
        .orElseGet(
            () ->
                Finding.undecided(
                    "can't be compared with " + template.baseline(),
                    bounds,
                    lacking("both values")));
  }

  private Finding judge(Subject subject, GroupComparison comparison, List<Bound> bounds) {
    return interval(comparison)
        .map(
            interval ->
                Finding.of(
                    figures(comparison, interval(comparison.low(), comparison.high())),
                    interval,
                    bounds,
                    bound -> distance(comparison, bound),
                    distance -> advice(comparison.pairs(), distance, logStep(subject))))
        .orElseGet(
            () ->
                Finding.undecided(
                    figures(comparison, "no interval"),
                    bounds,
                    "an interval needs 6 pairs that share no node"));
  }

  private static Optional<Bounds> interval(GroupComparison comparison) {
    return Figures.parse(comparison.low())
        .flatMap(low -> Figures.parse(comparison.high()).map(high -> new Bounds(low, high)));
  }

  private static double distance(GroupComparison comparison, Bound bound) {
    return Figures.parse(comparison.percentOfBaseline())
        .map(percent -> Math.abs(Math.log(percent / bound.limit())))
        .orElse(0.0);
  }

  /** Of the ratio of a subject to the baseline. */
  private double logStep(Subject subject) {
    return row.results().stream()
        .filter(
            r ->
                subject.is(r.path(), r.measurement(), r.messageSize())
                    || subject
                        .over(template.baseline())
                        .is(r.path(), r.measurement(), r.messageSize()))
        .mapToDouble(r -> Resolution.logStep(template.step(subject), r.median()))
        .sum();
  }

  private static String figures(GroupComparison comparison, String interval) {
    return "is "
        + comparison.percentOfBaseline()
        + "% ("
        + pairs(comparison.pairs())
        + ", "
        + interval
        + ") of "
        + comparison.baseline();
  }

  private static String interval(String low, String high) {
    return "95% interval " + low + " to " + high;
  }

  private static String advice(int pairs, double distance, double step) {
    if (step > 0 && step >= distance) {
      return Resolution.ADVICE;
    }
    return pairs == 1
        ? "more pairs or repetitions would probably decide"
        : "more pairs would probably decide";
  }

  private static String pairs(int pairs) {
    return pairs == 1 ? "one pair" : "median of " + pairs + " pairs";
  }

  private static String amount(Subject subject, double value) {
    return Figures.precisely(subject.measurement(), value);
  }

  private String lacking(String what) {
    return switch (Objects.requireNonNullElse(row.unmeasured(), "")) {
      case GroupRows.ONE_NODE -> "the group has one node";
      case GroupRows.NO_PAIR_PLANNED -> "no pair of the group was planned";
      case GroupRows.NO_PAIR_MEASURED -> "no pair of the group was measured";
      case NO_SUCH_GROUP -> "no node of the plan is in this group";
      default -> "no pair of the group has " + what;
    };
  }
}
