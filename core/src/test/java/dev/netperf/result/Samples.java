package dev.netperf.result;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
    return new Sample(0, repetition, path.name(), 0, null, "", "", null, List.of(values));
  }

  /** One sample for each value, of the repetitions from 1 on. */
  static List<Sample> of(Path path, Measurement measurement, long... values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> sample(i + 1, path, Value.of(measurement, values[i])))
        .toList();
  }

  /** The same sample with all its values of messages of this size; null: the default. */
  static Sample withSize(Sample sample, Integer bytes) {
    return withValues(sample, value -> value.at(Optional.ofNullable(bytes)));
  }

  /** The same sample, of each of whose values the ends saw this; null: nothing. */
  static Sample withFacts(Sample sample, SideFacts client, SideFacts server) {
    return withValues(sample, value -> value.withFacts(client, server));
  }

  /** The first of these samples with so many others beside them; nobody counted for the rest. */
  static List<Sample> beside(List<Sample> samples, List<Integer> others) {
    return IntStream.range(0, samples.size())
        .mapToObj(i -> i < others.size() ? beside(samples.get(i), others.get(i)) : samples.get(i))
        .toList();
  }

  private static Sample beside(Sample sample, Integer others) {
    return new Sample(
        sample.index(),
        sample.repetition(),
        sample.path(),
        sample.attempt(),
        sample.excluded(),
        sample.startTime(),
        sample.endTime(),
        others,
        sample.values());
  }

  private static Sample withValues(Sample sample, UnaryOperator<Value> change) {
    return new Sample(
        sample.index(),
        sample.repetition(),
        sample.path(),
        sample.attempt(),
        sample.excluded(),
        sample.startTime(),
        sample.endTime(),
        sample.concurrent(),
        sample.values().stream().map(change).toList());
  }

  static List<Sample> all(List<Sample> some, List<Sample> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
