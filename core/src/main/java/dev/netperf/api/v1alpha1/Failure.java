package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * An attempt that failed. It left no value.
 *
 * @param sample the sample's index, from 0
 * @param attempt how many attempts of the run had been lost before it
 * @param path the path that was to be measured
 * @param node the node of the probe that failed; null: it is not one probe's fault
 * @param reason why
 * @param message why, for a person, with the tail of the output where there is one
 * @param time when the operator saw it, RFC 3339
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failure(
    @JsonPropertyDescription("The sample's index, from 0.") Integer sample,
    @JsonPropertyDescription("How many attempts of the run had been lost before it.")
        Integer attempt,
    @JsonPropertyDescription("The path that was to be measured.") String path,
    @JsonPropertyDescription("The node of the probe that failed.") String node,
    @JsonPropertyDescription("Why, as one word.") String reason,
    @JsonPropertyDescription("Why, as a sentence.") String message,
    @JsonPropertyDescription("When the operator saw it.") String time) {
  /** The same failure with this message. */
  public Failure with(String text) {
    return new Failure(sample, attempt, path, node, reason, text, time);
  }
}
