package dev.netperf.result;

import static java.util.stream.Collectors.joining;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Threshold;
import dev.netperf.api.v1alpha1.Verdict;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was measured, and thresholds held against it.
 *
 * @param spec what is measured
 * @param judge what holds bounds against it
 */
public record Judgement(NetPerfTestSpec spec, Judge judge) {

  /** What becomes of a threshold. */
  public Verdict of(Threshold threshold) {
    var subject = subject(threshold);
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
  private Subject subject(Threshold threshold) {
    var named = spec.sizes(threshold.measurement().bandwidth());
    var onlyOne = Optional.of(named).filter(s -> s.size() == 1).map(sizes -> sizes.get(0));
    return new Subject(
        threshold.path(),
        threshold.measurement(),
        Optional.ofNullable(threshold.messageSize()).or(() -> onlyOne));
  }

  private Optional<Finding> absolute(Threshold threshold, Subject subject) {
    var bounds = Bound.absolute(threshold);
    var given = Stream.of(threshold.min(), threshold.max()).filter(Objects::nonNull).count();
    if (bounds.size() < given) {
      return Optional.of(Finding.undecided("can't be judged", bounds, "a bound is no quantity"));
    }
    return bounds.isEmpty() ? Optional.empty() : Optional.of(judge.absolute(subject, bounds));
  }

  private Optional<Finding> relative(Threshold threshold, Subject subject) {
    var bounds = Bound.relative(threshold);
    return bounds.isEmpty() ? Optional.empty() : Optional.of(judge.relative(subject, bounds));
  }
}
