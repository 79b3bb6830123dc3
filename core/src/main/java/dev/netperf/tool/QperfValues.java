package dev.netperf.tool;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The values of one qperf test.
 *
 * <p>qperf ends with exit code 0 after a connection that broke in mid-test, and prints half the
 * bandwidth; only the errors it counted and the time that each end really measured tell.
 *
 * @param values by key, as printed
 */
record QperfValues(Map<String, String> values) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("([0-9]{1,18})(?: (\\S+))?");

  /** A whole number in this unit; empty when it is absent or something else. */
  Optional<Long> number(String key, String unit) {
    var number = WHOLE_NUMBER.matcher(values.getOrDefault(key, ""));
    return number.matches() && unit.equals(number.group(2) == null ? "" : number.group(2))
        ? Optional.of(Long.valueOf(number.group(1)))
        : Optional.empty();
  }

  /**
   * Why the values are not a measurement of this length; empty when they are one.
   *
   * @param wanted the length
   * @param line the measurement's line
   * @param size of its messages, where the spec names one
   */
  Optional<Fault> fault(Duration wanted, QperfTestLine line, Optional<Integer> size) {
    if (values.isEmpty()) {
      return Optional.of(Fault.strange("it did not run"));
    }
    var errors = values.keySet().stream().filter(key -> key.endsWith("_errors")).findFirst();
    if (errors.isPresent()) {
      var count = errors.get() + " = " + values.get(errors.get());
      return Optional.of(Fault.broken("it counted " + count));
    }
    if (values.containsKey("time")
        && number("time", "ns").filter(t -> t == wanted.toNanos()).isEmpty()) {
      return Optional.of(Fault.strange("it was to take " + wanted.toSeconds() + " s"));
    }
    if (number(line.received(), line.receivedUnit()).filter(n -> n > 0).isEmpty()) {
      return Optional.of(Fault.nothingArrived("message", line.test().equals("udp_bw"), size));
    }
    return QperfTimes.of(this, line)
        .map(times -> times.fault(wanted))
        .orElseGet(() -> Optional.of(Fault.strange("its times are missing")));
  }
}
