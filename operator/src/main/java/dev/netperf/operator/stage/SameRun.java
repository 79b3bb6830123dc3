package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Observation;
import dev.netperf.plan.RunId;

/** Whether a spec still means the run of the status. */
final class SameRun {
  private SameRun() {}

  /**
   * A spec that measures something else begins a new run, and so does one that was refused and is
   * not refused any more: by another version of the operator, or with other settings.
   */
  static boolean goesOn(Observation observation) {
    var status = observation.status();
    if (status.run() == null) {
      return false;
    }
    var seen = status.observedGeneration().equals(observation.test().getMetadata().getGeneration());
    return wasInvalid(status)
        ? named(observation) && (begun(status) || Invalid.problem(observation).isPresent())
        : seen || named(observation);
  }

  /** Whether the run has the name of what the spec measures; that costs more than to look. */
  private static boolean named(Observation observation) {
    var test = observation.test();
    var run = observation.status().run();
    return RunId.is(run.id(), test.getMetadata().getUid(), run.generation(), test.getSpec());
  }

  static boolean wasInvalid(NetPerfTestStatus status) {
    return status
        .condition(Condition.READY)
        .filter(ready -> ready.reason().equals(Reason.Invalid.name()))
        .isPresent();
  }

  private static boolean begun(NetPerfTestStatus status) {
    return !status.samples().isEmpty() || !status.failures().isEmpty();
  }
}
