package dev.netperf.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What a survey has measured when it is stopped, after each of its pairs. */
record Prefixes(SurveyPlan plan) {

  /**
   * How often nodes are measured, and how often as clients.
   *
   * @param most by how many times two nodes may differ
   * @param turns by how many times a node may be the client more or less often than the server
   */
  void areBalanced(int most, int turns) {
    areBalanced(most, turns, node -> true);
  }

  /** Of these nodes alone. */
  void areBalanced(int most, int turns, Predicate<PlannedNode> which) {
    Map<String, Integer> times = new HashMap<>();
    Map<String, Integer> surplus = new HashMap<>();
    plan.nodes().forEach(node -> times.put(node.name(), 0));
    for (var pair : PlannedPair.of(plan)) {
      times.merge(pair.client(), 1, Integer::sum);
      times.merge(pair.server(), 1, Integer::sum);
      surplus.merge(pair.client(), 1, Integer::sum);
      surplus.merge(pair.server(), -1, Integer::sum);
      assertThat(surplus.get(pair.client())).isBetween(-turns, turns);
      assertThat(surplus.get(pair.server())).isBetween(-turns, turns);
      var some =
          plan.nodes().stream()
              .filter(which)
              .mapToInt(n -> times.get(n.name()))
              .summaryStatistics();
      if (some.getMax() - some.getMin() > most) {
        throw new AssertionError(
            "after pair " + pair.index() + " of " + plan.pairs().size() + ": " + times);
      }
    }
  }
}
