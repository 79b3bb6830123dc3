package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.plan.PlannedMeasurement;
import dev.netperf.plan.PlannedSample;
import java.util.List;
import java.util.Optional;

/**
 * What a client is to measure in one sample.
 *
 * @param planned what, one after the other
 * @param durationSeconds length of each measurement
 * @param streams parallel connections
 */
public record Task(List<PlannedMeasurement> planned, int durationSeconds, int streams) {
  public Task {
    planned = List.copyOf(planned);
  }

  /** What a planned sample of a spec measures. */
  public static Task of(NetPerfTestSpec spec, PlannedSample sample) {
    return new Task(sample.measurements(), spec.durationSeconds(), spec.streams());
  }

  /** What is measured, without its size. */
  public List<Measurement> measurements() {
    return planned.stream().map(PlannedMeasurement::measurement).toList();
  }

  /** The message size that is asked for in bytes; empty: the default. */
  public Optional<Integer> messageSize(Measurement measurement) {
    return planned.stream()
        .filter(p -> p.measurement() == measurement)
        .findFirst()
        .flatMap(PlannedMeasurement::messageSize);
  }

  /** A word of a command line: the tool's name of a test, with a size if there is one. */
  static String test(String name, Optional<Integer> size) {
    return name + size.map(bytes -> ":" + bytes).orElse("");
  }
}
