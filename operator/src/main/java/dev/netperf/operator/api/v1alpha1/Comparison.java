package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A path compared with the baseline.
 *
 * @param measurement the measurement
 * @param path the path compared
 * @param baseline what it is compared with
 * @param percentOfBaseline the path's mean in percent of the baseline's, one decimal
 */
public record Comparison(
    @JsonPropertyDescription("The measurement.") Measurement measurement,
    @JsonPropertyDescription("The path compared.") Path path,
    @JsonPropertyDescription("What it is compared with.") Path baseline,
    @JsonPropertyDescription("The path's mean in percent of the baseline's.")
        String percentOfBaseline) {}
