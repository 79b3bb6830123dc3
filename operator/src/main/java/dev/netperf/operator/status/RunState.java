package dev.netperf.operator.status;

import dev.netperf.operator.api.v1alpha1.Exclusion;
import dev.netperf.operator.api.v1alpha1.Failure;
import dev.netperf.operator.api.v1alpha1.InterfaceFacts;
import dev.netperf.operator.api.v1alpha1.IpFamily;
import dev.netperf.operator.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.api.v1alpha1.NodePair;
import dev.netperf.operator.api.v1alpha1.Run;
import dev.netperf.operator.api.v1alpha1.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a run has to remember; it lives in the resource's status and nowhere else.
 *
 * @param run identity and times
 * @param nodes the two nodes; null before the first admission
 * @param family the IP version of the traffic; null before the first admission
 * @param interfaces the interface of each path that was measured
 * @param samples what was measured
 * @param failures failed attempts, the newest {@value #KEPT_FAILURES}
 * @param lastSampleTime when the newest sample was recorded; null: none yet
 */
public record RunState(
    Run run,
    NodePair nodes,
    IpFamily family,
    List<InterfaceFacts> interfaces,
    List<Sample> samples,
    List<Failure> failures,
    String lastSampleTime) {
  private static final int KEPT_FAILURES = 20;

  /**
   * As many as a repetition has at most. A network that keeps failing would fill the status with
   * parted samples until no API server takes it.
   */
  private static final int KEPT_PARTED = 100;

  public RunState {
    interfaces = List.copyOf(interfaces);
    samples = List.copyOf(samples);
    failures = List.copyOf(failures);
  }

  /** A run that has done nothing yet. */
  public static RunState fresh(String id, long generation, Instant now) {
    var run = new Run(id, generation, Times.seconds(now), null, null, null, null, null, null);
    return new RunState(run, null, null, List.of(), List.of(), List.of(), null);
  }

  /** The run that a status tells of. */
  public static RunState of(NetPerfTestStatus status) {
    return new RunState(
        status.run(),
        status.nodes(),
        status.effective() == null
            ? null
            : IpFamily.named(status.effective().ipFamily()).orElse(null),
        status.interfaces(),
        status.samples(),
        status.failures(),
        status.progress() == null ? null : status.progress().lastSampleTime());
  }

  /** How many samples of the plan are taken: those that were parted have to be taken anew. */
  public int taken() {
    return (int) samples.stream().filter(RunState::stands).count();
  }

  private static boolean stands(Sample sample) {
    return !Exclusion.RepetitionParted.name().equals(sample.excluded());
  }

  /** The sample that was taken last, whatever became of it. */
  public Optional<Sample> lastSample() {
    return samples.isEmpty() ? Optional.empty() : Optional.of(samples.get(samples.size() - 1));
  }

  /** How many attempts of the run were lost so far. */
  public int interruptions() {
    return run.interruptions() == null ? 0 : run.interruptions();
  }

  /** The newest failure. */
  public Optional<Failure> lastFailure() {
    return failures.isEmpty() ? Optional.empty() : Optional.of(failures.get(failures.size() - 1));
  }

  /** The failures of this sample so far. */
  public List<Failure> failures(int sample) {
    return failures.stream().filter(f -> f.sample() == sample).toList();
  }

  /** Whether it has its nodes. */
  public boolean admitted() {
    return run.admissionTime() != null;
  }

  /** When it fails at the latest; empty while its clock stands still. */
  public Optional<Instant> deadline() {
    return admitted() ? Optional.of(Instant.parse(run.deadline())) : Optional.empty();
  }

  /** With one more sample, and what was found out with it. */
  public RunState recorded(
      Sample sample, NodePair facts, Optional<InterfaceFacts> found, Instant now) {
    var more = new ArrayList<>(samples);
    more.add(sample);
    var known = new ArrayList<>(interfaces);
    found
        .filter(f -> interfaces.stream().noneMatch(i -> i.path().equals(f.path())))
        .ifPresent(known::add);
    return new RunState(run, facts, family, known, more, failures, Times.millis(now));
  }

  /** With one more failed attempt. */
  public RunState failed(Failure failure) {
    var more = new ArrayList<>(failures);
    more.add(failure);
    return new RunState(
        RunTimes.interrupted(run),
        nodes,
        family,
        interfaces,
        samples,
        more.subList(Math.max(0, more.size() - KEPT_FAILURES), more.size()),
        lastSampleTime);
  }

  /**
   * With these samples of the plan parted from their repetition, to be taken anew; of all that were
   * parted, the newest {@value #KEPT_PARTED} are kept.
   */
  public RunState parted(Set<Integer> indices) {
    var changed =
        samples.stream()
            .map(
                s ->
                    s.counted() && indices.contains(s.index())
                        ? s.excluded(Exclusion.RepetitionParted)
                        : s)
            .toList();
    long parted = changed.stream().filter(s -> !stands(s)).count();
    var kept = new ArrayList<Sample>();
    for (var sample : changed) {
      if (stands(sample) || parted-- <= KEPT_PARTED) {
        kept.add(sample);
      }
    }
    return new RunState(run, nodes, family, interfaces, kept, failures, lastSampleTime);
  }

  /** Whether a sample among these was parted before. */
  public boolean partedBefore(Set<Integer> indices) {
    return samples.stream().anyMatch(s -> !stands(s) && indices.contains(s.index()));
  }

  /** With one more attempt lost that didn't fail. */
  public RunState interrupted() {
    return with(RunTimes.interrupted(run));
  }

  /** With its nodes, for the first time or after a suspension, whose time is not counted. */
  public RunState admitted(NodePair pair, IpFamily version, Duration limit, Instant now) {
    return new RunState(
        RunTimes.admitted(run, limit, now),
        pair,
        version,
        interfaces,
        samples,
        failures,
        lastSampleTime);
  }

  /** Without its nodes, until it is admitted again. */
  public RunState suspended(Instant now) {
    return admitted() ? with(RunTimes.suspended(run, now)) : eligible();
  }

  /** Noting that no eligible nodes are found, unless that was noted before. */
  public RunState ineligible(Instant now) {
    return run.ineligibleTime() != null ? this : with(RunTimes.ineligible(run, now));
  }

  /** Noting that there are eligible nodes. */
  public RunState eligible() {
    return run.ineligibleTime() == null ? this : with(RunTimes.eligible(run));
  }

  /** Ended. */
  public RunState completed(Instant now) {
    return with(RunTimes.completed(run, now));
  }

  private RunState with(Run changed) {
    return new RunState(changed, nodes, family, interfaces, samples, failures, lastSampleTime);
  }
}
