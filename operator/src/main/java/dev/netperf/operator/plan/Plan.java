package dev.netperf.operator.plan;

import dev.netperf.operator.api.v1alpha1.Effective;
import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Order;
import dev.netperf.operator.api.v1alpha1.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a run will do.
 *
 * @param samples in the order in which they are taken
 * @param effective values in force of fields whose default depends on others
 * @param sampleDuration how long the tool measures in each sample
 */
public record Plan(List<PlannedSample> samples, Effective effective, Duration sampleDuration) {
  /** For connecting, exchanging results and ending, beyond the measuring itself. */
  private static final Duration CLIENT_MARGIN = Duration.ofSeconds(30);

  /** For placing the pods, pulling the image, starting the servers. */
  private static final Duration START_MARGIN = Duration.ofMinutes(5);

  private static final Duration LONGEST_DEADLINE = Duration.ofDays(2);

  public Plan {
    samples = List.copyOf(samples);
  }

  /** The plan of a spec; of one that the schema would refuse, whatever comes out. */
  public static Plan of(NetPerfTestSpec spec) {
    var measurements =
        spec.measurements().isEmpty()
            ? List.of(Measurement.TCPBandwidth, Measurement.TCPLatency)
            : spec.measurements();
    var samples =
        spec.order() == Order.Sequential
            ? sequential(spec.paths(), spec.repetitions())
            : interleaved(spec.paths(), spec.repetitions());
    var sampleDuration = Duration.ofSeconds((long) measurements.size() * spec.durationSeconds());
    var deadline =
        spec.activeDeadlineSeconds() != null
            ? spec.activeDeadlineSeconds()
            : (int) defaultDeadline(spec, samples.size(), sampleDuration).toSeconds();
    return new Plan(samples, new Effective(measurements, baseline(spec), deadline), sampleDuration);
  }

  /** After how long a client's probe gives up. */
  public Duration clientBound() {
    return sampleDuration.plus(CLIENT_MARGIN);
  }

  /** Time for the plan, for one retry of each sample, and for the start. */
  private static Duration defaultDeadline(NetPerfTestSpec spec, int samples, Duration measuring) {
    var each = measuring.multipliedBy(2).plus(CLIENT_MARGIN).plusSeconds(spec.pauseSeconds());
    var all = each.multipliedBy(samples).plus(START_MARGIN);
    return all.compareTo(LONGEST_DEADLINE) < 0 ? all : LONGEST_DEADLINE;
  }

  private static Path baseline(NetPerfTestSpec spec) {
    if (spec.baseline() != null) {
      return spec.baseline();
    }
    return spec.paths().isEmpty() || spec.paths().contains(Path.HostToHost)
        ? Path.HostToHost
        : spec.paths().get(0);
  }

  private static List<PlannedSample> interleaved(List<Path> paths, int repetitions) {
    var samples = new ArrayList<PlannedSample>();
    var reversed = new ArrayList<>(paths);
    Collections.reverse(reversed);
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      for (var path : repetition % 2 == 1 ? paths : reversed) {
        samples.add(new PlannedSample(samples.size(), repetition, path));
      }
    }
    return samples;
  }

  private static List<PlannedSample> sequential(List<Path> paths, int repetitions) {
    var samples = new ArrayList<PlannedSample>();
    for (var path : paths) {
      for (int repetition = 1; repetition <= repetitions; repetition++) {
        samples.add(new PlannedSample(samples.size(), repetition, path));
      }
    }
    return samples;
  }
}
