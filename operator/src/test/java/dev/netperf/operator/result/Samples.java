package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.api.v1alpha1.SideFacts;
import dev.netperf.operator.api.v1alpha1.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Samples as they stand in a status. */
final class Samples {
  private Samples() {}

  /** One of the first repetition. */
  static Sample sample(Path path, Value... values) {
    return sample(1, path, values);
  }

  static Sample sample(int repetition, Path path, Value... values) {
    return new Sample(
        0, repetition, path.name(), null, 0, null, "", "", null, List.of(values), null);
  }

  /** One sample for each value, of the repetitions from 1 on. */
  static List<Sample> of(Path path, Measurement measurement, long... values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> sample(i + 1, path, Value.of(measurement, values[i])))
        .toList();
  }

  static Sample withSize(Sample sample, Integer bytes) {
    return new Sample(
        sample.index(),
        sample.repetition(),
        sample.path(),
        bytes,
        sample.attempt(),
        sample.excluded(),
        sample.startTime(),
        sample.endTime(),
        sample.concurrent(),
        sample.values(),
        sample.facts());
  }

  static Sample withFacts(Sample sample, SideFacts facts) {
    return new Sample(
        sample.index(),
        sample.repetition(),
        sample.path(),
        sample.messageSize(),
        sample.attempt(),
        sample.excluded(),
        sample.startTime(),
        sample.endTime(),
        sample.concurrent(),
        sample.values(),
        facts);
  }

  static List<Sample> all(List<Sample> some, List<Sample> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
