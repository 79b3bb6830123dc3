package dev.netperf.plan;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Order;
import dev.netperf.api.v1alpha1.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The order in which the samples of a run are taken. What is compared lies side by side: within a
 * repetition message size by message size, within a size path by path. The sizes of bandwidth and
 * those of latency are taken together as far as there are both, and each size once.
 */
final class SampleOrder {
  private final List<PlannedSample> samples = new ArrayList<>();
  private final NetPerfTestSpec spec;

  /** What the samples of one path in one repetition measure. */
  private final List<List<PlannedMeasurement>> parts;

  private SampleOrder(NetPerfTestSpec spec, List<Measurement> measurements) {
    this.spec = spec;
    this.parts = parts(spec, measurements);
  }

  static List<PlannedSample> of(NetPerfTestSpec spec, List<Measurement> measurements) {
    var order = new SampleOrder(spec, measurements);
    if (spec.order() == Order.Sequential) {
      spec.paths().forEach(path -> order.take(List.of(path), false));
    } else {
      order.take(spec.paths(), true);
    }
    return order.samples;
  }

  private static List<List<PlannedMeasurement>> parts(
      NetPerfTestSpec spec, List<Measurement> measurements) {
    int most = measurements.stream().mapToInt(m -> sizes(spec, m).size()).max().orElse(0);
    return IntStream.range(0, most)
        .mapToObj(i -> measurements.stream().flatMap(m -> planned(spec, m, i)).toList())
        .toList();
  }

  private static Stream<PlannedMeasurement> planned(
      NetPerfTestSpec spec, Measurement measurement, int place) {
    return sizes(spec, measurement).stream()
        .skip(place)
        .limit(1)
        .map(size -> new PlannedMeasurement(measurement, size));
  }

  /** One that is the default where the spec names none. */
  private static List<Optional<Integer>> sizes(NetPerfTestSpec spec, Measurement measurement) {
    var named = spec.sizes(measurement.bandwidth());
    return named.isEmpty() ? List.of(Optional.empty()) : named.stream().map(Optional::of).toList();
  }

  /** The warm-ups and all repetitions of these paths. */
  private void take(List<Path> paths, boolean alternating) {
    for (int i = 1; i <= spec.warmups(); i++) {
      repetition(i, true, paths, alternating && i % 2 == 0);
    }
    for (int i = 1; i <= spec.repetitions(); i++) {
      repetition(i, false, paths, alternating && i % 2 == 0);
    }
  }

  private void repetition(int number, boolean warmup, List<Path> paths, boolean reversed) {
    var turn = new ArrayList<PlannedSample>();
    for (var part : parts) {
      paths.forEach(path -> turn.add(new PlannedSample(0, number, warmup, path, part)));
    }
    if (reversed) {
      Collections.reverse(turn);
    }
    for (var sample : turn) {
      samples.add(
          new PlannedSample(samples.size(), number, warmup, sample.path(), sample.measurements()));
    }
  }
}
