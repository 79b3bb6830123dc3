package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The row that {@code kubectl get} prints: means in three significant digits with their unit.
 * Native is HostToHost, overlay PodToPod; what was not measured is null.
 *
 * @param nativeBandwidth bandwidth between the hosts
 * @param overlayBandwidth bandwidth between pods
 * @param overlayBandwidthPercent the latter in percent of the former
 * @param nativeLatency one-way latency between the hosts
 * @param overlayLatency one-way latency between pods
 * @param overlayLatencyPercent the latter in percent of the former
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
    @JsonPropertyDescription("Bandwidth between the hosts.") String nativeBandwidth,
    @JsonPropertyDescription("Bandwidth between pods.") String overlayBandwidth,
    @JsonPropertyDescription("Overlay bandwidth in percent of native.")
        String overlayBandwidthPercent,
    @JsonPropertyDescription("One-way latency between the hosts.") String nativeLatency,
    @JsonPropertyDescription("One-way latency between pods.") String overlayLatency,
    @JsonPropertyDescription("Overlay latency in percent of native.")
        String overlayLatencyPercent) {}
