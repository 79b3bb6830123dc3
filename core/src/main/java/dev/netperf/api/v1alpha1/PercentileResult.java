package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A percentile over several samples: each sample has its own, and percentiles can't be averaged.
 *
 * @param percentile 50, 90, 99, 99.9, or max
 * @param median the median of the samples' percentiles
 * @param min the smallest of them
 * @param max the largest of them
 */
public record PercentileResult(
    @JsonPropertyDescription("50, 90, 99, 99.9 or max.") String percentile,
    @JsonPropertyDescription("Median of the samples' percentiles.") Long median,
    @JsonPropertyDescription("Smallest of them.") Long min,
    @JsonPropertyDescription("Largest of them.") Long max) {}
