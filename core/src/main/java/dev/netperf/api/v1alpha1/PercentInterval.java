package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A 95% confidence interval in percent, with one decimal.
 *
 * @param low its lower end, never below 0
 * @param high its upper end
 */
public record PercentInterval(
    @JsonPropertyDescription("Lower end, in percent.") String low,
    @JsonPropertyDescription("Upper end, in percent.") String high) {}
