package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What became of a threshold within a group.
 *
 * @param group the group
 * @param measurement the measurement
 * @param path the path
 * @param messageSize the message size, where the threshold names one; else null
 * @param outcome Met, Breached, Inconclusive, or {@value #NOT_JUDGED}
 * @param message the figures that it was judged by, or why it wasn't
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupVerdict(
    @JsonPropertyDescription("The group.") String group,
    @JsonPropertyDescription("The measurement.") String measurement,
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("The message size in bytes, where the threshold names one.")
        Integer messageSize,
    @JsonPropertyDescription(
            "Met, Breached, Inconclusive, or NotJudged: no threshold names the group, and no pair"
                + " of it was planned.")
        String outcome,
    @JsonPropertyDescription("The figures that it was judged by, or why it wasn't.")
        String message) {

  /** The group is judged by nothing: no threshold names it, and no pair of it was planned. */
  public static final String NOT_JUDGED = "NotJudged";
}
