package dev.netperf.operator.scale;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Makes tests and learns of their end, whoever serves them. A test that doesn't end as a complete
 * one, or not in time, ends the benchmark: what it did would not be a test's work.
 */
final class Load implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KubernetesClient client;
  private final String phase;
  private final Queue<Integer> pairs = new ArrayDeque<>();
  private final Map<String, Long> created = new HashMap<>();
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private final SharedIndexInformer<NetPerfTest> informer;
  private int number;

  private record End(String name, long nanos, NetPerfTestStatus status) {}

  /** A load on so many pairs of nodes; its tests carry the phase's name. */
  Load(KubernetesClient client, String phase, int pairs) {
    this.client = client;
    this.phase = phase;
    IntStream.range(0, pairs).forEach(this.pairs::add);
    informer =
        client
            .resources(NetPerfTest.class)
            .inNamespace(Specimens.NAMESPACE)
            .withLabel(Specimens.PHASE, phase)
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(NetPerfTest test) {}

                  @Override
                  public void onUpdate(NetPerfTest before, NetPerfTest test) {
                    if (finished(test) && !finished(before)) {
                      ends.add(
                          new End(
                              test.getMetadata().getName(), System.nanoTime(), test.getStatus()));
                    }
                  }

                  @Override
                  public void onDelete(NetPerfTest test, boolean unknown) {}
                });
  }

  private static boolean finished(NetPerfTest test) {
    return test.getStatus() != null && test.getStatus().finished();
  }

  /**
   * Keeps so many tests in flight until so many have ended.
   *
   * @return milliseconds that each took
   */
  List<Long> saturate(int inFlight, int tests) throws InterruptedException {
    var latencies = new ArrayList<Long>();
    while (latencies.size() < tests) {
      while (created.size() < inFlight) {
        create();
      }
      latencies.add(next(PATIENCE));
    }
    return latencies;
  }

  /** Makes a test at fixed intervals, so many, and waits for them all. */
  List<Long> pace(Duration interval, int tests) throws InterruptedException {
    var latencies = new ArrayList<Long>();
    var due = System.nanoTime();
    for (int made = 0; made < tests; made++) {
      for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        var end = ends.poll(left, TimeUnit.NANOSECONDS);
        if (end != null) {
          latencies.add(ended(end));
        }
      }
      create();
      due += interval.toNanos();
    }
    latencies.addAll(drain());
    return latencies;
  }

  /** Waits for all that are in flight. */
  List<Long> drain() throws InterruptedException {
    var latencies = new ArrayList<Long>();
    while (!created.isEmpty()) {
      latencies.add(next(PATIENCE));
    }
    return latencies;
  }

  private void create() {
    int pair = pairs.remove();
    pairs.add(pair); // the one that rested longest comes first
    var name = phase + "-" + number++;
    created.put(name, System.nanoTime());
    client.resource(Specimens.test(name, phase, pair)).create();
  }

  private long next(Duration patience) throws InterruptedException {
    var end = ends.poll(patience.toSeconds(), TimeUnit.SECONDS);
    if (end == null) {
      throw new IllegalStateException(
          "no test has ended for %d s, %d are in flight"
              .formatted(patience.toSeconds(), created.size()));
    }
    return ended(end);
  }

  private long ended(End end) {
    var reason = end.status().condition(Condition.READY).map(Condition::reason).orElse("none");
    if (!reason.equals(Reason.Complete.name())
        || end.status().samples().size() != Specimens.SAMPLES) {
      throw new IllegalStateException(
          "test %s ended as %s with %d samples: %s"
              .formatted(
                  end.name(), reason, end.status().samples().size(), end.status().failures()));
    }
    return TimeUnit.NANOSECONDS.toMillis(end.nanos() - created.remove(end.name()));
  }

  @Override
  public void close() {
    informer.close();
  }
}
