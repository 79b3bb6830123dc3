package dev.netperf.run;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Summary;
import dev.netperf.api.v1alpha1.Verdict;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.plan.Plan;
import dev.netperf.result.Answer;
import dev.netperf.result.Comparisons;
import dev.netperf.result.Results;
import dev.netperf.result.Row;
import dev.netperf.result.Summaries;
import dev.netperf.result.Verdicts;
import dev.netperf.result.Warnings;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the samples so far amount to. Thresholds are judged, warnings and the answer given, when all
 * samples are there: before, they would come and go.
 *
 * @param results statistics
 * @param comparisons each path against the baseline
 * @param verdicts what became of the thresholds
 * @param warnings why a reader should look twice
 * @param summary the row of {@code kubectl get}; null: there is none yet
 * @param answer a sentence; empty: there is none yet
 */
public record Evaluation(
    List<Result> results,
    List<Comparison> comparisons,
    List<Verdict> verdicts,
    List<Warning> warnings,
    Summary summary,
    String answer) {

  /** The evaluation of a run as far as it is. */
  public static Evaluation of(NetPerfTestSpec spec, Plan plan, RunState state) {
    var measurements = plan.measurements();
    var baseline = plan.baseline();
    var samples = state.samples();
    var complete = plan.complete(state.taken());
    var row = new Row(spec, measurements);
    var warnings =
        complete
            ? Warnings.of(
                spec, measurements, baseline, state.nodes(), state.told().interfaces(), samples)
            : List.<Warning>of();
    var results = Results.of(spec, measurements, samples);
    var comparisons = Comparisons.of(spec, measurements, baseline, samples);
    var summary = Summaries.of(row, baseline, samples);
    return new Evaluation(
        results,
        comparisons,
        complete ? Verdicts.of(spec, baseline, samples) : List.of(),
        warnings,
        summary == null ? null : summary.with(warnings),
        complete ? Answer.of(row, baseline, results, comparisons, warnings) : "");
  }

  /** How a run ends whose samples were all taken. */
  public Outcome outcome() {
    if (verdicts.isEmpty()) {
      return new Outcome(Outcome.Standing.SUCCEEDED, Reason.Complete, answer);
    }
    var overall = Verdicts.overall(verdicts);
    var text = answer + ". " + told(overall);
    return switch (overall) {
      case Met -> new Outcome(Outcome.Standing.SUCCEEDED, Reason.Complete, text, true);
      case Breached -> Outcome.breached(Reason.ThresholdBreached, text);
      case Inconclusive -> Outcome.failed(Reason.Inconclusive, text);
    };
  }

  private String told(Verdict.Outcome outcome) {
    return verdicts.stream()
        .filter(v -> outcome.name().equals(v.outcome()))
        .map(Verdict::message)
        .collect(Collectors.joining("; "));
  }
}
