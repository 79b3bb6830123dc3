package dev.netperf.result;

import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Warning;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;

/**
 * A CPU of either node that was nearly always busy while a bandwidth was measured: perhaps the CPU
 * is what was measured. By the median over the samples, for one disturbed sample says nothing of
 * the others; of several sizes, and of the two ends, the busiest is told.
 */
final class CpuSuspect implements Check {
  private static final int BUSY_PERCENT = 95;

  private record Busyness(Subject subject, End end, double percent) {}

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.byMeasurement().stream()
        .flatMap(estimates -> busiest(estimates).stream())
        .map(CpuSuspect::warning)
        .toList();
  }

  private static Optional<Busyness> busiest(List<Estimate> estimates) {
    return estimates.stream()
        .filter(estimate -> estimate.subject().measurement().bandwidth())
        .flatMap(CpuSuspect::ends)
        .filter(busyness -> busyness.percent() >= BUSY_PERCENT)
        .max(Comparator.comparingDouble(Busyness::percent));
  }

  private static Stream<Busyness> ends(Estimate estimate) {
    return Arrays.stream(End.values())
        .flatMap(
            end ->
                median(end.saw(SideFacts::busiestCPUPercent, estimate.values())).stream()
                    .map(percent -> new Busyness(estimate.subject(), end, percent)));
  }

  private static Optional<Double> median(List<Integer> percentages) {
    return percentages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Median.withDefaults()
                .evaluate(percentages.stream().mapToDouble(Integer::doubleValue).toArray()));
  }

  private static Warning warning(Busyness busyness) {
    return Warning.of(
        Warning.Type.CPUSuspect,
        "%s: a CPU of the %s's node was %s%% busy (median): perhaps it limits, not the network"
            .formatted(busyness.subject(), busyness.end(), Math.round(busyness.percent())));
  }
}
