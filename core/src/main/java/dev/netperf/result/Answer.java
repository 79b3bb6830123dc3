package dev.netperf.result;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.PercentileResult;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a complete run answers, in a sentence: {@code PodToPod 924 Mbit/s is 96.5% (96.2 to 96.8) of
 * HostToHost, latency 25.5 us against 20.6 us; 1 warning: SharedKernel}. Of each path it tells what
 * a row tells, of UDP the loss, of latency the 99th percentile where the tool has it, of several
 * message sizes the bandwidth of each.
 */
public final class Answer {
  private static final String LATE = "99";

  private final Row row;
  private final Path baseline;
  private final List<Result> results;
  private final List<Comparison> comparisons;

  private Answer(Row row, Path baseline, List<Result> results, List<Comparison> comparisons) {
    this.row = row;
    this.baseline = baseline;
    this.results = results;
    this.comparisons = comparisons;
  }

  /**
   * The answer of a complete run.
   *
   * @param row what of all that is measured a row tells
   * @param baseline the path that the others are compared with
   * @param results statistics over the samples of the run
   * @param comparisons each path against the baseline
   * @param warnings why a reader should look twice
   */
  public static String of(
      Row row,
      Path baseline,
      List<Result> results,
      List<Comparison> comparisons,
      List<Warning> warnings) {
    return new Answer(row, baseline, results, comparisons).text() + told(warnings);
  }

  private static String told(List<Warning> warnings) {
    var types = warnings.stream().map(Warning::type).distinct().toList();
    return types.isEmpty()
        ? ""
        : "; "
            + types.size()
            + (types.size() == 1 ? " warning: " : " warnings: ")
            + String.join(", ", types);
  }

  /** The baseline stands in what is compared with it; alone, it is all there is. */
  private String text() {
    var paths = row.spec().paths();
    var told = paths.size() > 1 ? paths.stream().filter(p -> p != baseline).toList() : paths;
    return told.stream().map(this::of).collect(Collectors.joining("; "));
  }

  private String of(Path path) {
    var parts = new ArrayList<String>();
    var bandwidth = row.bandwidth(path);
    bandwidth.flatMap(this::compared).ifPresent(parts::add);
    bandwidth.flatMap(subject -> beside(subject, Answer::loss, "loss")).ifPresent(parts::add);
    var latency = row.latency(path);
    latency
        .flatMap(subject -> parts.isEmpty() ? compared(subject) : beside(subject))
        .ifPresent(parts::add);
    latency
        .flatMap(subject -> beside(subject, Answer::late, "99th percentile"))
        .ifPresent(parts::add);
    return String.join(", ", parts) + bySize(path);
  }

  /** A figure, and what it is in percent of the baseline, or how sure it is. */
  private Optional<String> compared(Subject subject) {
    return result(subject)
        .map(
            result ->
                subject.path()
                    + kind(subject)
                    + " "
                    + figure(result.mean(), subject)
                    + Comparison.of(result, comparisons)
                        .map(Answer::percent)
                        .orElseGet(() -> interval(result, subject)));
  }

  private static String kind(Subject subject) {
    var measurement = subject.measurement();
    return (measurement.udp() ? " UDP" : "") + (measurement.bandwidth() ? "" : " latency");
  }

  private static String percent(Comparison comparison) {
    return " is "
        + comparison.percentOfBaseline()
        + "%"
        + Optional.ofNullable(comparison.confidence95())
            .map(bounds -> " (" + bounds.low() + " to " + bounds.high() + ")")
            .orElse("")
        + " of "
        + comparison.baseline();
  }

  private static String interval(Result result, Subject subject) {
    return Optional.ofNullable(result.confidence95())
        .map(
            bounds ->
                " ("
                    + figure(bounds.low(), subject)
                    + " to "
                    + figure(bounds.high(), subject)
                    + ")")
        .orElse("");
  }

  private Optional<String> beside(Subject subject) {
    return beside(subject, result -> Optional.of(figure(result.mean(), subject)), "latency");
  }

  /** A figure beside that of the baseline. */
  private Optional<String> beside(
      Subject subject, Function<Result, Optional<String>> figure, String name) {
    return result(subject)
        .flatMap(figure)
        .map(own -> name + " " + own + against(subject, figure).orElse(""));
  }

  private Optional<String> against(Subject subject, Function<Result, Optional<String>> figure) {
    return subject.path() == baseline
        ? Optional.empty()
        : result(subject.over(baseline)).flatMap(figure).map(base -> " against " + base);
  }

  private static Optional<String> loss(Result result) {
    return Optional.ofNullable(result.lossPercent()).map(percent -> percent + "%");
  }

  private static Optional<String> late(Result result) {
    return result.percentiles().stream()
        .filter(percentile -> LATE.equals(percentile.percentile()))
        .map(PercentileResult::median)
        .map(value -> Figures.of(Measurement.valueOf(result.measurement()), value))
        .findFirst();
  }

  private String bySize(Path path) {
    return row.bandwidth(path)
        .filter(subject -> row.spec().sizes(true).size() > 1)
        .map(subject -> row.spec().sizes(true).stream().flatMap(size -> at(size, subject)))
        .map(figures -> ", by message size " + figures.collect(Collectors.joining(", ")))
        .orElse("");
  }

  private Stream<String> at(Integer size, Subject subject) {
    return result(new Subject(subject.path(), subject.measurement(), Optional.of(size)))
        .map(result -> figure(result.mean(), subject) + " at " + size + " bytes")
        .stream();
  }

  private static String figure(long value, Subject subject) {
    return Figures.of(subject.measurement(), value);
  }

  private Optional<Result> result(Subject subject) {
    return results.stream().filter(subject::is).findFirst();
  }
}
