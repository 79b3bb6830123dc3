package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Value;

/**
 * A value that a tool reported, before the server's account is held against it.
 *
 * @param value the value
 * @param claim what must have arrived at the server for it
 * @param clientCpuPercent the client's CPU as the tool says it; null: it doesn't say
 * @param serverCpuPercent the server's CPU as the tool says it; null: it doesn't say
 */
record Counted(Value value, Claim claim, Integer clientCpuPercent, Integer serverCpuPercent) {

  /** A value of a tool that doesn't tell of CPUs. */
  static Counted of(Value value, Claim claim) {
    return new Counted(value, claim, null, null);
  }
}
