package dev.netperf.tool;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text that qperf prints: a line {@code tcp_bw:} begins a test, a line {@code bw = 93 bits/sec}
 * is one of its values. The probe image's script puts a line {@code stream 0:} before what one of
 * them printed, and takes the spaces out of the values' lines.
 *
 * <p>The values of {@code conf} are free text of the machines, with whatever bytes a CPU's name
 * has; lines there that aren't values are passed over. Everywhere else they make the output
 * unknown.
 *
 * @param tests values by stream and test, and by key
 */
record QperfOutput(Map<Test, Map<String, String>> tests) {
  private static final String MACHINES = "conf";
  private static final Pattern STREAM = Pattern.compile("stream ([0-9]{1,2}):");
  private static final Pattern TEST = Pattern.compile("(conf|(?:tcp|udp)_(?:bw|lat)):");
  private static final Pattern VALUE =
      Pattern.compile(
          "(?: {4}(?=[a-z_]{1,40} +=\\s)|(?=[a-z_]{1,40}=))([a-z_]{1,40}) *=\\s*(.*\\S)\\s*");
  private static final Pattern CPUS = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?) % cpus");

  /** One test of one stream. */
  record Test(int stream, String name) {}

  /** Empty when a line is neither, stands before any test, or is there twice. */
  static Optional<QperfOutput> parse(String text, int streams) {
    var tests = new LinkedHashMap<Test, Map<String, String>>();
    int stream = 0;
    Test test = null;
    for (var line : text.lines().toList()) {
      var number = STREAM.matcher(line);
      var header = TEST.matcher(line);
      var value = VALUE.matcher(line);
      if (number.matches()) {
        stream = Integer.parseInt(number.group(1));
        test = null;
        if (stream >= streams) {
          return Optional.empty();
        }
      } else if (header.matches()) {
        test = new Test(stream, header.group(1));
        if (tests.put(test, new HashMap<>()) != null) {
          return Optional.empty();
        }
      } else if (test == null) {
        return Optional.empty();
      } else if (value.matches()) {
        if (tests.get(test).put(value.group(1), value.group(2)) != null && !machines(test)) {
          return Optional.empty();
        }
      } else if (!machines(test)) {
        return Optional.empty();
      }
    }
    return Optional.of(new QperfOutput(tests));
  }

  /** Whether those of these tests that were run were run in this order. */
  boolean inOrder(List<String> names) {
    var run = tests.keySet().stream().map(Test::name).distinct().toList();
    return run.stream()
        .filter(names::contains)
        .toList()
        .equals(names.stream().filter(run::contains).toList());
  }

  /** The values of a test; none when it isn't there. */
  QperfValues test(int stream, String name) {
    return new QperfValues(tests.getOrDefault(new Test(stream, name), Map.of()));
  }

  /** The client's or the server's CPU model, from {@code 2 Cores: AMD EPYC 2.6GHz}. */
  Optional<String> cpuModel(String key) {
    return Optional.ofNullable(tests.getOrDefault(new Test(0, MACHINES), Map.of()).get(key))
        .map(text -> text.replaceFirst("^[0-9]+ Cores?: ", ""));
  }

  /** The CPU use of a test of the first stream, of what is named so; null when none is there. */
  Integer cpu(String test, String... keys) {
    var values = tests.getOrDefault(new Test(0, test), Map.of());
    return Arrays.stream(keys)
        .map(key -> CPUS.matcher(values.getOrDefault(key, "")))
        .filter(cpus -> cpus.matches())
        .map(cpus -> new BigDecimal(cpus.group(1)).setScale(0, RoundingMode.HALF_UP).intValue())
        .findFirst()
        .orElse(null);
  }

  private static boolean machines(Test test) {
    return test.name().equals(MACHINES);
  }
}
