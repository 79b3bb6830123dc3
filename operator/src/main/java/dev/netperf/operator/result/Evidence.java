package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.InterfaceFacts;
import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.NodePair;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.api.v1alpha1.SideFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that the checks look at.
 *
 * @param spec what is measured
 * @param measurements the measurements in force
 * @param baseline the path that the others are compared with
 * @param nodes the two nodes; empty: not yet known
 * @param interfaces the interface of each path, where known
 * @param samples all samples so far, in the order taken
 * @param estimates what the samples say of each subject
 * @param ratios what they say of each path against the baseline
 */
record Evidence(
    NetPerfTestSpec spec,
    List<Measurement> measurements,
    Path baseline,
    Optional<NodePair> nodes,
    List<InterfaceFacts> interfaces,
    List<Sample> samples,
    List<Estimate> estimates,
    List<Ratio> ratios) {

  static Evidence of(
      NetPerfTestSpec spec,
      List<Measurement> measurements,
      Path baseline,
      NodePair nodes,
      List<InterfaceFacts> interfaces,
      List<Sample> samples) {
    return new Evidence(
        spec,
        measurements,
        baseline,
        Optional.ofNullable(nodes),
        interfaces == null ? List.of() : interfaces,
        samples,
        Estimate.all(spec, measurements, samples),
        Comparisons.ratios(spec, measurements, baseline, samples));
  }

  /** The counted samples of a path, of every message size. */
  List<Sample> counted(Path path) {
    return samples.stream().filter(s -> s.counted() && s.over(path)).toList();
  }

  /** One fact of each of these samples, where it was seen. */
  static <T> List<T> facts(List<Sample> samples, Function<SideFacts, T> fact) {
    return samples.stream()
        .map(Sample::facts)
        .filter(Objects::nonNull)
        .map(fact)
        .filter(Objects::nonNull)
        .toList();
  }

  /** The interface of a path, if it is known. */
  Optional<InterfaceFacts> interfaceOf(Path path) {
    return interfaces.stream().filter(i -> path.name().equals(i.path())).findFirst();
  }
}
