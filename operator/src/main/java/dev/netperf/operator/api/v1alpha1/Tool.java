package dev.netperf.operator.api.v1alpha1;

/** The program that measures. */
public enum Tool {
  /** qperf 0.4: TCP bandwidth, and latency as the mean one-way time (half a round trip). */
  qperf
}
