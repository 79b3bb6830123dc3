package dev.netperf.operator.api.v1alpha1;

import java.util.List;

/**
 * What several fields of a spec together must be, in CEL (k8s.io/docs: CRD validation rules). What
 * one field alone must be stands at the field.
 *
 * <p>Rules are never tightened within a version: a stored resource that breaks one can't be written
 * any more.
 */
public final class SpecRules {
  private static final String MEASUREMENTS =
      "(has(self.measurements) ? self.measurements : self.tool == 'iperf3' ? ['TCPBandwidth'] :"
          + " self.tool == 'sockperf' ? ['TCPLatency'] : ['TCPBandwidth', 'TCPLatency'])";
  private static final String UDP =
      "(has(self.measurements) && self.measurements.exists(m, m.startsWith('UDP')))";
  private static final String MEASUREMENT_COUNT =
      "(has(self.measurements) ? self.measurements.size() : self.tool == 'qperf' ? 2 : 1)";
  private static final String SAMPLE_COUNT =
      "(self.repetitions + self.warmups) * self.paths.size() *"
          + " (has(self.messageSizes) && self.messageSizes.size() > 0 ? self.messageSizes.size() :"
          + " 1)";
  private static final String PLANNED_SECONDS =
      SAMPLE_COUNT + " * (" + MEASUREMENT_COUNT + " * self.durationSeconds + self.pauseSeconds)";
  private static final String BOTH_NAMED =
      "has(self.server) && has(self.client) && has(self.server.nodeName) &&"
          + " has(self.client.nodeName)";
  private static final String PERCENT =
      "(has(t.minPercentOfBaseline) || has(t.maxPercentOfBaseline))";
  private static final String BASELINE =
      "(has(self.baseline) ? self.baseline : 'HostToHost' in self.paths ? 'HostToHost' :"
          + " self.paths[0])";

  private static final String MEMORY_LIMIT = "string(self.probe.resources.limits.memory)";

  private static final String MEMORY_BYTES = "quantity(" + MEMORY_LIMIT + ").asApproximateFloat()";

  /** In bytes; the same as {@code probe.ProbeMemory}, where the figures are explained. */
  private static final String LEAST_MEMORY =
      "(8388608 + (self.tool == 'sockperf'"
          + " ? (self.durationSeconds < 20 ? 3200000 * self.durationSeconds : 64000000)"
          + " + (self.durationSeconds < 80 ? 800000 * self.durationSeconds : 64000000)"
          + " : self.streams * (self.tool == 'iperf3' ? 2 * "
          + largest(131072)
          + " : 1048576 + "
          + largest(65536)
          + ")))";

  /** The rules, in the order of the fields that they name. */
  public static final List<Rule> ALL =
      List.of(
          new Rule(
              ".client.nodeName",
              "client.nodeName: must differ from server.nodeName unless placement is SameNode",
              "self.placement == 'SameNode' || !("
                  + BOTH_NAMED
                  + ") || self.server.nodeName != self.client.nodeName"),
          new Rule(
              ".client.nodeName",
              "client.nodeName: must equal server.nodeName when placement is SameNode",
              "self.placement != 'SameNode' || !("
                  + BOTH_NAMED
                  + ") || self.server.nodeName == self.client.nodeName"),
          new Rule(
              ".measurements",
              "measurements: iperf3 measures TCPBandwidth and UDPBandwidth only",
              "self.tool != 'iperf3' || !has(self.measurements) ||"
                  + " self.measurements.all(m, m in ['TCPBandwidth', 'UDPBandwidth'])"),
          new Rule(
              ".measurements",
              "measurements: sockperf measures TCPLatency and UDPLatency only",
              "self.tool != 'sockperf' || !has(self.measurements) ||"
                  + " self.measurements.all(m, m in ['TCPLatency', 'UDPLatency'])"),
          new Rule(
              ".paths",
              "paths: qperf can't measure UDP on PodToHost (its server may answer from another"
                  + " address); use iperf3 or sockperf",
              "self.tool != 'qperf' || !('PodToHost' in self.paths) || !" + UDP),
          new Rule(
              ".baseline",
              "baseline: must be one of paths",
              "!has(self.baseline) || self.baseline in self.paths"),
          new Rule(
              ".repetitions",
              "repetitions: percent bounds need at least 2",
              "!has(self.thresholds) || self.repetitions >= 2 || self.thresholds.all(t, !"
                  + PERCENT
                  + ")"),
          new Rule(
              ".repetitions",
              "repetitions: (repetitions + warmups) x paths x measurements x messageSizes must not"
                  + " exceed 2000 values",
              SAMPLE_COUNT + " * " + MEASUREMENT_COUNT + " <= 2000"),
          new Rule(
              ".durationSeconds",
              "durationSeconds: the planned measuring time must not exceed 24 h",
              PLANNED_SECONDS + " <= 86400"),
          // qperf counts whole messages: with more than this a stream at 1 Gbit/s may not have one
          new Rule(
              ".durationSeconds",
              "durationSeconds: too short for what qperf's streams hold in memory: streams x"
                  + " messageSizes must not exceed 16 MiB for each second",
              "self.tool != 'qperf' || self.streams * "
                  + largest(1)
                  + " <= 16777216 * self.durationSeconds"),
          new Rule(
              ".activeDeadlineSeconds",
              "activeDeadlineSeconds: shorter than the planned measuring time",
              "!has(self.activeDeadlineSeconds) || self.activeDeadlineSeconds >= "
                  + PLANNED_SECONDS),
          new Rule(
              ".messageSizes",
              "messageSizes: at most 65000 with UDP or sockperf",
              "!has(self.messageSizes) || !"
                  + UDP
                  + " && self.tool != 'sockperf' || self.messageSizes.all(s, s <= 65000)"),
          new Rule(
              ".messageSizes",
              "messageSizes: sockperf needs at least 14",
              "!has(self.messageSizes) || self.tool != 'sockperf' ||"
                  + " self.messageSizes.all(s, s >= 14)"),
          new Rule(
              ".messageSizes",
              "messageSizes: iperf3 takes 16 to 1048576",
              "!has(self.messageSizes) || self.tool != 'iperf3' ||"
                  + " self.messageSizes.all(s, s >= 16 && s <= 1048576)"),
          new Rule(
              ".streams",
              "streams: parallel streams are for bandwidth only",
              "self.streams <= 1 || " + MEASUREMENTS + ".all(m, m.endsWith('Bandwidth'))"),
          new Rule(
              ".streams",
              "streams: (repetitions + warmups) x paths x measurements x messageSizes x streams must"
                  + " not exceed 16000 values",
              SAMPLE_COUNT + " * " + MEASUREMENT_COUNT + " * self.streams <= 16000"),
          new Rule(
              ".streams",
              "streams: qperf takes at most 8",
              "self.streams <= 8 || self.tool != 'qperf'"),
          new Rule(
              ".ipFamily",
              "ipFamily: sockperf 3.7 knows IPv4 only",
              "self.tool != 'sockperf' || !has(self.ipFamily) || self.ipFamily == 'IPv4'"),
          new Rule(
              ".ports",
              "ports: no room for the ports of all streams below 65535",
              "self.tool != 'qperf' || self.streams == 1 || self.ports.control + 2 * (self.streams - 1) <= 65535 &&"
                  + " self.ports.data + 2 * (self.streams - 1) <= 65535"),
          new Rule(
              ".ports",
              "ports: those of the streams (control + 2i, data + 2i) must differ",
              "self.tool != 'qperf' || self.streams == 1 ||"
                  + " (self.ports.control - self.ports.data) % 2 != 0 ||"
                  + " self.ports.control - self.ports.data >= 2 * self.streams ||"
                  + " self.ports.data - self.ports.control >= 2 * self.streams"),
          new Rule(
              ".probe.resources.limits.memory",
              "probe.resources.limits.memory: too little memory for this tool, streams and"
                  + " messageSizes",
              "!has(self.probe) || !has(self.probe.resources) || !has(self.probe.resources.limits)"
                  + " || !has(self.probe.resources.limits.memory) || !"
                  + MEMORY_LIMIT
                  + ".matches('"
                  + Formats.QUANTITY
                  + "') || "
                  + MEMORY_BYTES
                  + " == 0.0 || "
                  + MEMORY_BYTES
                  + " >= double("
                  + LEAST_MEMORY
                  + ")"),
          new Rule(
              ".thresholds",
              "thresholds: every path must be one of paths",
              "!has(self.thresholds) || self.thresholds.all(t, t.path in self.paths)"),
          new Rule(
              ".thresholds",
              "thresholds: every measurement must be one of measurements",
              "!has(self.thresholds) || self.thresholds.all(t, t.measurement in "
                  + MEASUREMENTS
                  + ")"),
          new Rule(
              ".thresholds",
              "thresholds: messageSize must be one of messageSizes, and is needed where several are"
                  + " measured",
              "!has(self.thresholds) || self.thresholds.all(t, has(t.messageSize) ?"
                  + " has(self.messageSizes) && t.messageSize in self.messageSizes :"
                  + " !has(self.messageSizes) || self.messageSizes.size() < 2)"),
          new Rule(
              ".thresholds",
              "thresholds: a percent bound compares a path with the baseline, so path must not be"
                  + " the baseline",
              "!has(self.thresholds) || self.thresholds.all(t, !"
                  + PERCENT
                  + " || t.path != "
                  + BASELINE
                  + ")"));

  private SpecRules() {}

  private static String largest(int otherwise) {
    return "(has(self.messageSizes) && self.messageSizes.size() > 0 ? self.messageSizes.max() : "
        + otherwise
        + ")";
  }

  /**
   * A rule.
   *
   * @param field the field that a refusal names, relative to the spec
   * @param message what a refusal says
   * @param expression what must be true, in CEL
   */
  public record Rule(String field, String message, String expression) {}
}
