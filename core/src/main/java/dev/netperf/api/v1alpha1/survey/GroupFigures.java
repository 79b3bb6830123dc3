package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What was measured within a group of nodes, or between two.
 *
 * @param group the group: the values of the labels of {@code spec.groupBy}, joined by a slash
 * @param with the other group, for figures between two; null: within the group
 * @param nodes how many nodes the group has in the plan; null: between two groups
 * @param pairs its pairs
 * @param results statistics for each path and measurement
 * @param comparisons each path against the baseline
 * @param price what its network costs; null: no price, or between two groups
 * @param unmeasured why nothing was measured: OneNode, NoPairPlanned, NoPairMeasured; null: there
 *     are figures, or there will be
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GroupFigures(
    @JsonPropertyDescription("The group: the values of the labels of spec.groupBy.") String group,
    @JsonPropertyDescription("The other group, for figures between two.") String with,
    @JsonPropertyDescription("How many nodes the group has.") Integer nodes,
    @JsonPropertyDescription("Its pairs.") PairCount pairs,
    @JsonPropertyDescription("Statistics for each path and measurement.") List<GroupResult> results,
    @JsonPropertyDescription("Each path against the baseline.") List<GroupComparison> comparisons,
    @JsonPropertyDescription("What its network costs.") GroupPrice price,
    @JsonPropertyDescription("Why it has no figures: OneNode, NoPairPlanned or NoPairMeasured.")
        String unmeasured) {

  public GroupFigures {
    results = results == null ? List.of() : List.copyOf(results);
    comparisons = comparisons == null ? List.of() : List.copyOf(comparisons);
  }
}
