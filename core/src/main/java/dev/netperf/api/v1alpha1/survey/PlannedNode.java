package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/**
 * A node of a survey's plan.
 *
 * @param name its name
 * @param group the values of the labels by which nodes are grouped, joined by a slash
 * @param labels its labels that groups, prices and zones go by
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PlannedNode(
    @JsonPropertyDescription("The node's name.") String name,
    @JsonPropertyDescription("Its group: the values of the labels of spec.groupBy.") String group,
    @JsonPropertyDescription("Its labels that groups, prices and zones go by.")
        Map<String, String> labels) {

  public PlannedNode {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }
}
