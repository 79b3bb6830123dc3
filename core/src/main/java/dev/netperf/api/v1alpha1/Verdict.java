package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What became of a threshold.
 *
 * @param measurement the measurement
 * @param path the path
 * @param messageSize the message size, where the threshold names one; else null
 * @param outcome whether it held
 * @param message the figures that it was judged by
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(
    @JsonPropertyDescription("The measurement.") String measurement,
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("The message size in bytes, where the threshold names one.")
        Integer messageSize,
    @JsonPropertyDescription("Met, Breached, or Inconclusive: the interval spans the bound.")
        String outcome,
    @JsonPropertyDescription("The figures that it was judged by.") String message) {

  /** Whether a threshold held, as far as the samples can tell. */
  public enum Outcome {
    /** Every bound holds for the whole 95% interval. */
    Met,
    /** A bound is exceeded by the whole 95% interval. */
    Breached,
    /** A bound lies within the 95% interval, or there is no interval. */
    Inconclusive
  }
}
