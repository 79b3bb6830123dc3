package dev.netperf.operator.scale;

import static dev.netperf.operator.scale.Report.ACTIVE;
import static dev.netperf.operator.scale.Report.FLOOR;
import static dev.netperf.operator.scale.Report.OPERATOR;
import static dev.netperf.operator.scale.Report.PACED;
import static dev.netperf.operator.scale.Report.SATURATED;
import static dev.netperf.operator.scale.Report.STANDING;

import java.util.ArrayList;
import java.util.List;

/** What is to be reached, and whether it is. */
final class Aims {
  private static final double LEAST_SHARE = 0.80;
  private static final double MOST_CPU_MILLIS = 75;
  private static final double MOST_REQUESTS = 20;
  private static final double MOST_LATENCY = 1.3;
  private static final double MOST_RSS_MIB = 256;
  private static final double MOST_GROWTH = 0.10;
  private static final String FEW = STANDING + 100;
  private static final String MANY = STANDING + 5000;

  private final List<String> rows = new ArrayList<>();

  private Aims() {}

  /** Rows of a table. */
  static List<String> of(List<Measured> all) {
    var aims = new Aims();
    aims.rows.add("| aim | figure | |");
    aims.rows.add("|---|---|---|");
    if (Tally.of(all, SATURATED, OPERATOR).measured()) {
      aims.againstTheFloor(all);
    }
    aims.standing(all);
    return aims.rows;
  }

  private void againstTheFloor(List<Measured> all) {
    var operator = Tally.of(all, SATURATED, OPERATOR);
    var floor = Tally.of(all, SATURATED, FLOOR);
    var share = operator.testsPerSecond() / floor.testsPerSecond();
    row(
        "at least 80% of the floor's tests/s",
        Tally.format(
            "%.0f%% (%.2f of %.2f)",
            100 * share, operator.testsPerSecond(), floor.testsPerSecond()),
        share >= LEAST_SHARE);
    var cpu = operator.cpuMillis(OPERATOR);
    row(
        "at most 75 CPU-ms per test",
        Tally.format("%.1f (the floor's: %.1f)", cpu, floor.cpuMillis(FLOOR)),
        cpu <= MOST_CPU_MILLIS);
    var requests = operator.requestsPerTest();
    row(
        "at most 20 requests per test",
        Tally.format("%.1f (the floor's: %.1f)", requests, floor.requestsPerTest()),
        requests <= MOST_REQUESTS);
    var slow = Tally.of(all, PACED, OPERATOR);
    var quick = Tally.of(all, PACED, FLOOR);
    for (int percent : new int[] {50, 99}) {
      var ratio = (double) slow.latency(percent) / quick.latency(percent);
      row(
          "unsaturated latency at most 1.3 times the floor's, p" + percent,
          Tally.format("%.2f (%d of %d ms)", ratio, slow.latency(percent), quick.latency(percent)),
          ratio <= MOST_LATENCY);
    }
  }

  private void standing(List<Measured> all) {
    var active = Tally.of(all, ACTIVE + 200, OPERATOR);
    var few = Tally.of(all, FEW, OPERATOR);
    var many = Tally.of(all, MANY, OPERATOR);
    var rss = "RSS at most 256 MiB with 5,000 finished and 200 active tests";
    var growth = "a test with 5,000 finished ones costs within 10% of one with 100";
    if (!many.measured() || !few.measured() || !active.measured()) {
      rows.add("| " + rss + " | | not measured |");
      rows.add("| " + growth + " | | not measured |");
      return;
    }
    row(rss, active.peakRssMiB() + " MiB at most", active.peakRssMiB() <= MOST_RSS_MIB);
    var more = many.cpuMillis(OPERATOR) / few.cpuMillis(OPERATOR) - 1;
    row(
        growth,
        Tally.format(
            "%+.0f%% CPU (%.1f and %.1f ms)",
            100 * more, many.cpuMillis(OPERATOR), few.cpuMillis(OPERATOR)),
        Math.abs(more) <= MOST_GROWTH);
  }

  private void row(String aim, String figure, boolean met) {
    rows.add("| " + aim + " | " + figure + " | " + (met ? "met" : "not met") + " |");
  }
}
