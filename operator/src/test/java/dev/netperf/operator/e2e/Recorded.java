package dev.netperf.operator.e2e;

import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import java.time.Instant;
import java.util.List;

/**
 * What never changes of a sample once it is recorded; whether it counts may, when its repetition is
 * taken anew.
 *
 * @param index its place in the plan
 * @param start when its tool began
 * @param values what it measured
 */
record Recorded(int index, Instant start, List<Value> values) {
  /** The samples of a status. */
  static List<Recorded> in(NetPerfTestStatus status) {
    return status.samples().stream().map(Recorded::of).toList();
  }

  private static Recorded of(Sample sample) {
    return new Recorded(sample.index(), Soundness.start(sample), sample.values());
  }
}
