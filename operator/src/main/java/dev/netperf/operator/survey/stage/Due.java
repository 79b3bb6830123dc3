package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.fleet.PlannedPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pair that is to be tried.
 *
 * @param pair the pair
 * @param attempt 1, or 2 when it failed once
 */
record Due(PlannedPair pair, int attempt) {
  /** What a pair is tried altogether. Its test has tries of its own. */
  private static final int MOST_ATTEMPTS = 2;

  /**
   * Pairs that are to be tried, in their order: those that never were, then those that failed once.
   *
   * @param pairs all that are planned
   * @param entries the last word on each pair
   * @param attempts how often each pair was tried or given up
   * @param underWay tests that have not ended
   */
  static List<Due> of(
      List<PlannedPair> pairs,
      List<SurveyEntry> entries,
      Map<Integer, Integer> attempts,
      List<Child> underWay) {
    var tried = new HashMap<Integer, SurveyEntry>();
    entries.forEach(entry -> tried.put(entry.pair(), entry));
    var busy = underWay.stream().map(Child::pair).collect(Collectors.toSet());
    var due = new ArrayList<Due>();
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      for (var pair : pairs) {
        var entry = tried.get(pair.index());
        var again = entry == null || entry.failed() != null;
        if (again
            && attempts.getOrDefault(pair.index(), 0) == attempt - 1
            && !busy.contains(pair.index())) {
          due.add(new Due(pair, attempt));
        }
      }
    }
    return List.copyOf(due);
  }
}
