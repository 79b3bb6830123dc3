package dev.netperf.result;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import java.util.List;

/**
 * Holds bounds against the samples of a test.
 *
 * @param spec what is measured
 * @param baseline the path that the others are compared with
 * @param samples all samples, in the order taken
 */
record SampleJudge(NetPerfTestSpec spec, Path baseline, List<Sample> samples) implements Judge {

  @Override
  public Finding absolute(Subject subject, List<Bound> bounds) {
    return Estimate.of(spec, subject, samples)
        .map(estimate -> MeanJudge.judge(estimate, bounds))
        .orElseGet(() -> Finding.undecided("has no value", bounds, "no sample was counted"));
  }

  @Override
  public Finding relative(Subject subject, List<Bound> bounds) {
    return Ratio.of(spec, subject, baseline, samples)
        .map(ratio -> RatioJudge.judge(ratio, bounds))
        .orElseGet(
            () ->
                Finding.undecided(
                    "can't be compared with " + baseline, bounds, "no repetition has both values"));
  }
}
