package dev.netperf.operator.metrics;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Run;
import dev.netperf.api.v1alpha1.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one written status says that the one before it did not.
 *
 * @param before the earlier one
 * @param leftOut whether samples and messages were left out of it, as caches do where a run has no
 *     nodes: then the later one adds none to that run
 * @param after the later one
 * @param pauseSeconds what the spec wants between samples
 */
record StatusChange(
    NetPerfTestStatus before, boolean leftOut, NetPerfTestStatus after, int pauseSeconds) {

  /** New samples, the excluded ones included. */
  List<Sample> samples() {
    return after.samples().stream().skip(known()).toList();
  }

  /** New failed attempts. */
  Stream<Failure> failures() {
    return sameRun() && leftOut
        ? Stream.empty()
        : after.failures().stream().filter(failure -> !before.failures().contains(failure));
  }

  /** How long the run waited for its nodes, once it has them for the first time. */
  Optional<Duration> queueWait() {
    var waited = !sameRun() || before.run().deadline() == null;
    return waited && after.run() != null && after.run().admissionTime() != null
        ? Optional.of(between(after.run().startTime(), after.run().admissionTime()))
        : Optional.empty();
  }

  /**
   * For each new sample the time since the end of the one before it, by the client node's clock,
   * beyond the pause. Time that was lost with a failed attempt or a suspension is none of it.
   */
  List<Duration> sampleOverheads() {
    var all = after.samples();
    return IntStream.range(Math.max(1, known()), all.size())
        .filter(i -> followsAtOnce(all.get(i - 1), all.get(i)))
        .mapToObj(i -> between(all.get(i - 1).endTime(), all.get(i).startTime()))
        .map(gap -> gap.minusSeconds(pauseSeconds))
        .filter(overhead -> !overhead.isNegative())
        .toList();
  }

  /** Why the run has ended, if it has just now. */
  Optional<String> finished() {
    return after.finished() && !(sameRun() && before.finished())
        ? after.condition(Condition.READY).map(Condition::reason)
        : Optional.empty();
  }

  private boolean followsAtOnce(Sample sample, Sample next) {
    return sample.attempt().equals(next.attempt()) && !admittedSinceLastSample();
  }

  /** By the operator's clock, for the nodes' may be apart. Nothing was admitted: suspended now. */
  private boolean admittedSinceLastSample() {
    var last = before.progress() == null ? null : before.progress().lastSampleTime();
    var admitted = after.run().admissionTime();
    return last != null && admitted != null && !between(last, admitted).isNegative();
  }

  /**
   * Samples are only added to a run, but for parted ones beyond the newest hundred, whose going
   * makes the count too low by as many.
   */
  private int known() {
    if (!sameRun()) {
      return 0;
    }
    return leftOut ? after.samples().size() : before.samples().size();
  }

  private boolean sameRun() {
    return Optional.ofNullable(before.run()).map(Run::id).equals(id());
  }

  private Optional<String> id() {
    return Optional.ofNullable(after.run()).map(Run::id);
  }

  private static Duration between(String from, String to) {
    return Duration.between(Instant.parse(from), Instant.parse(to));
  }
}
