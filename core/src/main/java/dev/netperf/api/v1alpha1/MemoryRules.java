package dev.netperf.api.v1alpha1;

import static java.util.stream.Collectors.joining;

import dev.netperf.api.v1alpha1.SpecRules.Rule;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tools' buffers take of memory and of time, in CEL. */
final class MemoryRules {
  private static final String LIMIT = "string(self.probe.resources.limits.memory)";
  private static final String LIMIT_BYTES = "quantity(" + LIMIT + ").asApproximateFloat()";

  /** {@link Buffers#of} and what stands beside it; the default tool's come last. */
  private static final String LEAST_BYTES =
      "("
          + Buffers.PROCESSES
          + " + ("
          + ToolRules.others()
              .map(tool -> "self.tool == '%s' ? %s : ".formatted(tool, buffers(tool)))
              .collect(joining())
          + buffers(NetPerfTestSpec.DEFAULTS.tool())
          + "))";

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

  private static String buffers(Tool tool) {
    var buffers = tool.buffers();
    return Stream.of(streams(tool), records(buffers.reserved()), records(buffers.written()))
        .flatMap(Optional::stream)
        .collect(joining(" + "));
  }

  private static Optional<String> streams(Tool tool) {
    var buffers = tool.buffers();
    return Optional.of(
            "self.streams * (%d + %d * %s)"
                .formatted(buffers.stream(), buffers.copies(), largest(Buffers.usual(tool))))
        .filter(text -> buffers.stream() > 0 || buffers.copies() > 0);
  }

  private static Optional<String> records(Buffers.Records records) {
    return Optional.of(records)
        .filter(r -> r.aSecond() > 0)
        .map(
            r ->
                "(self.durationSeconds < %d ? %d * self.durationSeconds : %d)"
                    .formatted(r.most() / r.aSecond(), r.aSecond(), r.most()));
  }

  private static String largest(int otherwise) {
    return "(has(self.messageSizes) && self.messageSizes.size() > 0 ? self.messageSizes.max() : "
        + otherwise
        + ")";
  }
}
