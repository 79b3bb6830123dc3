package dev.netperf.operator.status;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.api.v1alpha1.Progress;
import dev.netperf.operator.plan.Plan;
import dev.netperf.operator.result.Comparisons;
import dev.netperf.operator.result.Results;
import dev.netperf.operator.result.Summaries;
import java.time.Instant;
import java.util.List;

/** The whole status, made anew from a run's state and where it stands. */
public final class StatusFactory {
  private StatusFactory() {}

  /** The status to write. */
  public static NetPerfTestStatus status(
      NetPerfTest test, Plan plan, RunState state, Outcome outcome, Instant now) {
    var spec = test.getSpec();
    var generation = test.getMetadata().getGeneration();
    var measurements = plan.effective().measurements();
    var baseline = plan.effective().baseline();
    return new NetPerfTestStatus(
        generation,
        state.run(),
        Conditions.of(outcome, test.getStatus(), generation, now),
        Progress.of(state.samples().size(), plan.samples().size(), state.lastSampleTime()),
        plan.effective(),
        state.nodes(),
        List.of(),
        state.samples(),
        Results.of(spec, measurements, state.samples()),
        Comparisons.of(spec, measurements, baseline, state.samples()),
        List.of(),
        List.of(),
        Summaries.of(spec, measurements, state.samples()),
        state.failures());
  }

  /** A finished status for a generation that begins no new run: nothing else changes. */
  public static NetPerfTestStatus observed(NetPerfTestStatus status, Long generation) {
    return status.with(generation, Conditions.observed(status.conditions(), generation));
  }
}
