package dev.netperf.result;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import java.util.List;

/** Each path against the baseline, paired by repetition. */
public final class Comparisons {
  private Comparisons() {}

  /**
   * One comparison for each path but the baseline, message size and measurement of which a
   * repetition has both values, in that order of the spec.
   *
   * @param spec what is measured
   * @param measurements the measurements in force
   * @param baseline the path that the others are compared with
   * @param samples all samples so far, in the order taken
   */
  public static List<Comparison> of(
      NetPerfTestSpec spec, List<Measurement> measurements, Path baseline, List<Sample> samples) {
    return ratios(spec, measurements, baseline, samples).stream().map(Ratio::toComparison).toList();
  }

  static List<Ratio> ratios(
      NetPerfTestSpec spec, List<Measurement> measurements, Path baseline, List<Sample> samples) {
    return Subject.all(spec, measurements).stream()
        .flatMap(subject -> Ratio.of(spec, subject, baseline, samples).stream())
        .toList();
  }
}
