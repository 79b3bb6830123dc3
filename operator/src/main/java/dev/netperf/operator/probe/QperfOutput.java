package dev.netperf.operator.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text that qperf prints: a line {@code tcp_bw:} begins a test, a line {@code bw = 93 bits/sec}
 * is one of its values.
 *
 * <p>The values of {@code conf} are free text of the machines, with whatever bytes a CPU's name
 * has; lines there that aren't values are passed over. Everywhere else they make the output
 * unknown.
 *
 * @param tests values by test and key
 */
record QperfOutput(Map<String, Map<String, String>> tests) {
  private static final String MACHINES = "conf";
  private static final Pattern TEST = Pattern.compile("(conf|(?:tcp|udp)_(?:bw|lat)):");
  private static final Pattern VALUE = Pattern.compile(" {4}([a-z_]{1,40}) +=\\s+(.*\\S)\\s*");

  /** Empty when a line is neither, stands before any test, or is there twice. */
  static Optional<QperfOutput> parse(String text) {
    var tests = new HashMap<String, Map<String, String>>();
    String test = null;
    for (var line : text.lines().toList()) {
      var header = TEST.matcher(line);
      var value = VALUE.matcher(line);
      if (header.matches()) {
        test = header.group(1);
        if (tests.put(test, new HashMap<>()) != null) {
          return Optional.empty();
        }
      } else if (test == null) {
        return Optional.empty();
      } else if (value.matches()) {
        if (tests.get(test).put(value.group(1), value.group(2)) != null && !test.equals(MACHINES)) {
          return Optional.empty();
        }
      } else if (!test.equals(MACHINES)) {
        return Optional.empty();
      }
    }
    return Optional.of(new QperfOutput(tests));
  }

  /** The values of a test; none when it isn't there. */
  QperfValues test(String name) {
    return new QperfValues(tests.getOrDefault(name, Map.of()));
  }

  /** The client's or the server's CPU model, from {@code 2 Cores: AMD EPYC 2.6GHz}. */
  Optional<String> cpuModel(String key) {
    return Optional.ofNullable(tests.getOrDefault(MACHINES, Map.of()).get(key))
        .map(text -> text.replaceFirst("^[0-9]+ Cores?: ", ""));
  }
}
