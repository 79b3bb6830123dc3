package dev.netperf.api.v1alpha1;

import java.util.List;
import java.util.stream.Stream;

/**
 * What several fields of a spec together must be, in CEL (k8s.io/docs: CRD validation rules). What
 * one field alone must be stands at the field.
 *
 * <p>Rules are never tightened within a version: a stored resource that breaks one can't be written
 * any more.
 */
public final class SpecRules {
  private static final String MEASUREMENTS = ToolRules.measurements();
  private static final String UDP =
      "(has(self.measurements) && self.measurements.exists(m, m.startsWith('UDP')))";

  /** How many of the measurements are bandwidths, and how many latencies. */
  private static final String BANDWIDTHS = ToolRules.count("Bandwidth");

  private static final String LATENCIES = ToolRules.count("Latency");
  private static final String SIZES = sizes("messageSizes");
  private static final String LATENCY_SIZES = sizes("latencyMessageSizes");
  private static final String VALUES_OF_A_TURN =
      (" * (" + BANDWIDTHS + " * " + SIZES) + (" + " + LATENCIES + " * " + LATENCY_SIZES + ")");
  private static final String TURNS = "(self.repetitions + self.warmups) * self.paths.size()";
  private static final String SAMPLE_COUNT =
      TURNS + " * (" + SIZES + " > " + LATENCY_SIZES + " ? " + SIZES + " : " + LATENCY_SIZES + ")";
  private static final String VALUE_COUNT = TURNS + VALUES_OF_A_TURN;
  private static final String PLANNED_SECONDS =
      "(" + VALUE_COUNT + " * self.durationSeconds + " + SAMPLE_COUNT + " * self.pauseSeconds)";
  private static final String BOTH_NAMED =
      "has(self.server) && has(self.client) && has(self.server.nodeName) &&"
          + " has(self.client.nodeName)";
  private static final String PERCENT =
      "(has(t.minPercentOfBaseline) || has(t.maxPercentOfBaseline))";
  private static final String BASELINE =
      "(has(self.baseline) ? self.baseline : 'HostToHost' in self.paths ? 'HostToHost' :"
          + " self.paths[0])";

  /** Of control and data those that are not drawn. */
  private static final String NAMED_PORTS =
      "((has(self.ports) && has(self.ports.control) ? [self.ports.control] : []) +"
          + " (has(self.ports) && has(self.ports.data) ? [self.ports.data] : []))";

  /** The most values of a test. */
  public static final int MOST_VALUES = 2000;

  /** The rules, in the order of the fields that they name. */
  public static final List<Rule> ALL =
      Stream.of(
              nodes(),
              ToolRules.measurable(),
              plan(),
              ToolRules.streams(),
              ToolRules.families(),
              portsAndThresholds())
          .flatMap(rules -> rules)
          .toList();

  private static Stream<Rule> nodes() {
    return Stream.of(
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
                + ") || self.server.nodeName == self.client.nodeName"));
  }

  private static Stream<Rule> plan() {
    return Stream.of(
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
        values(MOST_VALUES),
        new Rule(
            ".durationSeconds",
            "durationSeconds: the planned measuring time must not exceed 24 h",
            PLANNED_SECONDS + " <= 86400"),
        MemoryRules.BUFFERS_IN_TIME,
        new Rule(
            ".activeDeadlineSeconds",
            "activeDeadlineSeconds: shorter than the planned measuring time",
            "!has(self.activeDeadlineSeconds) || self.activeDeadlineSeconds >= " + PLANNED_SECONDS),
        new Rule(
            ".messageSizes",
            "messageSizes: they are those of bandwidth, which is not measured; see"
                + " latencyMessageSizes",
            "!has(self.messageSizes) || self.messageSizes.size() == 0 || " + BANDWIDTHS + " > 0"),
        new Rule(
            ".messageSizes",
            "messageSizes: at most 65000 with UDP",
            "!has(self.messageSizes) || !has(self.measurements) ||"
                + " !('UDPBandwidth' in self.measurements) ||"
                + " self.messageSizes.all(s, s <= 65000)"),
        new Rule(
            ".messageSizes",
            "messageSizes: iperf3 takes 16 to 1048576",
            "!has(self.messageSizes) || self.tool != 'iperf3' ||"
                + " self.messageSizes.all(s, s >= 16 && s <= 1048576)"),
        new Rule(
            ".latencyMessageSizes",
            "latencyMessageSizes: they are those of latency, which is not measured; see"
                + " messageSizes",
            "!has(self.latencyMessageSizes) || self.latencyMessageSizes.size() == 0 || "
                + LATENCIES
                + " > 0"),
        new Rule(
            ".latencyMessageSizes",
            "latencyMessageSizes: at most 65000 with UDP or sockperf",
            "!has(self.latencyMessageSizes) || self.tool != 'sockperf' &&"
                + " !(has(self.measurements) && 'UDPLatency' in self.measurements) ||"
                + " self.latencyMessageSizes.all(s, s <= 65000)"),
        new Rule(
            ".latencyMessageSizes",
            "latencyMessageSizes: sockperf needs at least 14",
            "!has(self.latencyMessageSizes) || self.tool != 'sockperf' ||"
                + " self.latencyMessageSizes.all(s, s >= 14)"),
        new Rule(
            ".streams",
            "streams: parallel streams are for bandwidth only",
            "self.streams <= 1 || " + MEASUREMENTS + ".all(m, m.endsWith('Bandwidth'))"),
        new Rule(
            ".streams",
            "streams: (repetitions + warmups) x paths x measurements x messageSizes x streams must"
                + " not exceed 16000 values",
            VALUE_COUNT + " * self.streams <= 16000"));
  }

  private static Stream<Rule> portsAndThresholds() {
    return Stream.of(
        new Rule(
            ".ports",
            "ports: no room for the ports of all streams below 65535",
            "self.tool != 'qperf' || self.streams == 1 || "
                + NAMED_PORTS
                + ".all(p, p + 2 * (self.streams - 1) <= 65535)"),
        new Rule(
            ".ports",
            "ports: those of the streams (control + 2i, data + 2i) must differ",
            "self.tool != 'qperf' || self.streams == 1 || "
                + NAMED_PORTS
                + ".size() < 2 || (self.ports.control - self.ports.data) % 2 != 0 ||"
                + " self.ports.control - self.ports.data >= 2 * self.streams ||"
                + " self.ports.data - self.ports.control >= 2 * self.streams"),
        new Rule(
            ".ports.report",
            "ports.report: must differ from the ports of the streams (control + 2i, data + 2i)",
            "self.tool != 'qperf' || self.streams == 1 || !has(self.ports) ||"
                + " !has(self.ports.report) || "
                + NAMED_PORTS
                + ".all(p, self.ports.report < p ||"
                + " self.ports.report > p + 2 * (self.streams - 1) ||"
                + " (self.ports.report - p) % 2 != 0)"),
        MemoryRules.LEAST,
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
            "thresholds: messageSize must be one of messageSizes (a bandwidth's) or of"
                + " latencyMessageSizes (a latency's), and is needed where several are measured",
            "!has(self.thresholds) || self.thresholds.all(t, t.measurement.endsWith('Bandwidth') ? "
                + sizeIn("messageSizes")
                + " : "
                + sizeIn("latencyMessageSizes")
                + ")"),
        new Rule(
            ".thresholds",
            "thresholds: a percent bound compares a path with the baseline, so path must not be"
                + " the baseline",
            "!has(self.thresholds) || self.thresholds.all(t, !"
                + PERCENT
                + " || t.path != "
                + BASELINE
                + ")"));
  }

  private SpecRules() {}

  /** A test has at most so many values. */
  public static Rule values(int most) {
    return new Rule(
        ".repetitions",
        "repetitions: (repetitions + warmups) x paths x measurements x messageSizes must not"
            + " exceed %d values".formatted(most),
        VALUE_COUNT + " <= " + most);
  }

  /** How many figures a test has, in CEL: one for each path, measurement and message size. */
  public static String figures() {
    return "self.paths.size()" + VALUES_OF_A_TURN;
  }

  /** How many sizes are measured. */
  private static String sizes(String field) {
    return "(has(self.%1$s) && self.%1$s.size() > 0 ? self.%1$s.size() : 1)".formatted(field);
  }

  /** Whether the size of threshold t is one of these, or there is only one. */
  private static String sizeIn(String field) {
    return "(has(t.messageSize) ? has(self.%1$s) && t.messageSize in self.%1$s : !has(self.%1$s) || self.%1$s.size() < 2)"
        .formatted(field);
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
