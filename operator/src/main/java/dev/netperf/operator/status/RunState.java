package dev.netperf.operator.status;

import dev.netperf.operator.api.v1alpha1.Failure;
import dev.netperf.operator.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.api.v1alpha1.NodePair;
import dev.netperf.operator.api.v1alpha1.Run;
import dev.netperf.operator.api.v1alpha1.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a run has to remember; it lives in the resource's status and nowhere else.
 *
 * @param run identity and times
 * @param nodes the two nodes; null before the first admission
 * @param samples what was measured
 * @param failures failed attempts, the newest {@value #KEPT_FAILURES}
 * @param lastSampleTime when the newest sample was recorded; null: none yet
 */
public record RunState(
    Run run, NodePair nodes, List<Sample> samples, List<Failure> failures, String lastSampleTime) {
  private static final int KEPT_FAILURES = 20;

  public RunState {
    samples = List.copyOf(samples);
    failures = List.copyOf(failures);
  }

  /** A run that has done nothing yet. */
  public static RunState fresh(String id, long generation, Instant now) {
    var run = new Run(id, generation, Times.seconds(now), null, null, null, null, null);
    return new RunState(run, null, List.of(), List.of(), null);
  }

  /** The run that a status tells of. */
  public static RunState of(NetPerfTestStatus status) {
    return new RunState(
        status.run(),
        status.nodes(),
        status.samples(),
        status.failures(),
        status.progress() == null ? null : status.progress().lastSampleTime());
  }

  /** How often the sample that is next has failed so far. */
  public int failedAttempts() {
    return (int) failures.stream().filter(f -> f.sample() == samples.size()).count();
  }

  /** The newest failure of the sample that is next. */
  public Optional<Failure> lastFailure() {
    return failures.stream().filter(f -> f.sample() == samples.size()).reduce((a, b) -> b);
  }

  /** Whether it has its nodes. */
  public boolean admitted() {
    return run.admissionTime() != null;
  }

  /** When it fails at the latest; empty while its clock stands still. */
  public Optional<Instant> deadline() {
    return admitted() ? Optional.of(Instant.parse(run.deadline())) : Optional.empty();
  }

  /** With one more sample. */
  public RunState recorded(Sample sample, NodePair facts, Instant now) {
    var more = new ArrayList<>(samples);
    more.add(sample);
    return new RunState(run, facts, more, failures, Times.millis(now));
  }

  /** With one more failed attempt. */
  public RunState failed(Failure failure) {
    var more = new ArrayList<>(failures);
    more.add(failure);
    return new RunState(
        run,
        nodes,
        samples,
        more.subList(Math.max(0, more.size() - KEPT_FAILURES), more.size()),
        lastSampleTime);
  }

  /** With its nodes, for the first time or after a suspension, whose time is not counted. */
  public RunState admitted(NodePair pair, Duration limit, Instant now) {
    var deadline =
        run.deadline() == null
            ? now.plus(limit)
            : Instant.parse(run.deadline())
                .plus(Duration.between(Instant.parse(run.suspendedTime()), now));
    return with(
        new Run(
            run.id(),
            run.generation(),
            run.startTime(),
            null,
            Times.seconds(now),
            null,
            Times.seconds(deadline),
            null),
        pair);
  }

  /** Without its nodes, until it is admitted again. */
  public RunState suspended(Instant now) {
    if (!admitted()) {
      return eligible();
    }
    return with(
        new Run(
            run.id(),
            run.generation(),
            run.startTime(),
            null,
            null,
            Times.seconds(now),
            run.deadline(),
            null),
        nodes);
  }

  /** Noting that no eligible nodes are found, unless that was noted before. */
  public RunState ineligible(Instant now) {
    return run.ineligibleTime() != null ? this : withIneligibleTime(Times.seconds(now));
  }

  /** Noting that there are eligible nodes. */
  public RunState eligible() {
    return run.ineligibleTime() == null ? this : withIneligibleTime(null);
  }

  /** Ended. */
  public RunState completed(Instant now) {
    return with(
        new Run(
            run.id(),
            run.generation(),
            run.startTime(),
            null,
            run.admissionTime(),
            run.suspendedTime(),
            run.deadline(),
            Times.seconds(now)),
        nodes);
  }

  private RunState withIneligibleTime(String time) {
    return with(
        new Run(
            run.id(),
            run.generation(),
            run.startTime(),
            time,
            run.admissionTime(),
            run.suspendedTime(),
            run.deadline(),
            run.completionTime()),
        nodes);
  }

  private RunState with(Run changed, NodePair pair) {
    return new RunState(changed, pair, samples, failures, lastSampleTime);
  }
}
