package dev.netperf.run;

import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Samples that were parted from those that they are compared with: they stay, and don't count. */
final class Parting {
  /**
   * As many as a repetition has at most. A network that keeps failing would fill the status with
   * parted samples until no API server takes it.
   */
  private static final int KEPT = 100;

  private Parting() {}

  /** Whether a sample is one of the plan's: a parted one has to be taken anew. */
  static boolean stands(Sample sample) {
    return !Exclusion.RepetitionParted.name().equals(sample.excluded());
  }

  /**
   * The samples with those of these places in the plan parted; of all that ever were, the newest
   * {@value #KEPT}.
   */
  static List<Sample> of(List<Sample> samples, Set<Integer> indices) {
    var changed =
        samples.stream()
            .map(
                s ->
                    s.counted() && indices.contains(s.index())
                        ? s.excluded(Exclusion.RepetitionParted)
                        : s)
            .toList();
    long parted = changed.stream().filter(s -> !stands(s)).count();
    var kept = new ArrayList<Sample>();
    for (var sample : changed) {
      if (stands(sample) || parted-- <= KEPT) {
        kept.add(sample);
      }
    }
    return kept;
  }
}
