package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.plan.Plan;
import dev.netperf.operator.plan.PlannedSample;
import java.util.List;
import java.util.Optional;

/**
 * What a client is to measure in one sample.
 *
 * @param measurements what, one after the other
 * @param durationSeconds length of each measurement
 * @param messageSize size of the tool's messages in bytes; empty: the tool's own
 * @param streams parallel connections
 */
public record Task(
    List<Measurement> measurements,
    int durationSeconds,
    Optional<Integer> messageSize,
    int streams) {
  public Task {
    measurements = List.copyOf(measurements);
  }

  /** What a planned sample of a spec measures. */
  public static Task of(NetPerfTestSpec spec, Plan plan, PlannedSample sample) {
    return new Task(
        plan.measurements(), spec.durationSeconds(), sample.messageSize(), spec.streams());
  }
}
