package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How far a run is, in pairs.
 *
 * @param summary measured of planned, as 61/150
 * @param measured pairs with values
 * @param failed pairs that were tried and have none
 * @param skipped pairs that were not tried
 * @param remainingSeconds how long the rest takes if nothing disturbs it; null: nothing is left
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurveyProgress(
    @JsonPropertyDescription("Measured of planned pairs, as 61/150.") String summary,
    @JsonPropertyDescription("Pairs with values.") Integer measured,
    @JsonPropertyDescription("Pairs that were tried and have no values.") Integer failed,
    @JsonPropertyDescription("Pairs that were not tried.") Integer skipped,
    @JsonPropertyDescription("How long the rest takes if nothing disturbs it.")
        Long remainingSeconds) {}
