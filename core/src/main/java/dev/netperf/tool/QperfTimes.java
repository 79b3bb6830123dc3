package dev.netperf.tool;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the two ends of a qperf test really measured, in ns. Each goes by a timer of its own
 * from the moment when both are ready, and counts until that goes off: late, on a busy CPU. What is
 * divided is right all the same, for qperf divides by that time; but an end that goes on while the
 * other has stopped waits for nothing.
 *
 * @param own of the end by whose time qperf divides
 * @param other of the other end
 */
record QperfTimes(long own, long other) {
  /** qperf's clock ticks every 10 ms, and an end may begin some ticks after the other. */
  private static final long TICKS = Duration.ofMillis(50).toNanos();

  private static final double SHARE = 0.02;

  /** Of the time: what a value may be wrong by for it, on a CPU that is too busy anyway. */
  private static final double WAITED_SHARE = 0.1;

  private static final double LONGEST = 1.5;
  private static final long LONGEST_MORE = Duration.ofSeconds(2).toNanos();

  /** Empty where one is missing. */
  static Optional<QperfTimes> of(QperfValues values, QperfTestLine line) {
    return values
        .number(line.time(), "ns")
        .flatMap(
            own -> values.number(line.otherTime(), "ns").map(other -> new QperfTimes(own, other)));
  }

  /** Why this is no measurement of this length; empty when it is one. */
  Optional<Fault> fault(Duration wanted) {
    long length = wanted.toNanos();
    if (Math.min(own, other) < length - TICKS - SHARE * length) {
      return Optional.of(Fault.broken("it ended early" + told()));
    }
    if (Math.max(own, other) > LONGEST * length + LONGEST_MORE) {
      return Optional.of(Fault.busy("it ended late" + told() + ": a CPU was too busy"));
    }
    return own - other > TICKS + WAITED_SHARE * length
        ? Optional.of(
            Fault.busy("one end went on after the other" + told() + ": a CPU was too busy"))
        : Optional.empty();
  }

  /** Whether the other end sent nothing after this one had stopped, but for some ticks. */
  boolean together(Duration wanted) {
    return other - own <= TICKS + SHARE * wanted.toNanos();
  }

  private String told() {
    return " (it measured for %s ms, the other end for %s ms)"
        .formatted(millis(own), millis(other));
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
