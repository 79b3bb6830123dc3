package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A measured value, as the tool reported it.
 *
 * @param measurement what was measured
 * @param value in the measurement's unit, above 0
 * @param unit the unit: bit/s or ns
 */
public record Value(
    @JsonPropertyDescription("What was measured.") Measurement measurement,
    @JsonPropertyDescription("In the unit beside it.") Long value,
    @JsonPropertyDescription("bit/s or ns.") String unit) {

  /** A value in its measurement's unit. */
  public static Value of(Measurement measurement, long value) {
    return new Value(measurement, value, measurement.unit());
  }
}
