package dev.netperf.run;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Progress;
import dev.netperf.plan.Plan;
import dev.netperf.plan.RunPorts;
import java.time.Instant;
import java.util.Optional;

/** The whole status, made anew from a run's state and where it stands. */
public final class StatusFactory {
  private StatusFactory() {}

  /** The status to write. */
  public static NetPerfTestStatus status(
      NetPerfTest test, Plan plan, RunState state, Outcome outcome, Instant now) {
    var spec = test.getSpec();
    var generation = test.getMetadata().getGeneration();
    var before = Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE);
    var evaluation = Evaluation.of(spec, plan, state);
    return new NetPerfTestStatus(
        generation,
        state.run(),
        Conditions.of(outcome, before.conditions(), generation, now),
        Progress.of(state.taken(), plan.samples().size(), state.lastSampleTime()),
        plan.effective(
            state.family(), RunPorts.of(spec, state.run().id()), state.told().toolVersion()),
        state.nodes(),
        state.told().interfaces(),
        state.samples(),
        evaluation.results(),
        evaluation.comparisons(),
        evaluation.verdicts(),
        evaluation.warnings(),
        evaluation.summary(),
        state.failures(),
        state.attempts(),
        History.of(before, state.run()));
  }

  /** A finished status for a generation that begins no new run: nothing else changes. */
  public static NetPerfTestStatus observed(NetPerfTestStatus status, Long generation) {
    return status.with(generation, Conditions.observed(status.conditions(), generation));
  }
}
