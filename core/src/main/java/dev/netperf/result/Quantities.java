package dev.netperf.result;

import dev.netperf.api.v1alpha1.Measurement;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Absolute bounds as a spec writes them: a bandwidth as a quantity of bit/s ({@code 950M}), a
 * latency as a duration ({@code 1.5ms}).
 */
final class Quantities {
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("([0-9]{1,15}(?:[.][0-9]{1,3})?)([A-Za-z]*)");

  /** Powers of ten; decimal suffixes only, for a link's rate is never a power of two. */
  private static final Map<String, Integer> BITS_PER_SECOND =
      Map.of("", 0, "k", 3, "M", 6, "G", 9, "T", 12);

  private static final Map<String, Integer> NANOSECONDS = Map.of("ns", 0, "us", 3, "ms", 6, "s", 9);

  private Quantities() {}

  /** The bound in the measurement's unit; empty where the text is none. */
  static Optional<Double> parse(Measurement measurement, String text) {
    var units = measurement.bandwidth() ? BITS_PER_SECOND : NANOSECONDS;
    var match = NUMBER_AND_UNIT.matcher(text);
    return match.matches() && units.containsKey(match.group(2))
        ? Optional.of(
            new BigDecimal(match.group(1)).movePointRight(units.get(match.group(2))).doubleValue())
        : Optional.empty();
  }
}
