package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A node of the plan of which pairs could not be measured.
 *
 * @param node its name
 * @param reason why, of the last of them
 * @param pairs how many
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnmeasuredNode(
    @JsonPropertyDescription("The node's name.") String node,
    @JsonPropertyDescription("Why, of the last of its pairs.") String reason,
    @JsonPropertyDescription("How many of its pairs were not measured.") Integer pairs) {}
