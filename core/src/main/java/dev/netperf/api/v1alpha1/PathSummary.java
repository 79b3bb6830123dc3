package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The means of one path: as a person reads them, in three significant digits with their unit, and
 * as whole numbers, by which {@code kubectl get --sort-by} sorts. What was not measured is null.
 *
 * @param bandwidth mean goodput
 * @param bitsPerSecond the same in bit/s
 * @param latency mean one-way latency
 * @param latencyNanoseconds the same in ns
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PathSummary(
    @JsonPropertyDescription("Mean goodput, TCP or else UDP, with its unit.") String bandwidth,
    @JsonPropertyDescription("The same in bit/s.") Long bitsPerSecond,
    @JsonPropertyDescription("Mean one-way latency, TCP or else UDP, with its unit.")
        String latency,
    @JsonPropertyDescription("The same in ns.") Long latencyNanoseconds) {}
