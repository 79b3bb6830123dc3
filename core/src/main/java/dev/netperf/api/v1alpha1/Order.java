package dev.netperf.api.v1alpha1;

/** The order in which the samples of a run are taken. */
public enum Order {
  /**
   * Repetition by repetition, every path once in each; the paths' order is reversed every other
   * repetition (ABBA), so that a drift of the machines is not mistaken for the cost of the pod
   * network.
   */
  Interleaved,
  /** Path by path: all repetitions of the first, then all of the next. */
  Sequential
}
