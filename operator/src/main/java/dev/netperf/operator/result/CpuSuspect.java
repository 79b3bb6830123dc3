package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.SideFacts;
import dev.netperf.operator.api.v1alpha1.Warning;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;

/**
 * A CPU of the client's node that was nearly always busy while a bandwidth was measured: perhaps
 * the CPU is what was measured. By the median over the samples of a path and message size, for one
 * disturbed sample says nothing of the others; of several sizes the busiest is told.
 */
final class CpuSuspect implements Check {
  private static final int BUSY_PERCENT = 95;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.spec().paths().stream()
        .flatMap(
            path ->
                busyness(
                    evidence.estimates().stream().filter(e -> e.subject().path() == path), evidence)
                    .stream())
        .map(CpuSuspect::warning)
        .toList();
  }

  private static Optional<Busyness> busyness(Stream<Estimate> estimates, Evidence evidence) {
    return estimates
        .map(Estimate::subject)
        .filter(subject -> subject.measurement().bandwidth())
        .flatMap(subject -> busyness(subject, evidence).stream())
        .filter(busyness -> busyness.percent() >= BUSY_PERCENT)
        .max(Comparator.comparingDouble(Busyness::percent));
  }

  private static Optional<Busyness> busyness(Subject subject, Evidence evidence) {
    var percentages =
        Evidence.facts(
            evidence.counted(subject.path()).stream().filter(subject::measuredBy).toList(),
            SideFacts::busiestCPUPercent);
    return percentages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Busyness(
                subject,
                Median.withDefaults()
                    .evaluate(percentages.stream().mapToDouble(p -> p).toArray())));
  }

  private static Warning warning(Busyness busyness) {
    return Warning.of(
        Warning.Type.CPUSuspect,
        "%s: a CPU of the client's node was %s%% busy (median): perhaps it limits, not the network"
            .formatted(busyness.subject(), Math.round(busyness.percent())));
  }

  private record Busyness(Subject subject, double percent) {}
}
