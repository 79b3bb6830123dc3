package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.api.v1alpha1.Value;
import java.util.List;
import java.util.stream.LongStream;

/** Samples as they stand in a status. */
final class Samples {
  private Samples() {}

  static Sample sample(Path path, Value... values) {
    return new Sample(0, 1, path, null, 0, null, "", "", List.of(values), null);
  }

  /** One sample for each value. */
  static List<Sample> of(Path path, Measurement measurement, long... values) {
    return LongStream.of(values)
        .mapToObj(value -> sample(path, Value.of(measurement, value)))
        .toList();
  }
}
