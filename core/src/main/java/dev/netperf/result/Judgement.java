package dev.netperf.result;

import static java.util.stream.Collectors.joining;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Threshold;
import dev.netperf.api.v1alpha1.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Samples, and thresholds held against them.
 *
 * @param spec what is measured
 * @param baseline the path that the others are compared with
 * @param samples all samples, in the order taken
 */
record Judgement(NetPerfTestSpec spec, Path baseline, List<Sample> samples) {

  Verdict of(Threshold threshold) {
    var subject = new Subject(threshold.path(), threshold.measurement(), size(threshold));
    var findings =
        Stream.of(absolute(threshold, subject), relative(threshold, subject))
            .flatMap(Optional::stream)
            .toList();
    return new Verdict(
        threshold.measurement().name(),
        threshold.path().name(),
        threshold.messageSize(),
        Finding.worst(findings.stream().map(Finding::outcome).toList()).name(),
        subject + " " + findings.stream().map(Finding::toString).collect(joining("; ")));
  }

  /** A threshold need not name the size where there is only one. */
  private Optional<Integer> size(Threshold threshold) {
    var named = spec.sizes(threshold.measurement().bandwidth());
    var onlyOne = Optional.of(named).filter(s -> s.size() == 1).map(sizes -> sizes.get(0));
    return Optional.ofNullable(threshold.messageSize()).or(() -> onlyOne);
  }

  private Optional<Finding> absolute(Threshold threshold, Subject subject) {
    var bounds = Bound.absolute(threshold);
    var given = Stream.of(threshold.min(), threshold.max()).filter(Objects::nonNull).count();
    if (bounds.size() < given) {
      return Optional.of(Finding.undecided("can't be judged", bounds, "a bound is no quantity"));
    }
    return bounds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Estimate.of(spec, subject, samples)
                .map(estimate -> MeanJudge.judge(estimate, bounds))
                .orElseGet(() -> noValue(bounds)));
  }

  private Optional<Finding> relative(Threshold threshold, Subject subject) {
    var bounds = Bound.relative(threshold);
    return bounds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Ratio.of(spec, subject, baseline, samples)
                .map(ratio -> RatioJudge.judge(ratio, bounds))
                .orElseGet(() -> noPair(bounds)));
  }

  private static Finding noValue(List<Bound> bounds) {
    return Finding.undecided("has no value", bounds, "no sample was counted");
  }

  private Finding noPair(List<Bound> bounds) {
    return Finding.undecided(
        "can't be compared with " + baseline, bounds, "no repetition has both values");
  }
}
