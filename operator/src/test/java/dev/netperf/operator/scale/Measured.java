package dev.netperf.operator.scale;

import java.util.List;
import java.util.Map;

/**
 * What one phase of the benchmark has shown.
 *
 * @param phase which
 * @param round its repetition, from 1
 * @param controller who served the tests: {@code operator} or {@code floor}
 * @param tests how many ended in the time
 * @param seconds how long it took
 * @param latencies milliseconds from each test's creation to the news of its end
 * @param cpuMillis CPU time that each process took, by its name; what is none of the benchmark's is
 *     {@value #OTHERS}
 * @param requests what the controller asked of the API server, by verb and resource
 * @param rssKiB the controller's memory at the end
 * @param peakRssKiB the most that it had since its start
 */
record Measured(
    String phase,
    int round,
    String controller,
    int tests,
    double seconds,
    List<Long> latencies,
    Map<String, Long> cpuMillis,
    Map<String, Long> requests,
    long rssKiB,
    long peakRssKiB) {
  static final String OTHERS = "(other processes)";

  double testsPerSecond() {
    return tests / seconds;
  }
}
