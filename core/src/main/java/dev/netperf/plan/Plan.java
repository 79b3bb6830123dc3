package dev.netperf.plan;

import dev.netperf.api.v1alpha1.Effective;
import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Order;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.ServerPorts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run will do.
 *
 * @param samples in the order in which they are taken
 * @param measurements what is measured
 * @param baseline the path that the others are compared with
 * @param activeDeadlineSeconds bound on the run, in seconds from its admission
 * @param sampleDuration how long the tool measures in the longest sample
 * @param clientBound after how long a client's probe gives up
 * @param total how long all samples take, with what the tool takes beyond its measuring and the
 *     pauses between them
 * @param transferring how long of that a link of 1 Gbit/s is busy
 * @param paired whether the samples of a repetition are compared with each other and taken in a row
 */
public record Plan(
    List<PlannedSample> samples,
    List<Measurement> measurements,
    Path baseline,
    int activeDeadlineSeconds,
    Duration sampleDuration,
    Duration clientBound,
    Duration total,
    Duration transferring,
    boolean paired) {
  /** What a link of 1 Gbit/s carries. */
  private static final long BYTES_PER_SECOND_AT_GIGABIT = 125_000_000;

  /** For connecting, exchanging results and ending, beyond the measuring itself. */
  private static final Duration CLIENT_MARGIN = Duration.ofSeconds(30);

  /** For placing the pods, pulling the image, starting the servers. */
  private static final Duration START_MARGIN = Duration.ofMinutes(5);

  /** From one end to the other, of a small message. */
  private static final double FAST_SECONDS = 20e-6;

  private static final double MILLIS = 1000;
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
    var sampleDuration = longest(samples, sample -> duration(spec, sample));
    var deadline =
        spec.activeDeadlineSeconds() != null
            ? spec.activeDeadlineSeconds()
            : (int) defaultDeadline(spec, samples).toSeconds();
    var paired = spec.order() == Order.Interleaved && spec.paths().size() > 1;
    return new Plan(
        samples,
        measurements,
        baseline(spec),
        deadline,
        sampleDuration,
        longest(samples, sample -> taking(spec, sample)).plus(CLIENT_MARGIN),
        total(spec, samples),
        transferring(spec, samples),
        paired);
  }

  /**
   * The values in force, for the status.
   *
   * @param family the IP version of the traffic; null: not known yet
   * @param ports the server's ports
   * @param toolVersion the tool's version; null: not known yet
   */
  public Effective effective(IpFamily family, ServerPorts ports, String toolVersion) {
    return new Effective(
        measurements.stream().map(Measurement::name).toList(),
        baseline.name(),
        family == null ? null : family.name(),
        activeDeadlineSeconds,
        total.toSeconds(),
        bytesAtGigabit(),
        ports,
        toolVersion);
  }

  /** How many bytes it moves between nodes with a link of 1 Gbit/s. */
  public long bytesAtGigabit() {
    return transferring.toMillis() * (BYTES_PER_SECOND_AT_GIGABIT / 1000);
  }

  /** By how many seconds its bound on the run is longer than the one in force; null: none is. */
  public int longerThan(Effective before) {
    return before == null || before.activeDeadlineSeconds() == null
        ? 0
        : activeDeadlineSeconds - before.activeDeadlineSeconds();
  }

  /** Whether so many samples are all of it. */
  public boolean complete(int taken) {
    return taken >= samples.size();
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

  /** Time for the plan, for one retry of each sample, and for the start. */
  private static Duration defaultDeadline(NetPerfTestSpec spec, List<PlannedSample> samples) {
    var all =
        samples.stream()
            .map(sample -> taking(spec, sample).multipliedBy(2).plus(CLIENT_MARGIN))
            .map(each -> each.plusSeconds(spec.pauseSeconds()))
            .reduce(START_MARGIN, Duration::plus);
    return all.compareTo(LONGEST_DEADLINE) < 0 ? all : LONGEST_DEADLINE;
  }

  private static Duration total(NetPerfTestSpec spec, List<PlannedSample> samples) {
    long pauses = Math.max(0, samples.size() - 1L) * spec.pauseSeconds();
    return samples.stream()
        .map(sample -> taking(spec, sample))
        .reduce(Duration.ofSeconds(pauses), Duration::plus);
  }

  private static Duration transferring(NetPerfTestSpec spec, List<PlannedSample> samples) {
    double transfers =
        samples.stream()
            .flatMap(sample -> sample.measurements().stream())
            .mapToDouble(Plan::load)
            .sum();
    return Duration.ofMillis(Math.round(transfers * spec.durationSeconds() * MILLIS));
  }

  /** The part of its time for which a measurement keeps a link of 1 Gbit/s busy. */
  private static double load(PlannedMeasurement planned) {
    if (planned.measurement().bandwidth()) {
      return 1;
    }
    double size = planned.messageSize().orElse(0);
    return size / (size + BYTES_PER_SECOND_AT_GIGABIT * FAST_SECONDS);
  }

  private static Duration longest(
      List<PlannedSample> samples, Function<PlannedSample, Duration> time) {
    return samples.stream().map(time).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  /** With what the tool takes beyond its measuring. */
  private static Duration taking(NetPerfTestSpec spec, PlannedSample sample) {
    return duration(spec, sample)
        .plus(
            spec.tool()
                .overhead(spec.durationSeconds())
                .multipliedBy(sample.measurements().size()));
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
