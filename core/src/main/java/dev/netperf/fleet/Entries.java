package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.api.v1alpha1.survey.EntryValues;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.result.CountedValue;
import dev.netperf.result.Subject;
import dev.netperf.text.OneLine;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a survey keeps of a pair, in the longest form some 500 bytes of each path and measurement.
 */
public final class Entries {
  private static final double BITS_PER_BYTE = 8;
  private static final double NANOS = 1e9;

  private Entries() {}

  /**
   * The values of a test.
   *
   * @param test one that is Complete
   */
  public static SurveyEntry measured(PlannedPair pair, NetPerfTest test) {
    var spec = test.getSpec();
    var status = test.getStatus();
    var samples = status.samples();
    return new SurveyEntry(
        pair.index(),
        pair.client(),
        pair.server(),
        first(samples.stream().map(Sample::startTime)),
        last(samples.stream().map(Sample::endTime)),
        samples.stream()
            .map(Sample::concurrent)
            .filter(Objects::nonNull)
            .max(Integer::compare)
            .orElse(null),
        bytes(spec, samples).orElse(null),
        status.warnings().stream().map(Warning::type).distinct().toList(),
        values(spec, samples),
        null,
        null,
        null);
  }

  /** Of a pair that was tried in vain; the message is cut to a line of 256 bytes. */
  public static SurveyEntry failed(PlannedPair pair, String reason, String message) {
    return without(pair, reason, null, message);
  }

  /** The same, with what its test moved before it failed. */
  public static SurveyEntry failed(
      PlannedPair pair, String reason, String message, NetPerfTest test) {
    var moved = bytes(test.getSpec(), test.getStatus().samples());
    return failed(pair, reason, message).moving(moved.orElse(0L));
  }

  /** Of a pair that was not tried. */
  public static SurveyEntry skipped(PlannedPair pair, String reason, String message) {
    return without(pair, null, reason, message);
  }

  private static SurveyEntry without(
      PlannedPair pair, String failed, String skipped, String message) {
    return new SurveyEntry(
        pair.index(),
        pair.client(),
        pair.server(),
        null,
        null,
        null,
        null,
        null,
        null,
        failed,
        skipped,
        message == null ? null : OneLine.fact(message));
  }

  private static String first(Stream<String> times) {
    return times.filter(Objects::nonNull).findFirst().orElse(null);
  }

  private static String last(Stream<String> times) {
    return times.filter(Objects::nonNull).reduce((before, after) -> after).orElse(null);
  }

  /** Warm-ups and repetitions that were taken anew are on the bill, too. */
  private static Optional<Long> bytes(NetPerfTestSpec spec, List<Sample> samples) {
    return samples.stream()
        .flatMap(sample -> sample.values().stream())
        .flatMap(value -> bytesPerSecond(value).stream())
        .reduce(Double::sum)
        .map(rate -> Math.round(rate * spec.durationSeconds()));
  }

  /** Of a latency: a message is on its way at any time. One of the default size moves nothing. */
  private static Optional<Double> bytesPerSecond(Value value) {
    if (value.value() == null || value.value() <= 0) {
      return Optional.empty();
    }
    if (Stream.of(Measurement.values()).anyMatch(m -> m.bandwidth() && value.of(m))) {
      return Optional.of(value.value() / BITS_PER_BYTE);
    }
    return Optional.ofNullable(value.messageSize()).map(size -> size * NANOS / value.value());
  }

  private static List<EntryValues> values(NetPerfTestSpec spec, List<Sample> samples) {
    return Template.of(spec).subjects().stream()
        .map(subject -> values(subject, spec.repetitions(), samples))
        .filter(values -> values.values().stream().anyMatch(value -> value > 0))
        .toList();
  }

  private static EntryValues values(Subject subject, int repetitions, List<Sample> samples) {
    var byRepetition = new Long[repetitions];
    Arrays.fill(byRepetition, 0L);
    CountedValue.of(subject, samples).stream()
        .filter(counted -> counted.repetition() > 0 && counted.repetition() <= repetitions)
        .forEach(counted -> byRepetition[counted.repetition() - 1] = counted.value().value());
    return new EntryValues(
        subject.path().name(),
        subject.measurement().name(),
        subject.messageSize().orElse(null),
        subject.measurement().unit(),
        List.of(byRepetition));
  }
}
