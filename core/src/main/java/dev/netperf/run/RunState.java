package dev.netperf.run;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Run;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.SampleAttempts;
import dev.netperf.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that a run has to remember; it lives in the resource's status and nowhere else.
 *
 * @param run identity and times
 * @param nodes the two nodes; null before the first admission
 * @param family the IP version of the traffic; null before the first admission
 * @param told what the probes told beside the samples
 * @param samples what was measured
 * @param failures failed attempts, the newest {@value #KEPT_FAILURES}
 * @param attempts how often each sample that failed did so
 * @param lastSampleTime when the newest sample was recorded; null: none yet
 */
public record RunState(
    Run run,
    NodePair nodes,
    IpFamily family,
    Told told,
    List<Sample> samples,
    List<Failure> failures,
    List<SampleAttempts> attempts,
    String lastSampleTime) {
  private static final int KEPT_FAILURES = 20;

  public RunState {
    samples = List.copyOf(samples);
    failures = List.copyOf(failures);
    attempts = List.copyOf(attempts);
  }

  /** A run that has done nothing yet. */
  public static RunState fresh(String id, long generation, Instant now) {
    var run = Run.started(id, generation, Times.seconds(now));
    return new RunState(run, null, null, Told.NOTHING, List.of(), List.of(), List.of(), null);
  }

  /** The run that a status tells of. */
  public static RunState of(NetPerfTestStatus status) {
    return new RunState(
        status.run(),
        status.nodes(),
        status.effective() == null
            ? null
            : IpFamily.named(status.effective().ipFamily()).orElse(null),
        Told.of(status),
        status.samples(),
        status.failures(),
        status.attempts(),
        status.progress() == null ? null : status.progress().lastSampleTime());
  }

  /** How many samples of the plan are taken: those that were parted have to be taken anew. */
  public int taken() {
    return (int) samples.stream().filter(Parting::stands).count();
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

  /** How many attempts at this sample failed in this run, those that are not repeated left out. */
  public int failed(int sample) {
    return Attempts.failed(attempts, sample);
  }

  /** Whether it has its nodes. */
  public boolean admitted() {
    return run.admissionTime() != null;
  }

  /** When it fails at the latest; empty while its clock stands still. */
  public Optional<Instant> deadline() {
    return run.deadline() == null || run.suspendedTime() != null || run.queuedTime() != null
        ? Optional.empty()
        : Optional.of(Instant.parse(run.deadline()));
  }

  /** With one more sample, and what was found out with it. */
  public RunState recorded(
      Sample sample,
      NodePair facts,
      Optional<String> version,
      Optional<InterfaceFacts> found,
      Instant now) {
    return new RunState(
        RunTimes.measured(run),
        facts,
        family,
        told.and(version, found),
        Stream.concat(samples.stream(), Stream.of(sample)).toList(),
        failures,
        attempts,
        Times.millis(now));
  }

  /**
   * With one more failed attempt.
   *
   * @param repeated whether it is one of those that are repeated, and counted
   */
  public RunState failed(Failure failure, boolean repeated) {
    int beyond = Math.max(0, failures.size() + 1 - KEPT_FAILURES);
    return with(
        RunTimes.interrupted(run),
        samples,
        Stream.concat(failures.stream(), Stream.of(failure)).skip(beyond).toList(),
        repeated ? Attempts.and(attempts, failure.sample()) : attempts);
  }

  /** With these samples of the plan parted from their repetition, to be taken anew. */
  public RunState parted(Set<Integer> indices) {
    return with(run, Parting.of(samples, indices), failures, attempts);
  }

  /** Whether a sample among these was parted before. */
  public boolean partedBefore(Set<Integer> indices) {
    return samples.stream().anyMatch(s -> !Parting.stands(s) && indices.contains(s.index()));
  }

  /** With one more attempt lost that didn't fail. */
  public RunState interrupted() {
    return with(RunTimes.interrupted(run));
  }

  /** With its nodes, for the first time or after a suspension, whose time is not counted. */
  public RunState admitted(NodePair pair, IpFamily version, Duration limit, Instant now) {
    return with(RunTimes.admitted(run, limit, now), pair, version);
  }

  /**
   * Waiting for its turn to measure; if it did so before, since then.
   *
   * @param before the run as its status tells of it
   * @param longer the seconds by which its deadline is put off since
   */
  public RunState queued(Run before, int longer, Instant now) {
    var queuing = before != null && before.id().equals(run.id()) && before.queuedTime() != null;
    return with(queuing ? RunTimes.queuedAs(run, before, longer) : RunTimes.queued(run, now));
  }

  /** Not waiting for its turn. The time that it did is not counted. */
  public RunState dequeued(Instant now) {
    return run.queuedTime() == null ? this : with(RunTimes.dequeued(run, now));
  }

  /** With its deadline put off by so many seconds, or brought forward; what has ended stays. */
  public RunState limited(int longer) {
    return longer == 0 || run.deadline() == null || run.completionTime() != null
        ? this
        : with(RunTimes.limited(run, longer));
  }

  /** Without its nodes, until it is admitted again. */
  public RunState suspended(Instant now) {
    return admitted() || run.refusedTime() != null
        ? with(RunTimes.suspended(run, now))
        : eligible();
  }

  /** Without its nodes until the next try: the API server refuses a probe. */
  public RunState refused(Instant retry, Instant now) {
    return with(RunTimes.refused(run, retry, now));
  }

  /** The API server refuses nothing any more. */
  public RunState granted() {
    return run.refusedTime() == null ? this : with(RunTimes.granted(run));
  }

  /**
   * Without nodes, to be given others: before the first sample, none is bound to them. What failed
   * on those that it leaves says nothing of the next.
   */
  public RunState displaced() {
    var left = with(RunTimes.displaced(run), samples, failures, List.of());
    return left.with(left.run, null, null);
  }

  /** Without its nodes until they are given to it, if it had them. */
  public RunState asking(Instant now) {
    return admitted() ? with(RunTimes.asking(run, now)) : this;
  }

  /** Noting that no eligible nodes are found from now on. */
  public RunState ineligible(Instant now) {
    return with(RunTimes.ineligible(run, now));
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
    return with(changed, nodes, family);
  }

  private RunState with(
      Run changed, List<Sample> taken, List<Failure> failed, List<SampleAttempts> counts) {
    return new RunState(changed, nodes, family, told, taken, failed, counts, lastSampleTime);
  }

  private RunState with(Run changed, NodePair pair, IpFamily version) {
    return new RunState(changed, pair, version, told, samples, failures, attempts, lastSampleTime);
  }
}
