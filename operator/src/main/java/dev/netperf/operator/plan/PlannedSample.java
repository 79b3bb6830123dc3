package dev.netperf.operator.plan;

import dev.netperf.operator.api.v1alpha1.Path;

/**
 * A sample that is to be taken.
 *
 * @param index its place in the order, from 0
 * @param repetition its repetition, from 1
 * @param path the path to measure
 */
public record PlannedSample(int index, int repetition, Path path) {

  /** As a person would name it: {@code sample 4 (PodToPod, repetition 2)}. */
  @Override
  public String toString() {
    return "sample " + (index + 1) + " (" + path + ", repetition " + repetition + ")";
  }
}
