package dev.netperf.result;

import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Warning;
import java.util.List;

/** Tests on other nodes share switches and uplinks with this one, and nobody sees which. */
final class Concurrent implements Check {
  @Override
  public List<Warning> warnings(Evidence evidence) {
    var counted = evidence.samples().stream().filter(Sample::counted).toList();
    var beside =
        counted.stream()
            .map(Sample::concurrent)
            .filter(others -> others != null && others > 0)
            .toList();
    return beside.stream()
        .max(Integer::compare)
        .map(most -> warning(beside.size(), counted.size(), most))
        .stream()
        .toList();
  }

  private static Warning warning(int beside, int counted, int most) {
    return Warning.of(
        Warning.Type.Concurrent,
        "%d of %d samples were taken while others were measured in the cluster (%d at most): they"
                .formatted(beside, counted, most)
            + " may share links");
  }
}
