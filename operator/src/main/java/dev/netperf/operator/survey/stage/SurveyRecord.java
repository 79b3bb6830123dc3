package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the slices have of a run, and which of its tests were there.
 *
 * @param plan the run's plan; empty before there is one
 * @param entries what became of pairs, in the order in which they ended
 * @param launched names of tests that are known to have been there
 */
public record SurveyRecord(
    Optional<SurveyPlan> plan, List<SurveyEntry> entries, Set<String> launched) {
  /** Of a run that has nothing yet. */
  public static final SurveyRecord NOTHING =
      new SurveyRecord(Optional.empty(), List.of(), Set.of());

  public SurveyRecord {
    entries = List.copyOf(entries);
    launched = Set.copyOf(launched);
  }

  /** How often each pair was tried or given up, by its place in the plan. */
  Map<Integer, Integer> attempts() {
    var attempts = new HashMap<Integer, Integer>();
    entries.forEach(entry -> attempts.merge(entry.pair(), 1, Integer::sum));
    return attempts;
  }
}
