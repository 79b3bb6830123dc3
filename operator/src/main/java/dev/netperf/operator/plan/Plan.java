package dev.netperf.operator.plan;

import dev.netperf.operator.api.v1alpha1.Effective;
import dev.netperf.operator.api.v1alpha1.IpFamily;
import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Order;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.ServerPorts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run will do.
 *
 * @param samples in the order in which they are taken
 * @param measurements what is measured
 * @param baseline the path that the others are compared with
 * @param activeDeadlineSeconds bound on the run, in seconds from its admission
 * @param sampleDuration how long the tool measures in the longest sample
 * @param paired whether the samples of a repetition are compared with each other and taken in a row
 */
public record Plan(
    List<PlannedSample> samples,
    List<Measurement> measurements,
    Path baseline,
    int activeDeadlineSeconds,
    Duration sampleDuration,
    boolean paired) {
  /** For connecting, exchanging results and ending, beyond the measuring itself. */
  private static final Duration CLIENT_MARGIN = Duration.ofSeconds(30);

  /** For placing the pods, pulling the image, starting the servers. */
  private static final Duration START_MARGIN = Duration.ofMinutes(5);

  private static final Duration LONGEST_DEADLINE = Duration.ofDays(2);

  public Plan {
    samples = List.copyOf(samples);
    measurements = List.copyOf(measurements);
  }

  /** The plan of a spec; of one that the schema would refuse, whatever comes out. */
  public static Plan of(NetPerfTestSpec spec) {
    var measurements =
        spec.measurements().isEmpty() ? spec.tool().defaultMeasurements() : spec.measurements();
    var samples = SampleOrder.of(spec, measurements);
    var sampleDuration =
        samples.stream()
            .map(sample -> duration(spec, sample))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    var deadline =
        spec.activeDeadlineSeconds() != null
            ? spec.activeDeadlineSeconds()
            : (int) defaultDeadline(spec, samples).toSeconds();
    var paired = spec.order() == Order.Interleaved && spec.paths().size() > 1;
    return new Plan(samples, measurements, baseline(spec), deadline, sampleDuration, paired);
  }

  /**
   * The values in force, for the status.
   *
   * @param family the IP version of the traffic; null: not known yet
   * @param ports the server's ports
   */
  public Effective effective(IpFamily family, ServerPorts ports) {
    return new Effective(
        measurements.stream().map(Measurement::name).toList(),
        baseline.name(),
        family == null ? null : family.name(),
        activeDeadlineSeconds,
        ports);
  }

  /** The samples that have to lie close before this one in time, by index. */
  public Set<Integer> partners(PlannedSample sample) {
    return paired
        ? samples.stream()
            .filter(s -> s.comparedWith(sample) && s.index() < sample.index())
            .map(PlannedSample::index)
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** After how long a client's probe gives up. */
  public Duration clientBound() {
    return sampleDuration.plus(CLIENT_MARGIN);
  }

  /** Time for the plan, for one retry of each sample, and for the start. */
  private static Duration defaultDeadline(NetPerfTestSpec spec, List<PlannedSample> samples) {
    var all =
        samples.stream()
            .map(sample -> duration(spec, sample).multipliedBy(2).plus(CLIENT_MARGIN))
            .map(each -> each.plusSeconds(spec.pauseSeconds()))
            .reduce(START_MARGIN, Duration::plus);
    return all.compareTo(LONGEST_DEADLINE) < 0 ? all : LONGEST_DEADLINE;
  }

  private static Duration duration(NetPerfTestSpec spec, PlannedSample sample) {
    return Duration.ofSeconds((long) sample.measurements().size() * spec.durationSeconds());
  }

  private static Path baseline(NetPerfTestSpec spec) {
    if (spec.baseline() != null) {
      return spec.baseline();
    }
    return spec.paths().isEmpty() || spec.paths().contains(Path.HostToHost)
        ? Path.HostToHost
        : spec.paths().get(0);
  }
}
