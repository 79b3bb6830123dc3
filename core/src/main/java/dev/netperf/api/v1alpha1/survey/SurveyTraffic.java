package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What a survey's measurements moved, for the bill: goodput, without headers.
 *
 * @param text all of it, as 1.5 TB
 * @param bytes all of it
 * @param withinZone between nodes of one zone, by their labels
 * @param acrossZones between nodes of two zones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurveyTraffic(
    @JsonPropertyDescription("All of it, as 1.5 TB.") String text,
    @JsonPropertyDescription("All of it in bytes.") Long bytes,
    @JsonPropertyDescription("Bytes between nodes of one zone.") Long withinZone,
    @JsonPropertyDescription("Bytes between nodes of two zones.") Long acrossZones) {}
