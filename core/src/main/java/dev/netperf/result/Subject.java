package dev.netperf.result;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a figure tells of.
 *
 * @param path the path
 * @param measurement the measurement
 * @param messageSize the message size in bytes; empty: the default
 */
public record Subject(Path path, Measurement measurement, Optional<Integer> messageSize) {

  /** All that a spec measures, in its order: paths, then sizes, then measurements. */
  public static List<Subject> all(NetPerfTestSpec spec, List<Measurement> measurements) {
    return spec.paths().stream().flatMap(path -> over(path, spec, measurements)).toList();
  }

  /** All that a spec measures over a path. */
  static Stream<Subject> over(Path path, NetPerfTestSpec spec, List<Measurement> measurements) {
    int most = measurements.stream().mapToInt(m -> sizes(spec, m).size()).max().orElse(0);
    return IntStream.range(0, most)
        .boxed()
        .flatMap(
            place ->
                measurements.stream()
                    .filter(m -> place < sizes(spec, m).size())
                    .map(m -> new Subject(path, m, sizes(spec, m).get(place))));
  }

  /** The message sizes of a measurement; one that is empty where the spec names none. */
  private static List<Optional<Integer>> sizes(NetPerfTestSpec spec, Measurement measurement) {
    var named = spec.sizes(measurement.bandwidth());
    return named.isEmpty() ? List.of(Optional.empty()) : named.stream().map(Optional::of).toList();
  }

  /** The same over another path. */
  public Subject over(Path other) {
    return new Subject(other, measurement, messageSize);
  }

  /** Whether it is the same measurement and size, over whatever path. */
  boolean comparable(Subject other) {
    return equals(other.over(path));
  }

  /** Whether a result tells of it. */
  boolean is(Result result) {
    return is(result.path(), result.measurement(), result.messageSize());
  }

  /** Whether it has these names, as they stand in a status; a size of null is the default. */
  public boolean is(String ofPath, String ofMeasurement, Integer ofSize) {
    return path.name().equals(ofPath)
        && measurement.name().equals(ofMeasurement)
        && messageSize.equals(Optional.ofNullable(ofSize));
  }

  /** The values of it in a sample; there is at most one. */
  Stream<Value> in(Sample sample) {
    return sample.over(path)
        ? sample.values().stream().filter(v -> v.of(measurement, messageSize)).limit(1)
        : Stream.empty();
  }

  /** As a person would name it: {@code TCPBandwidth of PodToPod at 64 bytes}. */
  @Override
  public String toString() {
    return measurement + " of " + path + size();
  }

  /** {@code TCPBandwidth at 64 bytes}. */
  String withoutPath() {
    return measurement + size();
  }

  private String size() {
    return messageSize.map(bytes -> " at " + bytes + " bytes").orElse("");
  }
}
