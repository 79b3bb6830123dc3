package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * One separate run of the tool over one path.
 *
 * @param index its place in the order taken, from 0
 * @param repetition its repetition, from 1
 * @param path the path measured
 * @param attempt the attempt that succeeded, from 0
 * @param startTime when the tool started, by the client node's clock, RFC 3339 with milliseconds
 * @param endTime when the tool ended, by the same clock
 * @param values one value for each measurement
 */
public record Sample(
    @JsonPropertyDescription("Its place in the order taken, from 0.") Integer index,
    @JsonPropertyDescription("Its repetition, from 1.") Integer repetition,
    @JsonPropertyDescription("The path measured.") Path path,
    @JsonPropertyDescription("The attempt that succeeded, from 0.") Integer attempt,
    @JsonPropertyDescription("When the tool started, by the client node's clock.") String startTime,
    @JsonPropertyDescription("When the tool ended, by the same clock.") String endTime,
    @JsonPropertyDescription("One value for each measurement.") List<Value> values) {

  public Sample {
    values = values == null ? List.of() : List.copyOf(values);
  }
}
