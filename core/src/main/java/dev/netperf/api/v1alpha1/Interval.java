package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A 95% confidence interval in a result's unit.
 *
 * @param low its lower end, never below 0
 * @param high its upper end
 */
public record Interval(
    @JsonPropertyDescription("Lower end.") Long low,
    @JsonPropertyDescription("Upper end.") Long high) {}
