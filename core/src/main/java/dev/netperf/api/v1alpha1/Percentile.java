package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A percentile of the latencies within one sample.
 *
 * @param percentile 50, 90, 99, 99.9, or max
 * @param value in the measurement's unit
 */
public record Percentile(
    @JsonPropertyDescription("50, 90, 99, 99.9 or max.") String percentile,
    @JsonPropertyDescription("In the unit of the measurement.") Long value) {}
