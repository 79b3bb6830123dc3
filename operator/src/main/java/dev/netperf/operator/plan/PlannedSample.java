package dev.netperf.operator.plan;

import dev.netperf.operator.api.v1alpha1.Path;
import java.util.Optional;

/**
 * A sample that is to be taken.
 *
 * @param index its place in the order, from 0
 * @param repetition its repetition, from 1; warm-ups are counted for themselves
 * @param warmup whether it warms up and is not counted
 * @param path the path to measure
 * @param messageSize size of the tool's messages in bytes; empty: the tool's own
 */
public record PlannedSample(
    int index, int repetition, boolean warmup, Path path, Optional<Integer> messageSize) {

  /** Whether both belong to one repetition, and so lie together in time. */
  public boolean sameRepetition(PlannedSample other) {
    return repetition == other.repetition && warmup == other.warmup;
  }

  /** As a person would name it: {@code sample 4 (PodToPod, repetition 2)}. */
  @Override
  public String toString() {
    var size = messageSize.map(bytes -> ", " + bytes + " bytes").orElse("");
    var turn = (warmup ? "warm-up " : "repetition ") + repetition;
    return "sample " + (index + 1) + " (" + path + size + ", " + turn + ")";
  }
}
