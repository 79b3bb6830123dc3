package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What a run is going to measure. It is written once, before the first pair.
 *
 * @param nodes the nodes, sorted by name
 * @param pairs in the order in which they are measured, each as CLIENT-SERVER, by the nodes'
 *     positions from 0
 * @param eligible how many nodes fitted, of which nodes were drawn
 * @param labelKeys of the labels that nodes keep here; empty: of an operator that didn't tell
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SurveyPlan(
    @JsonPropertyDescription("The nodes, sorted by name.") List<PlannedNode> nodes,
    @JsonPropertyDescription(
            "The pairs in their order, each as CLIENT-SERVER: positions in nodes, from 0.")
        List<String> pairs,
    @JsonPropertyDescription("How many nodes fitted.") Integer eligible,
    @JsonPropertyDescription(
            "Labels that the nodes keep here, where they have them; prices can go by no others.")
        List<String> labelKeys) {

  public SurveyPlan {
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    pairs = pairs == null ? List.of() : List.copyOf(pairs);
    labelKeys = labelKeys == null ? List.of() : List.copyOf(labelKeys);
  }
}
