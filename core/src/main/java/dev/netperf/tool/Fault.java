package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Tool;
import java.util.Optional;

/**
 * What makes a tool's figures no result.
 *
 * @param reason why
 * @param text what was seen
 */
record Fault(Reason reason, String text) {
  /** What fits one packet of every usual overlay. */
  private static final int ONE_PACKET =
      Tool.qperf.messageSize(Measurement.UDPBandwidth).orElseThrow();

  /** The figures are not those of the measurement that was asked for. */
  static Fault strange(String text) {
    return new Fault(Reason.BadOutput, text);
  }

  /** The connection broke, or carried nothing. */
  static Fault broken(String text) {
    return new Fault(Reason.ServerUnresponsive, text);
  }

  /**
   * Nothing arrived. Of a datagram of several packets, nothing arrives if one of them is lost; and
   * an overlay doesn't hold its sender back, so that its own node drops what is too much.
   *
   * @param what messages, datagrams
   * @param datagrams whether they were datagrams
   * @param size their size in bytes, where the spec names one
   */
  static Fault nothingArrived(String what, boolean datagrams, Optional<Integer> size) {
    var text = "no " + what + " arrived";
    return broken(
        size.filter(bytes -> datagrams && bytes > ONE_PACKET)
            .map(
                bytes ->
                    "%s: datagrams of %s bytes are larger than a packet, and one lost part loses all: choose messageSizes of %s or less"
                        .formatted(text, bytes, ONE_PACKET))
            .orElse(text));
  }

  /** A CPU was so busy that a count doesn't fit its time, or that somebody came late. */
  static Fault busy(String text) {
    return new Fault(Reason.CPUBusy, text);
  }
}
