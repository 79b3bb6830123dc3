package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.Condition;
import java.util.List;
import java.util.Optional;

/**
 * What the operator knows of a survey. It is bounded whatever the size of the fleet; every raw
 * value is in the survey's slices.
 *
 * @param observedGeneration the generation that the status speaks of; −1: none yet
 * @param run the run that the status tells of
 * @param conditions as a test's: Ready, Reconciling, Stalled, Finished, Passed, Complete, Failed
 * @param plan what is measured, in short; null before there is a plan
 * @param progress how far the run is
 * @param traffic what was moved
 * @param summary the row of {@code kubectl get}
 * @param groups figures of each group and between groups; at most 64
 * @param groupsNotShown how many more there are, which only the slices tell of; null: none
 * @param verdicts what became of the thresholds within each group, once the run has ended: those
 *     that are breached first, then those that are inconclusive, as many as there is room for
 * @param verdictsNotShown how many more there are; null: none
 * @param unmeasured nodes of which pairs were not measured, at most 20, those with most pairs first
 * @param joined how many nodes fit now that did not when the plan was made; null: none
 * @param failures pairs that failed or were skipped, the newest 20
 * @param history earlier runs, the newest 10, the newest first
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetPerfSurveyStatus(
    @JsonPropertyDescription("The generation that the status speaks of; -1: none yet.")
        Long observedGeneration,
    @JsonPropertyDescription("The run that the status tells of.") SurveyRun run,
    @JsonPropertyDescription(
            "Ready: the survey finished and passed; its reason is the STATUS column. Finished: the"
                + " run ended, either way. Passed: what it requires holds. Present while True only:"
                + " Reconciling; Complete; Stalled and Failed.")
        List<Condition> conditions,
    @JsonPropertyDescription("What is measured, in short.") PlanSummary plan,
    @JsonPropertyDescription("How far the run is.") SurveyProgress progress,
    @JsonPropertyDescription("What its measurements moved.") SurveyTraffic traffic,
    @JsonPropertyDescription("The row of kubectl get.") SurveySummary summary,
    @JsonPropertyDescription("Figures within each group of nodes, and between each two.")
        List<GroupFigures> groups,
    @JsonPropertyDescription("How many groups more there are; the slices have their values.")
        Integer groupsNotShown,
    @JsonPropertyDescription(
            "What became of the thresholds within each group: Breached first, then Inconclusive.")
        List<GroupVerdict> verdicts,
    @JsonPropertyDescription("How many verdicts more there are.") Integer verdictsNotShown,
    @JsonPropertyDescription("Nodes of which pairs were not measured, at most 20.")
        List<UnmeasuredNode> unmeasured,
    @JsonPropertyDescription("How many nodes fit now that did not when the plan was made.")
        Integer joined,
    @JsonPropertyDescription("Pairs that failed or were skipped, the newest 20.")
        List<PairFailure> failures,
    @JsonPropertyDescription("Earlier runs, the newest 10, the newest first.")
        List<PastSurvey> history) {

  /** A status before the operator has seen the resource. */
  public static final NetPerfSurveyStatus NONE =
      new NetPerfSurveyStatus(
          -1L, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  public NetPerfSurveyStatus {
    observedGeneration = observedGeneration == null ? -1L : observedGeneration;
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    groups = groups == null ? List.of() : List.copyOf(groups);
    verdicts = verdicts == null ? List.of() : List.copyOf(verdicts);
    unmeasured = unmeasured == null ? List.of() : List.copyOf(unmeasured);
    failures = failures == null ? List.of() : List.copyOf(failures);
    history = history == null ? List.of() : List.copyOf(history);
  }

  /** The condition of this type, if it is there. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
  }

  /** Whether the run has ended, well or badly. */
  public boolean finished() {
    return run != null && run.completionTime() != null;
  }
}
