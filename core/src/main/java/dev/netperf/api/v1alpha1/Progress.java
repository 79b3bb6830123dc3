package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How far the run is.
 *
 * @param completed samples taken
 * @param total samples of the plan
 * @param lastSampleTime when the operator recorded the newest sample, RFC 3339; null: none yet
 * @param summary both, as the PROGRESS column shows them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    @JsonPropertyDescription("Samples taken.") Integer completed,
    @JsonPropertyDescription("Samples of the plan.") Integer total,
    @JsonPropertyDescription("When the operator recorded the newest sample.") String lastSampleTime,
    @JsonPropertyDescription("Both, as completed/total.") String summary) {

  /** Progress with its summary. */
  public static Progress of(int completed, int total, String lastSampleTime) {
    return new Progress(completed, total, lastSampleTime, completed + "/" + total);
  }
}
