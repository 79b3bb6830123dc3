package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How often a sample of the plan failed in this run, in a way that is repeated; at most {@code
 * spec.retriesPerSample} times and once.
 *
 * @param sample the sample's index, from 0
 * @param failed how many of its attempts failed
 */
public record SampleAttempts(
    @JsonPropertyDescription("The sample's index, from 0.") Integer sample,
    @JsonPropertyDescription("How many of its attempts failed.") Integer failed) {}
