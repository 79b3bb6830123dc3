package dev.netperf.result;

import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Warning;
import java.util.List;

/** Why a reader should look twice at the results. */
public final class Warnings {
  /** In the order in which they are told: what spoils a measurement first, then its noise. */
  private static final List<Check> CHECKS =
      List.of(
          new SharedKernel(),
          new Sidecars(),
          new PathsDiffer(),
          new CpuSuspect(),
          new Throttled(),
          new DatagramsDropped(),
          new Retransmits(),
          new Concurrent(),
          new FewRepetitions(),
          new CoarseResolution(),
          new Scatter(),
          new Outlier(),
          new Drift(),
          new PodBetterThanHost());

  private Warnings() {}

  /**
   * The warnings, in a fixed order; at most one of a type for each path, or for each of its
   * measurements and message sizes.
   *
   * @param spec what is measured
   * @param measurements the measurements in force
   * @param baseline the path that the others are compared with
   * @param nodes the two nodes; null: not yet known
   * @param interfaces the interface of each path, where known
   * @param samples all samples so far, in the order taken
   */
  public static List<Warning> of(
      NetPerfTestSpec spec,
      List<Measurement> measurements,
      Path baseline,
      NodePair nodes,
      List<InterfaceFacts> interfaces,
      List<Sample> samples) {
    var evidence = Evidence.of(spec, measurements, baseline, nodes, interfaces, samples);
    return CHECKS.stream().flatMap(check -> check.warnings(evidence).stream()).toList();
  }
}
