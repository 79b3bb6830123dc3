package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How many pairs.
 *
 * @param planned in the plan
 * @param measured with values
 */
public record PairCount(
    @JsonPropertyDescription("Pairs in the plan.") Integer planned,
    @JsonPropertyDescription("Pairs with values.") Integer measured) {}
