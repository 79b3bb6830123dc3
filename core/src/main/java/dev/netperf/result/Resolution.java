package dev.netperf.result;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Tool;

/**
 * The smallest difference that a tool can tell. qperf counts the messages that arrived whole: a
 * bandwidth is a multiple of {@code message size × 8 / duration}, in each of its streams. The other
 * tools count bytes, or measure times.
 */
public final class Resolution {
  /** Where the step leaves something open. */
  public static final String ADVICE =
      "one message more or less makes that difference, a smaller message or a longer duration"
          + " would decide";

  private Resolution() {}

  /** One message more or less in each stream, in bit/s; 0: the tool doesn't count messages. */
  public static double step(NetPerfTestSpec spec, Subject subject) {
    if (spec.tool() != Tool.qperf || !subject.measurement().bandwidth()) {
      return 0;
    }
    return 8.0 * messageBytes(subject) * spec.streams() / spec.durationSeconds();
  }

  /**
   * How far a step lets the logarithm of a value be off: to the first order; a step as large as the
   * value tells nothing, and more than that no more.
   */
  public static double logStep(double step, double value) {
    return Math.min(1, step / value);
  }

  /** The size of qperf's messages for a bandwidth, in bytes. */
  static int messageBytes(Subject subject) {
    return subject
        .messageSize()
        .or(() -> Tool.qperf.messageSize(subject.measurement()))
        .orElseThrow();
  }
}
