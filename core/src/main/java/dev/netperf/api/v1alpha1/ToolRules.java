package dev.netperf.api.v1alpha1;

import static java.util.stream.Collectors.joining;

import dev.netperf.api.v1alpha1.SpecRules.Rule;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules of a spec that follow from what each {@link Tool} can do, in CEL. */
final class ToolRules {
  private static final String NOT = "self.tool != '%s' || ";

  private ToolRules() {}

  /** The measurements in force; the default tool's come last. */
  static String measurements() {
    return "(has(self.measurements) ? self.measurements :"
        + others()
            .map(tool -> " self.tool == '%s' ? %s :".formatted(tool, list(defaults(tool))))
            .collect(joining())
        + " "
        + list(defaults(NetPerfTestSpec.DEFAULTS.tool()))
        + ")";
  }

  /** How many of the measurements in force are of one kind: Bandwidth or Latency. */
  static String count(String kind) {
    return "(has(self.measurements) ? self.measurements.filter(m, m.endsWith('"
        + kind
        + "')).size() :"
        + others()
            .filter(tool -> defaults(tool).noneMatch(name -> name.endsWith(kind)))
            .map(tool -> " self.tool == '%s' ? 0 :".formatted(tool))
            .collect(joining())
        + " 1)";
  }

  /** A tool measures what it can. */
  static Stream<Rule> measurable() {
    return Arrays.stream(Tool.values())
        .filter(tool -> !Arrays.stream(Measurement.values()).allMatch(tool::measures))
        .map(
            tool ->
                new Rule(
                    ".measurements",
                    "measurements: %s measures %s only"
                        .formatted(tool, measured(tool).collect(joining(" and "))),
                    NOT.formatted(tool)
                        + "!has(self.measurements) || self.measurements.all(m, m in "
                        + list(measured(tool))
                        + ")"));
  }

  /** A tool has so many streams. */
  static Stream<Rule> streams() {
    return Arrays.stream(Tool.values())
        .filter(tool -> tool.mostStreams() < NetPerfTestSpec.MOST_STREAMS)
        .map(
            tool ->
                new Rule(
                    ".streams",
                    "streams: %s takes at most %d".formatted(tool, tool.mostStreams()),
                    "self.streams <= %d || self.tool != '%s'".formatted(tool.mostStreams(), tool)));
  }

  /** A tool knows its IP versions. */
  static Stream<Rule> families() {
    return Arrays.stream(Tool.values())
        .filter(tool -> tool.families().size() < IpFamily.values().length)
        .map(
            tool ->
                new Rule(
                    ".ipFamily",
                    "ipFamily: %s knows %s only".formatted(tool, tool.families().get(0)),
                    NOT.formatted(tool)
                        + "!has(self.ipFamily) || self.ipFamily == '%s'"
                            .formatted(tool.families().get(0))));
  }

  /** The tools but the default one. */
  static Stream<Tool> others() {
    return Arrays.stream(Tool.values())
        .filter(Predicate.not(NetPerfTestSpec.DEFAULTS.tool()::equals));
  }

  private static Stream<String> defaults(Tool tool) {
    return tool.defaultMeasurements().stream().map(Measurement::name);
  }

  private static Stream<String> measured(Tool tool) {
    return Arrays.stream(Measurement.values()).filter(tool::measures).map(Measurement::name);
  }

  private static String list(Stream<String> names) {
    return names.map(name -> "'" + name + "'").collect(joining(", ", "[", "]"));
  }
}
