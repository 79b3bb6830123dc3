package dev.netperf.api.v1alpha1;

import dev.netperf.api.v1alpha1.SpecRules.Rule;

/** What the tools' buffers take of memory and of time, in CEL. */
final class MemoryRules {
  private static final String LIMIT = "string(self.probe.resources.limits.memory)";
  private static final String LIMIT_BYTES = "quantity(" + LIMIT + ").asApproximateFloat()";

  /** In bytes; the same as {@code probe.ProbeMemory}, where the figures are explained. */
  private static final String LEAST_BYTES =
      "(8388608 + (self.tool == 'sockperf'"
          + " ? (self.durationSeconds < 20 ? 3200000 * self.durationSeconds : 64000000)"
          + " + (self.durationSeconds < 80 ? 800000 * self.durationSeconds : 64000000)"
          + " : self.streams * (self.tool == 'iperf3' ? 2 * "
          + largest(131072)
          + " : 1048576 + "
          + largest(65536)
          + ")))";

  /** Qperf counts whole messages: with more than this a stream at 1 Gbit/s may not have one. */
  static final Rule BUFFERS_IN_TIME =
      new Rule(
          ".durationSeconds",
          "durationSeconds: too short for what qperf's streams hold in memory: streams x"
              + " messageSizes must not exceed 16 MiB for each second",
          "self.tool != 'qperf' || self.durationSeconds < 1 || self.streams * "
              + largest(1)
              + " <= 16777216 * self.durationSeconds");

  static final Rule LEAST =
      new Rule(
          ".probe.resources.limits.memory",
          "probe.resources.limits.memory: too little memory for this tool, streams and"
              + " messageSizes",
          "!has(self.probe) || !has(self.probe.resources) || !has(self.probe.resources.limits)"
              + " || !has(self.probe.resources.limits.memory)"
              + (" || !" + LIMIT + ResourceRules.IS_QUANTITY)
              + (" || " + LIMIT_BYTES + " == 0.0")
              + (" || " + LIMIT_BYTES + " >= double(" + LEAST_BYTES + ")"));

  private MemoryRules() {}

  private static String largest(int otherwise) {
    return "(has(self.messageSizes) && self.messageSizes.size() > 0 ? self.messageSizes.max() : "
        + otherwise
        + ")";
  }
}
