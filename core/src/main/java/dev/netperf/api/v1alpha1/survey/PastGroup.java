package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What is kept of a group of an earlier run.
 *
 * @param group the group
 * @param with the other group; null: within the group
 * @param pairs how many pairs were measured
 * @param path the path
 * @param measurement the measurement
 * @param unit bit/s or ns
 * @param median of the pairs' means
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PastGroup(
    @JsonPropertyDescription("The group.") String group,
    @JsonPropertyDescription("The other group, between two.") String with,
    @JsonPropertyDescription("How many pairs were measured.") Integer pairs,
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("The measurement.") String measurement,
    @JsonPropertyDescription("bit/s or ns.") String unit,
    @JsonPropertyDescription("Median of the pairs' means.") Long median) {}
