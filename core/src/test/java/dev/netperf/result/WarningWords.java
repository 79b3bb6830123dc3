package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.plan.Specs.spec;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Warning;
import java.util.List;

/** What the checks say, each warning as {@code type: message}. */
final class WarningWords {
  static final List<Measurement> BOTH = List.of(TCPBandwidth, TCPLatency);
  static final long GIGABIT = 1_000_000_000;

  private WarningWords() {}

  /** Of these samples alone: nothing is known of nodes and interfaces. */
  static List<String> warnings(String yaml, List<Sample> samples) {
    return words(Warnings.of(spec(yaml), BOTH, HostToHost, null, List.of(), samples));
  }

  static List<String> words(List<Warning> warnings) {
    return warnings.stream().map(w -> w.type() + ": " + w.message()).toList();
  }
}
