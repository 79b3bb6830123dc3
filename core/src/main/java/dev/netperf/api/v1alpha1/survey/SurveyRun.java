package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The run that a survey's status tells of. Times are RFC 3339.
 *
 * @param id 32 hexadecimal digits: a hash of the resource's uid, the generation that began the run,
 *     and what is measured
 * @param generation the generation that began the run
 * @param startTime when the operator first saw what is to be measured
 * @param ineligibleTime since when too few nodes fit for a plan, or no pair that is left can be
 *     measured because of its nodes; null: that is not so
 * @param planTime when its plan was made; null before
 * @param deadline when it ends at the latest; null before its plan
 * @param completionTime when it ended, either way; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurveyRun(
    @JsonPropertyDescription("Identifies the run; part of its tests' names.") String id,
    @JsonPropertyDescription("The generation that began the run.") Long generation,
    @JsonPropertyDescription("When the operator first saw what is to be measured.")
        String startTime,
    @JsonPropertyDescription("Since when no pair can be measured because of the nodes.")
        String ineligibleTime,
    @JsonPropertyDescription("When its plan was made.") String planTime,
    @JsonPropertyDescription("When it ends at the latest.") String deadline,
    @JsonPropertyDescription("When it ended, either way.") String completionTime) {}
