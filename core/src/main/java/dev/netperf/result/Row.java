package dev.netperf.result;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What of all that is measured a row tells of a path: bandwidth and latency of TCP, or else of UDP.
 * Of several message sizes it is the bandwidth of the largest, which costs the least CPU, and the
 * latency of the smallest.
 *
 * @param spec what is measured
 * @param measurements the measurements in force
 */
public record Row(NetPerfTestSpec spec, List<Measurement> measurements) {
  public Row {
    measurements = List.copyOf(measurements);
  }

  /** The bandwidth of a path; empty where none is measured. */
  public Optional<Subject> bandwidth(Path path) {
    return subject(path, true);
  }

  /** The latency of a path; empty where none is measured. */
  public Optional<Subject> latency(Path path) {
    return subject(path, false);
  }

  /** TCP comes first, for it does among the measurements' constants. */
  private Optional<Subject> subject(Path path, boolean bandwidth) {
    return measurements.stream()
        .filter(m -> m.bandwidth() == bandwidth)
        .min(Comparator.naturalOrder())
        .map(m -> new Subject(path, m, size(bandwidth)));
  }

  private Optional<Integer> size(boolean bandwidth) {
    Comparator<Integer> order = Comparator.naturalOrder();
    return spec.sizes(bandwidth).stream().max(bandwidth ? order : order.reversed());
  }
}
