package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.api.v1alpha1.Path.PodToService;
import static java.util.Comparator.comparingInt;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.PathSummary;
import dev.netperf.api.v1alpha1.PercentInterval;
import dev.netperf.api.v1alpha1.RatioSummary;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Summary;
import dev.netperf.text.Figures;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The row of {@code kubectl get}. The ratio is that of a path that the spec lists and that is not
 * the baseline: of the one that has the fewest ends on the host network, of several the first of
 * {@link Path}.
 */
public final class Summaries {
  private static final List<Path> COMPARED =
      Arrays.stream(Path.values()).sorted(comparingInt(Path::endsOnHost)).toList();

  private final Row row;
  private final Path baseline;
  private final List<Sample> samples;

  private Summaries(Row row, Path baseline, List<Sample> samples) {
    this.row = row;
    this.baseline = baseline;
    this.samples = samples;
  }

  /**
   * The summary of these samples; null where nothing is to be told.
   *
   * @param row what of all that is measured a row tells
   * @param baseline the path that the others are compared with
   * @param samples all samples so far, in the order taken
   */
  public static Summary of(Row row, Path baseline, List<Sample> samples) {
    var summary = new Summaries(row, baseline, samples).summary();
    return summary.isEmpty() ? null : summary;
  }

  private Summary summary() {
    return new Summary(
        path(HostToHost), path(PodToPod), path(PodToService), ratio().orElse(null), null);
  }

  private PathSummary path(Path path) {
    var bandwidth = row.bandwidth(path).flatMap(this::estimate);
    var latency = row.latency(path).flatMap(this::estimate);
    return bandwidth.isEmpty() && latency.isEmpty()
        ? null
        : new PathSummary(
            bandwidth.map(Summaries::figure).orElse(null),
            bandwidth.map(Summaries::whole).orElse(null),
            latency.map(Summaries::figure).orElse(null),
            latency.map(Summaries::whole).orElse(null));
  }

  private Optional<Estimate> estimate(Subject subject) {
    return Estimate.of(row.spec(), subject, samples);
  }

  private static String figure(Estimate estimate) {
    return Figures.of(estimate.subject().measurement(), whole(estimate));
  }

  private static long whole(Estimate estimate) {
    return Math.round(estimate.mean());
  }

  private Optional<RatioSummary> ratio() {
    NetPerfTestSpec spec = row.spec();
    return COMPARED.stream()
        .filter(path -> path != baseline && spec.paths().contains(path))
        .findFirst()
        .flatMap(path -> row.bandwidth(path).or(() -> row.latency(path)))
        .flatMap(subject -> Ratio.of(spec, subject, baseline, samples))
        .map(Summaries::ratio);
  }

  private static RatioSummary ratio(Ratio ratio) {
    return new RatioSummary(
        ratio.subject().path().name(),
        ratio.baseline().name(),
        ratio.subject().measurement().name(),
        text(ratio.toComparison()),
        Math.round(10 * ratio.percent()));
  }

  private static String text(Comparison shown) {
    return shown.percentOfBaseline()
        + "%"
        + Optional.ofNullable(shown.confidence95())
            .map(ends -> " ±" + reach(shown.percentOfBaseline(), ends))
            .orElse("");
  }

  /** An interval of ratios is not symmetric: to the farther end, so that no more is promised. */
  private static String reach(String percent, PercentInterval ends) {
    var middle = new BigDecimal(percent);
    return new BigDecimal(ends.high())
        .subtract(middle)
        .max(middle.subtract(new BigDecimal(ends.low())))
        .toPlainString();
  }
}
