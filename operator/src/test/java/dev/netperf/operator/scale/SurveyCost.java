package dev.netperf.operator.scale;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a survey has cost.
 *
 * @param nodes of so many nodes
 * @param maxPairs so many pairs at a time
 * @param pairs planned
 * @param measured of them
 * @param seconds from its creation to its end
 * @param interval milliseconds from one test to the next, the median
 * @param requests what the operator asked of the API server, by verb and resource
 * @param statusBytes the largest status
 * @param slices how many
 * @param sliceBytes the largest
 * @param rssBeforeKiB the operator's memory before
 * @param rssKiB and at the end
 * @param left tests and pods that were left behind
 */
record SurveyCost(
    int nodes,
    int maxPairs,
    int pairs,
    int measured,
    double seconds,
    long interval,
    Map<String, Long> requests,
    int statusBytes,
    int slices,
    int sliceBytes,
    long rssBeforeKiB,
    long rssKiB,
    int left) {
  private static final double MOST_REQUESTS = 26;
  private static final double MOST_OWN = 3;
  private static final int MOST_STATUS = 128 * 1024;
  private static final double MOST_GROWTH = 0.1;
  private static final long MOST_ADDED = 1000;

  /** What the tests of a survey cost without it, too. */
  private static final Set<String> OF_TESTS =
      Set.of("patch netperftests/status", "get netperftests", "list netperftests");

  SurveyCost {
    requests = Map.copyOf(requests);
  }

  /** For each pair; the lease costs by the hour. */
  double requestsPerPair() {
    return sum(request -> true) / pairs;
  }

  /** Those about the survey, its slices, and the making and deleting of its tests. */
  double ownPerPair() {
    return sum(SurveyCost::own) / pairs;
  }

  private double sum(Predicate<String> counted) {
    return requests.entrySet().stream()
        .filter(e -> !e.getKey().endsWith(" leases") && counted.test(e.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static boolean own(String request) {
    return request.contains(" netperf") && !OF_TESTS.contains(request);
  }

  /** The head of a table of them. */
  static String head() {
    return "| nodes | pairs | measured | at a time | pairs/s | requests a pair | the survey's own |"
        + " largest status | slices, the largest | operator's memory before, after | left |\n"
        + "|---|---|---|---|---|---|---|---|---|---|---|";
  }

  /** Its row. */
  String row() {
    return Tally.format(
        "| %d | %d | %d | %d | %.2f | %.1f | %.2f | %.1f KiB | %d, %.1f KiB | %d, %d MiB | %d |",
        nodes,
        pairs,
        measured,
        maxPairs,
        pairs / seconds,
        requestsPerPair(),
        ownPerPair(),
        statusBytes / 1024.0,
        slices,
        sliceBytes / 1024.0,
        rssBeforeKiB / 1024,
        rssKiB / 1024,
        left);
  }

  /** What was asked of the API server for each pair, a column for each survey. */
  static String requests(List<SurveyCost> costs) {
    var text = new StringBuilder("| request |");
    costs.forEach(c -> text.append(Tally.format(" a pair, of %,d |", c.pairs)));
    line(text, "");
    line(text, "|---|" + "---|".repeat(costs.size()));
    var names = new TreeSet<String>();
    costs.forEach(c -> names.addAll(c.requests.keySet()));
    for (var name : names) {
      text.append("| ").append(name).append(" |");
      costs.forEach(c -> text.append(Tally.format(" %.3f |", c.sum(name::equals) / c.pairs)));
      line(text, "");
    }
    return text.toString();
  }

  /** The aims of surveys, each met or not met. */
  static String aims(List<SurveyCost> costs, SurveyCost single, long byHand) {
    var text = new StringBuilder();
    line(text, "| aim | figure | |");
    line(text, "|---|---|---|");
    for (var c : costs) {
      var of = Tally.format("%,d pairs: ", c.pairs);
      double growth = (double) c.rssKiB / c.rssBeforeKiB - 1;
      aim(text, of + "all are measured", "" + c.measured, c.measured == c.pairs);
      aim(
          text,
          of + "at most 26 requests a pair",
          Tally.format("%.1f", c.requestsPerPair()),
          c.requestsPerPair() <= MOST_REQUESTS);
      aim(
          text,
          of + "at most 3 of them the survey's own",
          Tally.format("%.2f", c.ownPerPair()),
          c.ownPerPair() <= MOST_OWN);
      aim(
          text,
          of + "status at most 128 KiB",
          Tally.format("%.1f KiB", c.statusBytes / 1024.0),
          c.statusBytes <= MOST_STATUS);
      aim(
          text,
          of + "memory within 10% of before",
          Tally.format("%+.0f%%", 100 * growth),
          growth <= MOST_GROWTH);
      aim(text, of + "nothing is left", "" + c.left, c.left == 0);
    }
    long added = single.interval - byHand;
    aim(
        text,
        "a survey adds at most 1 s to a pair, one at a time, median",
        Tally.format(
            "%d ms (%d ms from test to test, %d ms by hand)", added, single.interval, byHand),
        added <= MOST_ADDED);
    return text.toString();
  }

  private static void aim(StringBuilder text, String aim, String figure, boolean met) {
    line(text, "| %s | %s | %s |", aim, figure, met ? "met" : "not met");
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(Tally.format(format, values)).append('\n');
  }
}
