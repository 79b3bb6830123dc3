package dev.netperf.operator.plan;

import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Order;
import dev.netperf.operator.api.v1alpha1.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The order in which the samples of a run are taken. What is compared lies side by side: within a
 * repetition message size by message size, within a size path by path.
 */
final class SampleOrder {
  private final List<PlannedSample> samples = new ArrayList<>();
  private final NetPerfTestSpec spec;
  private final List<Optional<Integer>> sizes;

  private SampleOrder(NetPerfTestSpec spec) {
    this.spec = spec;
    this.sizes =
        spec.messageSizes().isEmpty()
            ? List.of(Optional.empty())
            : spec.messageSizes().stream().map(Optional::of).toList();
  }

  static List<PlannedSample> of(NetPerfTestSpec spec) {
    var order = new SampleOrder(spec);
    if (spec.order() == Order.Sequential) {
      spec.paths().forEach(path -> order.take(List.of(path), false));
    } else {
      order.take(spec.paths(), true);
    }
    return order.samples;
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
    for (var size : sizes) {
      paths.forEach(path -> turn.add(new PlannedSample(0, number, warmup, path, size)));
    }
    if (reversed) {
      Collections.reverse(turn);
    }
    for (var sample : turn) {
      samples.add(
          new PlannedSample(samples.size(), number, warmup, sample.path(), sample.messageSize()));
    }
  }
}
