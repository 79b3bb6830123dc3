package dev.netperf.operator.result;

import static dev.netperf.operator.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.operator.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.operator.api.v1alpha1.Path.HostToHost;
import static dev.netperf.operator.api.v1alpha1.Path.PodToPod;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Result;
import dev.netperf.operator.api.v1alpha1.Summary;
import java.util.List;

/** The row of {@code kubectl get}: native is always HostToHost, whatever the baseline. */
public final class Summaries {
  private Summaries() {}

  /** The summary of these results; null where there is none. */
  public static Summary of(List<Result> results) {
    if (results.isEmpty()) {
      return null;
    }
    return new Summary(
        mean(HostToHost, TCPBandwidth, results),
        mean(PodToPod, TCPBandwidth, results),
        percent(TCPBandwidth, results),
        mean(HostToHost, TCPLatency, results),
        mean(PodToPod, TCPLatency, results),
        percent(TCPLatency, results));
  }

  private static String mean(Path path, Measurement measurement, List<Result> results) {
    return Comparisons.mean(path, measurement, results)
        .map(value -> Figures.of(measurement, value))
        .orElse(null);
  }

  private static String percent(Measurement measurement, List<Result> results) {
    return Comparisons.percent(PodToPod, HostToHost, measurement, results)
        .map(p -> p + "%")
        .orElse(null);
  }
}
