package dev.netperf.operator.result;

import static dev.netperf.operator.api.v1alpha1.Path.HostToHost;
import static dev.netperf.operator.api.v1alpha1.Path.HostToPod;
import static dev.netperf.operator.api.v1alpha1.Path.PodToHost;
import static dev.netperf.operator.api.v1alpha1.Path.PodToPod;
import static dev.netperf.operator.api.v1alpha1.Path.PodToService;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.api.v1alpha1.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The row of {@code kubectl get}. Native is always HostToHost, whatever the baseline; overlay is
 * the first of PodToPod, PodToService, HostToPod and PodToHost that the spec lists. Bandwidth and
 * latency are those of TCP, or else of UDP. Of several message sizes the row tells the bandwidth of
 * the largest, which costs the least CPU, and the latency of the smallest.
 */
public final class Summaries {
  private static final List<Path> OVERLAYS = List.of(PodToPod, PodToService, HostToPod, PodToHost);

  private static final Summary NOTHING = new Summary(null, null, null, null, null, null);

  private final NetPerfTestSpec spec;
  private final List<Measurement> measurements;
  private final List<Sample> samples;

  private Summaries(NetPerfTestSpec spec, List<Measurement> measurements, List<Sample> samples) {
    this.spec = spec;
    this.measurements = measurements;
    this.samples = samples;
  }

  /**
   * The summary of these samples; null where nothing is to be told.
   *
   * @param spec what is measured
   * @param measurements the measurements in force
   * @param samples all samples so far, in the order taken
   */
  public static Summary of(
      NetPerfTestSpec spec, List<Measurement> measurements, List<Sample> samples) {
    var summary = new Summaries(spec, measurements, samples).summary();
    return summary.equals(NOTHING) ? null : summary;
  }

  private Summary summary() {
    var bandwidth = subject(true);
    var latency = subject(false);
    var overlayBandwidth = bandwidth.flatMap(this::overlay);
    var overlayLatency = latency.flatMap(this::overlay);
    return new Summary(
        mean(bandwidth),
        mean(overlayBandwidth),
        percent(overlayBandwidth),
        mean(latency),
        mean(overlayLatency),
        percent(overlayLatency));
  }

  /** Over the native path; TCP comes first, for it does among the measurements' constants. */
  private Optional<Subject> subject(boolean bandwidth) {
    return measurements.stream()
        .filter(m -> m.bandwidth() == bandwidth)
        .min(Comparator.naturalOrder())
        .map(m -> new Subject(HostToHost, m, size(bandwidth)));
  }

  private Optional<Integer> size(boolean bandwidth) {
    Comparator<Integer> order = Comparator.naturalOrder();
    return spec.sizes(bandwidth).stream().max(bandwidth ? order : order.reversed());
  }

  private Optional<Subject> overlay(Subject subject) {
    return OVERLAYS.stream().filter(spec.paths()::contains).findFirst().map(subject::over);
  }

  private String mean(Optional<Subject> subject) {
    return subject
        .flatMap(s -> Estimate.of(spec, s, samples))
        .map(e -> Figures.of(e.subject().measurement(), Math.round(e.mean())))
        .orElse(null);
  }

  private String percent(Optional<Subject> overlay) {
    return overlay
        .flatMap(s -> Ratio.of(spec, s, HostToHost, samples))
        .map(r -> Figures.decimal(r.percent()) + "%")
        .orElse(null);
  }
}
