package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.CoverageMode;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.plan.Plan;
import java.time.Duration;

/**
 * What a survey takes if nothing disturbs it: neither a failed attempt, nor another test, nor the
 * operator's bound on concurrent samples.
 *
 * @param seconds how long
 * @param bytesAtGigabit what its measurements move where every link has 1 Gbit/s
 */
public record SurveyEstimate(long seconds, long bytesAtGigabit) {
  /** To make a test, to start its pods and to take over its values (docs/benchmarks.md). */
  private static final Duration OF_A_TEST = Duration.ofMillis(2150);

  /** From the end of a sample to the begin of the next one. */
  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(1);

  /** Of so many pairs of so many nodes. */
  public static SurveyEstimate of(int pairs, int nodes, NetPerfSurveySpec spec) {
    return of(pairs, spec, atATime(nodes, spec));
  }

  /** Of so many pairs one after the other: the operator's bound may let no more go on at a time. */
  public static SurveyEstimate oneByOne(int pairs, NetPerfSurveySpec spec) {
    return of(pairs, spec, 1);
  }

  private static SurveyEstimate of(int pairs, NetPerfSurveySpec spec, int atATime) {
    var plan = Plan.of(spec.testTemplate().spec());
    var pair =
        OF_A_TEST
            .plus(plan.total())
            .plus(BETWEEN_SAMPLES.multipliedBy(Math.max(0, plan.samples().size() - 1)));
    var all = pair.multipliedBy((pairs + atATime - 1) / atATime);
    return new SurveyEstimate(
        all.plusSeconds(1).minusNanos(1).toSeconds(), plan.bytesAtGigabit() * pairs);
  }

  /** No node is in two tests, and in each pair with references there is one of them. */
  private static int atATime(int nodes, NetPerfSurveySpec spec) {
    int possible =
        spec.coverage().mode() == CoverageMode.Reference
            ? Math.min(nodes / 2, spec.coverage().references().size())
            : nodes / 2;
    return Math.max(1, Math.min(spec.concurrency().maxPairs(), possible));
  }
}
