package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.api.v1alpha1.Warning;
import java.util.List;
import java.util.Objects;

/** Tests on other nodes share switches and uplinks with this one, and nobody sees which. */
final class Concurrent implements Check {
  @Override
  public List<Warning> warnings(Evidence evidence) {
    var beside =
        evidence.samples().stream()
            .filter(Sample::counted)
            .map(Sample::concurrent)
            .filter(Objects::nonNull)
            .filter(others -> others > 0)
            .toList();
    long counted = evidence.samples().stream().filter(Sample::counted).count();
    return beside.stream()
        .max(Integer::compare)
        .map(most -> warning(beside.size(), counted, most))
        .stream()
        .toList();
  }

  private static Warning warning(int beside, long counted, int most) {
    return Warning.of(
        Warning.Type.Concurrent,
        "%d of %d samples were taken while others were measured in the cluster (%d at most): they"
                .formatted(beside, counted, most)
            + " may share links");
  }
}
