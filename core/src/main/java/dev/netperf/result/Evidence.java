package dev.netperf.result;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

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

  /** The estimates by path and measurement, each of all its message sizes, in their order. */
  List<List<Estimate>> byMeasurement() {
    return List.copyOf(
        estimates.stream()
            .collect(
                groupingBy(
                    e -> List.of(e.subject().path(), e.subject().measurement()),
                    LinkedHashMap::new,
                    toList()))
            .values());
  }

  /** The interface of a path, if it is known. */
  Optional<InterfaceFacts> interfaceOf(Path path) {
    return interfaces.stream().filter(i -> path.name().equals(i.path())).findFirst();
  }
}
