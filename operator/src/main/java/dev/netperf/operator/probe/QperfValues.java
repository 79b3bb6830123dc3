package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The values of one qperf test.
 *
 * <p>qperf ends with exit code 0 after a connection that broke in mid-test, and prints half the
 * bandwidth; only the errors it counted and the time that each side really measured tell.
 *
 * @param values by key, as printed
 */
record QperfValues(Map<String, String> values) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("([0-9]{1,18})(?: (\\S+))?");

  /** qperf's clock ticks every 10 ms, and a side may stop some ticks after the other. */
  private static final long TICKS = Duration.ofMillis(50).toNanos();

  private static final double TICKS_SHARE = 0.02;

  /** A whole number in this unit; empty when it is absent or something else. */
  Optional<Long> number(String key, String unit) {
    var number = WHOLE_NUMBER.matcher(values.getOrDefault(key, ""));
    return number.matches() && unit.equals(number.group(2) == null ? "" : number.group(2))
        ? Optional.of(Long.valueOf(number.group(1)))
        : Optional.empty();
  }

  /** What makes values no result. */
  record Fault(Reason reason, String text) {}

  /** Why the values are not a measurement of this length; empty when they are one. */
  Optional<Fault> fault(Duration wanted, String received) {
    if (values.isEmpty()) {
      return Optional.of(new Fault(Reason.BadOutput, "it did not run"));
    }
    var errors = values.keySet().stream().filter(key -> key.endsWith("_errors")).findFirst();
    if (errors.isPresent()) {
      return broken("it counted " + errors.get() + " = " + values.get(errors.get()));
    }
    if (number("time", "ns").filter(t -> t == wanted.toNanos()).isEmpty()) {
      return Optional.of(
          new Fault(Reason.BadOutput, "it was to take " + wanted.toSeconds() + " s"));
    }
    if (number(received, "").filter(n -> n > 0).isEmpty()) {
      return broken("no message arrived");
    }
    return values.keySet().stream()
        .filter(key -> key.endsWith("_real_time"))
        .filter(key -> !near(number(key, "ns").orElse(0L), wanted.toNanos()))
        .findFirst()
        .flatMap(key -> broken(key + " was " + values.get(key)));
  }

  /** The connection broke, or carried nothing. */
  private static Optional<Fault> broken(String text) {
    return Optional.of(new Fault(Reason.ServerUnresponsive, text));
  }

  private static boolean near(long measured, long wanted) {
    return Math.abs(measured - wanted) <= TICKS + TICKS_SHARE * wanted;
  }
}
