package dev.netperf.operator.observe;

import dev.netperf.operator.memory.Remembered;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.probe.ObservedPod;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * For how long this process has known of something, by its own steady clock. The clocks of the API
 * server, of nodes and of operators differ, by minutes where nobody looks after them; a difference
 * of two of them is no duration. After a start everything is new: patience begins anew.
 */
public final class Sightings {
  private final LongSupplier nanoTime;
  private final Map<String, Long> first = new Remembered<>();

  /**
   * Nothing is known yet.
   *
   * @param nanoTime a clock that only goes forward
   */
  public Sightings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A probe pod, with how long it has been known, at all and as far as it has come. */
  public ObservedPod of(Pod pod) {
    var key = "pod/" + pod.getMetadata().getUid();
    return new ObservedPod(pod, age(key), age(key + "/" + reached(new ObservedPod(pod))));
  }

  private static String reached(ObservedPod pod) {
    if (pod.runningSince().isPresent()) {
      return "started";
    }
    return pod.scheduled() ? "placed" : "new";
  }

  /**
   * For how long a node has been seen not Ready this time; zero for one that is. Nobody looks at a
   * node that no run has, so another time is told by when it began.
   */
  public Duration unready(Node node) {
    var which = node.getMetadata().getUid() + node.getMetadata().getName();
    var began = NodeState.readinessChanged(node).map(Instant::toString).orElse("");
    return NodeState.ready(node) ? Duration.ZERO : age("node/" + which + "/" + began);
  }

  private synchronized Duration age(String what) {
    long now = nanoTime.getAsLong();
    var since = first.putIfAbsent(what, now);
    return since == null ? Duration.ZERO : Duration.ofNanos(now - since);
  }
}
