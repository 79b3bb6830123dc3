package dev.netperf.result;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Verdict;
import java.util.List;

/**
 * What became of the thresholds. A bound is met if the whole 95% interval lies on its good side,
 * breached if the whole lies on the other, and inconclusive if the interval spans it: then the
 * message names the repetitions that would probably decide. One sample has no interval: absolute
 * bounds are judged by its value alone, bounds in percent of the baseline are inconclusive.
 */
public final class Verdicts {
  private Verdicts() {}

  /**
   * One verdict for each threshold, in the order of the spec.
   *
   * @param spec what is measured, and the thresholds
   * @param baseline the path that the others are compared with
   * @param samples all samples so far, in the order taken
   */
  public static List<Verdict> of(NetPerfTestSpec spec, Path baseline, List<Sample> samples) {
    var judgement = new Judgement(spec, new SampleJudge(spec, baseline, samples));
    return spec.thresholds().stream().map(judgement::of).toList();
  }

  /** Breached if any is, else inconclusive if any is, else met, as without any threshold. */
  public static Verdict.Outcome overall(List<Verdict> verdicts) {
    return Finding.worst(
        verdicts.stream().map(verdict -> Verdict.Outcome.valueOf(verdict.outcome())).toList());
  }
}
