package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What a run is going to measure, in short.
 *
 * @param slice the slice that has the whole plan
 * @param nodes how many nodes
 * @param eligible how many nodes fitted, of which those were drawn
 * @param groups how many groups of nodes
 * @param pairs how many pairs
 * @param estimatedSeconds how long it takes if nothing disturbs it
 * @param bytesAtGigabit what its measurements move where every link has 1 Gbit/s
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanSummary(
    @JsonPropertyDescription("The NetPerfSurveySlice that has the whole plan.") String slice,
    @JsonPropertyDescription("How many nodes.") Integer nodes,
    @JsonPropertyDescription("How many nodes fitted.") Integer eligible,
    @JsonPropertyDescription("How many groups of nodes.") Integer groups,
    @JsonPropertyDescription("How many pairs.") Integer pairs,
    @JsonPropertyDescription("How long it takes if nothing disturbs it.") Long estimatedSeconds,
    @JsonPropertyDescription("Bytes that it moves where every link has 1 Gbit/s.")
        Long bytesAtGigabit) {}
