package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a figure tells of.
 *
 * @param path the path
 * @param measurement the measurement
 * @param messageSize the message size in bytes; empty: the tool's own
 */
record Subject(Path path, Measurement measurement, Optional<Integer> messageSize) {

  /** All that a spec measures, in its order: paths, then sizes, then measurements. */
  static List<Subject> all(NetPerfTestSpec spec, List<Measurement> measurements) {
    var all = new ArrayList<Subject>();
    for (var path : spec.paths()) {
      for (var size : sizes(spec)) {
        measurements.forEach(m -> all.add(new Subject(path, m, size)));
      }
    }
    return all;
  }

  /** The message sizes of a spec; one that is empty where it names none. */
  static List<Optional<Integer>> sizes(NetPerfTestSpec spec) {
    return spec.messageSizes().isEmpty()
        ? List.of(Optional.empty())
        : spec.messageSizes().stream().map(Optional::of).toList();
  }

  /** The same over another path. */
  Subject over(Path other) {
    return new Subject(other, measurement, messageSize);
  }

  /** Whether it is the same measurement and size, over whatever path. */
  boolean comparable(Subject other) {
    return equals(other.over(path));
  }

  /** Whether the sample is one of this path and size. */
  boolean measuredBy(Sample sample) {
    return sample.over(path) && Optional.ofNullable(sample.messageSize()).equals(messageSize);
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
