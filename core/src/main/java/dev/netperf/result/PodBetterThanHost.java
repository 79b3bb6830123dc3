package dev.netperf.result;

import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.Figures;
import java.util.List;
import java.util.function.Predicate;

/**
 * A path with a pod whose whole interval is better than that of HostToHost by more than 2%,
 * whatever the baseline. A pod network adds work, but pods can also be spared some: the rules of
 * the host's own firewall don't apply to what only passes through it.
 */
final class PodBetterThanHost implements Check {
  private static final double LEAST_PERCENT = 2;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return Comparisons.ratios(
            evidence.spec(), evidence.measurements(), Path.HostToHost, evidence.samples())
        .stream()
        .flatMap(
            ratio -> ratio.interval().filter(better(ratio)).map(i -> warning(ratio, i)).stream())
        .toList();
  }

  private static Predicate<Bounds> better(Ratio ratio) {
    return ratio.subject().measurement().bandwidth()
        ? interval -> interval.low() > 100 + LEAST_PERCENT
        : interval -> interval.high() < 100 - LEAST_PERCENT;
  }

  private static Warning warning(Ratio ratio, Bounds interval) {
    var ends = interval.toPercentInterval();
    return Warning.of(
        Warning.Type.PodBetterThanHost,
        ("%s is %s%% (95%% interval %s to %s) of %s: perhaps the paths use different links or"
                + " settings, or the pods' packets are spared rules that the host's own pass"
                + " (iptables, nftables)")
            .formatted(
                ratio.subject(),
                Figures.decimal(ratio.percent()),
                ends.low(),
                ends.high(),
                ratio.baseline()));
  }
}
