package dev.netperf.plan;

import dev.netperf.api.v1alpha1.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A sample that is to be taken.
 *
 * @param index its place in the order, from 0
 * @param repetition its repetition, from 1; warm-ups are counted for themselves
 * @param warmup whether it warms up and is not counted
 * @param path the path to measure
 * @param measurements what is measured, one after the other
 */
public record PlannedSample(
    int index, int repetition, boolean warmup, Path path, List<PlannedMeasurement> measurements) {

  public PlannedSample {
    measurements = List.copyOf(measurements);
  }

  /**
   * Whether both measure the same in one repetition: they are compared, and lie together in time.
   */
  public boolean comparedWith(PlannedSample other) {
    return repetition == other.repetition
        && warmup == other.warmup
        && measurements.equals(other.measurements);
  }

  /** As a person would name it: {@code sample 4 (PodToPod, repetition 2)}. */
  @Override
  public String toString() {
    var sizes =
        measurements.stream()
            .map(PlannedMeasurement::size)
            .flatMap(Optional::stream)
            .distinct()
            .map(size -> ", " + size)
            .collect(Collectors.joining());
    var turn = (warmup ? "warm-up " : "repetition ") + repetition;
    return "sample " + (index + 1) + " (" + path + sizes + ", " + turn + ")";
  }
}
