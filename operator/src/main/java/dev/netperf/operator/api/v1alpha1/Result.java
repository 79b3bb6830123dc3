package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Statistics over the samples of one path and measurement so far, rounded to whole units.
 *
 * @param path the path
 * @param measurement the measurement
 * @param unit the unit of the figures below: bit/s or ns
 * @param samples how many values they are made of
 * @param mean arithmetic mean
 * @param median middle value, or the mean of the two middle ones
 * @param standardDeviation of the sample (n − 1); null below two values
 * @param min smallest value
 * @param max largest value
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Result(
    @JsonPropertyDescription("The path.") Path path,
    @JsonPropertyDescription("The measurement.") Measurement measurement,
    @JsonPropertyDescription("bit/s or ns.") String unit,
    @JsonPropertyDescription("How many values the figures are made of.") Integer samples,
    @JsonPropertyDescription("Arithmetic mean.") Long mean,
    @JsonPropertyDescription("Median.") Long median,
    @JsonPropertyDescription("Sample standard deviation (n - 1); unset below two values.")
        Long standardDeviation,
    @JsonPropertyDescription("Smallest value.") Long min,
    @JsonPropertyDescription("Largest value.") Long max) {}
