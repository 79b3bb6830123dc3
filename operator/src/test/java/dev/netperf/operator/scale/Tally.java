package dev.netperf.operator.scale;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * The rounds of one phase with one controller, taken together.
 *
 * @param rounds what each has shown
 */
record Tally(List<Measured> rounds) {
  Tally {
    rounds = List.copyOf(rounds);
  }

  static Tally of(Collection<Measured> all, String phase, String controller) {
    return new Tally(
        all.stream()
            .filter(m -> m.phase().equals(phase) && m.controller().equals(controller))
            .toList());
  }

  boolean measured() {
    return !rounds.isEmpty();
  }

  int tests() {
    return rounds.stream().mapToInt(Measured::tests).sum();
  }

  double testsPerSecond() {
    return tests() / seconds();
  }

  private double seconds() {
    return rounds.stream().mapToDouble(Measured::seconds).sum();
  }

  /** Milliseconds of one process for each test. */
  double cpuMillis(String process) {
    return (double) cpu().getOrDefault(process, 0L) / tests();
  }

  /** Share of one core that everything outside the benchmark took, in percent. */
  double othersPercent() {
    return cpu().getOrDefault(Measured.OTHERS, 0L) / seconds() / 10;
  }

  Map<String, Long> cpu() {
    return rounds.stream().flatMap(m -> m.cpuMillis().entrySet().stream()).collect(sums());
  }

  /** Requests that a test causes: the lease costs by the hour, not by the test. */
  Map<String, Long> requests() {
    return rounds.stream()
        .flatMap(m -> m.requests().entrySet().stream())
        .filter(e -> !e.getKey().endsWith(" leases"))
        .collect(sums());
  }

  double requestsPerTest() {
    return (double) requests().values().stream().mapToLong(Long::longValue).sum() / tests();
  }

  /** The latency that so many percent of the tests don't exceed, in milliseconds. */
  long latency(int percent) {
    var sorted = rounds.stream().flatMap(m -> m.latencies().stream()).sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  long rssMiB() {
    return rounds.stream().mapToLong(Measured::rssKiB).max().orElseThrow() / 1024;
  }

  long peakRssMiB() {
    return rounds.stream().mapToLong(Measured::peakRssKiB).max().orElseThrow() / 1024;
  }

  static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  private static Collector<Map.Entry<String, Long>, ?, Map<String, Long>> sums() {
    return Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new);
  }
}
