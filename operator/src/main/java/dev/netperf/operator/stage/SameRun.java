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
    var metadata = observation.test().getMetadata();
    var status = observation.status();
    var run = status.run();
    if (run == null) {
      return false;
    }
    var same =
        RunId.is(run.id(), metadata.getUid(), run.generation(), observation.test().getSpec());
    return wasInvalid(status)
        ? same && (begun(status) || Invalid.problem(observation).isPresent())
        : same || status.observedGeneration().equals(metadata.getGeneration());
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
