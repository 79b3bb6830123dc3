package dev.netperf.operator.status;

import dev.netperf.operator.api.v1alpha1.Comparison;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.api.v1alpha1.Result;
import dev.netperf.operator.api.v1alpha1.Summary;
import dev.netperf.operator.api.v1alpha1.Verdict;
import dev.netperf.operator.api.v1alpha1.Warning;
import dev.netperf.operator.plan.Plan;
import dev.netperf.operator.result.Comparisons;
import dev.netperf.operator.result.Results;
import dev.netperf.operator.result.Summaries;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the samples so far amount to.
 *
 * @param results statistics
 * @param comparisons each path against the baseline
 * @param verdicts what became of the thresholds
 * @param warnings why a reader should look twice
 * @param summary the row of {@code kubectl get}; null: there is none yet
 */
public record Evaluation(
    List<Result> results,
    List<Comparison> comparisons,
    List<Verdict> verdicts,
    List<Warning> warnings,
    Summary summary) {

  /** The evaluation of a run as far as it is. */
  public static Evaluation of(NetPerfTestSpec spec, Plan plan, RunState state) {
    var measurements = plan.effective().measurements();
    var results = Results.of(spec.paths(), measurements, state.samples());
    var comparisons = Comparisons.of(plan.effective().baseline(), results);
    return new Evaluation(results, comparisons, List.of(), List.of(), Summaries.of(results));
  }

  /** How a run ends whose samples were all taken. */
  public Outcome outcome(String message) {
    if (verdicts.isEmpty()) {
      return new Outcome(Outcome.Standing.SUCCEEDED, Reason.Complete, message);
    }
    if (has(Verdict.Outcome.Breached)) {
      return Outcome.failed(
          Reason.ThresholdBreached, message + ". " + told(Verdict.Outcome.Breached));
    }
    if (has(Verdict.Outcome.Inconclusive)) {
      return Outcome.failed(
          Reason.Inconclusive, message + ". " + told(Verdict.Outcome.Inconclusive));
    }
    return new Outcome(
        Outcome.Standing.SUCCEEDED,
        Reason.Complete,
        message + ". " + told(Verdict.Outcome.Met),
        true);
  }

  private boolean has(Verdict.Outcome outcome) {
    return verdicts.stream().anyMatch(v -> v.outcome() == outcome);
  }

  private String told(Verdict.Outcome outcome) {
    return verdicts.stream()
        .filter(v -> v.outcome() == outcome)
        .map(Verdict::message)
        .collect(Collectors.joining("; "));
  }
}
