package dev.netperf.tool;

import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.text.Tail;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the entry script of the probe image leaves in the termination message: a first line with the
 * length of all that follows up to the end mark, facts as {@code key=value} lines, an empty line,
 * the tool's output, the end mark. Both marks and the length must fit, so that a message which was
 * cut anywhere is not taken for a whole one. Facts that this version doesn't know are ignored.
 *
 * @param exitCode the tool's exit status
 * @param timedOut whether the script ended the tool
 * @param started right before the tool was started, by the node's clock
 * @param finished right after it ended, by the node's clock
 * @param truncated whether the output's beginning was cut off
 * @param output the tool's output, ASCII
 * @param seen what else was seen meanwhile
 */
public record Envelope(
    int exitCode,
    boolean timedOut,
    Instant started,
    Instant finished,
    boolean truncated,
    String output,
    EnvelopeFacts seen) {
  private static final Pattern FIRST_LINE = Pattern.compile("netperf-probe/1 ([0-9]{1,4})\n");
  private static final Pattern FACT = Pattern.compile("([A-Za-z]{1,40}[0-9]?)=(.*)");

  /** The year 2100, in milliseconds since 1970: no clock of a node that anybody runs is beyond. */
  private static final long LATEST = 4_102_444_800_000L;

  private static final String END = "netperf-probe/end\n";

  /** The envelope in a termination message; empty when it is not a whole and sound one. */
  public static Optional<Envelope> parse(String message) {
    var first = FIRST_LINE.matcher(message);
    if (!first.lookingAt() || !message.endsWith(END)) {
      return Optional.empty();
    }
    int length = Integer.parseInt(first.group(1));
    if (message.length() != first.end() + length + END.length()) {
      return Optional.empty();
    }
    var content = message.substring(first.end(), first.end() + length);
    // the empty line directly follows the last fact's line end
    int facts = content.indexOf("\n\n");
    return facts < 0
        ? Optional.empty()
        : of(facts(content.substring(0, facts)), content.substring(facts + 2));
  }

  /** The end of the output in one line, as {@code : "text"}; empty when there is no output. */
  public String tail() {
    return Tail.of(output);
  }

  /**
   * The interface that led to the server; empty when the probe didn't find it.
   *
   * @param path the path that was measured
   */
  public Optional<InterfaceFacts> networkInterface(Path path) {
    return seen.networkInterface(path);
  }

  /** The measuring tool's version, as it says itself; empty when the probe image doesn't tell. */
  public Optional<String> toolVersion() {
    return seen.toolVersion();
  }

  private static Map<String, String> facts(String lines) {
    var facts = new LinkedHashMap<String, String>();
    lines
        .lines()
        .map(FACT::matcher)
        .forEach(
            fact ->
                facts.put(
                    fact.matches() ? fact.group(1) : "", fact.matches() ? fact.group(2) : ""));
    return facts;
  }

  private static Optional<Envelope> of(Map<String, String> facts, String output) {
    var exit = number(facts.get("exit"), 255);
    var started = number(facts.get("started"), LATEST);
    var finished = number(facts.get("finished"), LATEST);
    var timedOut = flag(facts.get("timedOut"));
    var truncated = flag(facts.get("truncated"));
    if (exit.isEmpty()
        || started.isEmpty()
        || finished.isEmpty()
        || timedOut.isEmpty()
        || truncated.isEmpty()
        || facts.containsKey("")) {
      return Optional.empty();
    }
    return Optional.of(
        new Envelope(
            exit.get().intValue(),
            timedOut.get(),
            Instant.ofEpochMilli(started.get()),
            Instant.ofEpochMilli(finished.get()),
            truncated.get(),
            output,
            new EnvelopeFacts(facts)));
  }

  private static Optional<Long> number(String text, long most) {
    return text != null && text.matches("[0-9]{1,15}")
        ? Optional.of(Long.valueOf(text)).filter(n -> n <= most)
        : Optional.empty();
  }

  private static Optional<Boolean> flag(String text) {
    return "true".equals(text) || "false".equals(text)
        ? Optional.of(Boolean.valueOf(text))
        : Optional.empty();
  }
}
