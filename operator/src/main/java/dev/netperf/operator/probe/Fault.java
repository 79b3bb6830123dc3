package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.Reason;

/**
 * What makes a tool's figures no result.
 *
 * @param reason why
 * @param text what was seen
 */
record Fault(Reason reason, String text) {
  /** The figures are not those of the measurement that was asked for. */
  static Fault strange(String text) {
    return new Fault(Reason.BadOutput, text);
  }

  /** The connection broke, or carried nothing. */
  static Fault broken(String text) {
    return new Fault(Reason.ServerUnresponsive, text);
  }
}
