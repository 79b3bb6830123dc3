package dev.netperf.plan;

import dev.netperf.api.v1alpha1.Measurement;
import java.util.Optional;

/**
 * A measurement that a sample takes.
 *
 * @param measurement what is measured
 * @param messageSize size of the tool's messages in bytes; empty: the default
 */
public record PlannedMeasurement(Measurement measurement, Optional<Integer> messageSize) {

  /** As a person would name what differs from the default; empty: nothing does. */
  Optional<String> size() {
    var kind = measurement.bandwidth() ? "bandwidth" : "latency";
    return messageSize.map(bytes -> kind + " at " + bytes + " bytes");
  }
}
