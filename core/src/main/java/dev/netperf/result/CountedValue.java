package dev.netperf.result;

import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A value that results are made of: counted, and above 0, for a ratio to 0 has no logarithm.
 *
 * @param order the place of its sample among all that were taken, from 0
 * @param repetition the repetition of its sample, from 1; 0: nobody told
 * @param value as it was measured
 */
public record CountedValue(int order, int repetition, Value value) {

  /** The values of a subject in the order taken. */
  public static List<CountedValue> of(Subject subject, List<Sample> samples) {
    return IntStream.range(0, samples.size())
        .filter(i -> samples.get(i).counted())
        .boxed()
        .flatMap(i -> in(samples.get(i), i, subject))
        .toList();
  }

  private static Stream<CountedValue> in(Sample sample, int order, Subject subject) {
    int repetition = sample.repetition() == null ? 0 : sample.repetition();
    return subject
        .in(sample)
        .filter(v -> v.value() != null && v.value() > 0)
        .map(v -> new CountedValue(order, repetition, v));
  }

  /** In the unit of its measurement. */
  public double amount() {
    return value.value();
  }
}
