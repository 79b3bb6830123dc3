package dev.netperf.operator.placement;

import dev.netperf.operator.placement.Claims.Waiting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits for nodes, and in which round they have had their turns: what {@link Rounds} needs to
 * know of the past. Nothing is kept of a node that nobody waits for. Not thread-safe: the ledger's
 * lock is around it.
 */
final class FairQueue {
  /** About in the order in which they go, which makes it cheap to bring them into it. */
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  private final Map<String, Long> starts = new HashMap<>();
  private final Map<String, Map<String, Long>> served = new HashMap<>();

  /** Notes that a test waits, or what it waits for now; whether that is new. */
  boolean put(Waiting request) {
    var uid = request.test().uid();
    var before = waiting.put(uid, request);
    if (before != null && !before.since().equals(request.since())) {
      starts.remove(uid); // another run
    }
    starts.merge(uid, view().underWay(request.wanted()) + 1, Math::min);
    forget();
    return !request.equals(before);
  }

  /** A test waits no more; whether it did. */
  boolean remove(String uid) {
    starts.remove(uid);
    boolean waited = waiting.remove(uid) != null;
    forget();
    return waited;
  }

  /**
   * A test is given nodes, which is its namespace's turn at them, and at those that it waited for;
   * whether it waited.
   */
  boolean admit(TestRef test, NodeNames nodes) {
    var request = waiting.get(test.uid());
    long round =
        request == null ? view().underWay(nodes) + 1 : view().of(waiting.values()).get(test.uid());
    var names = new HashSet<>(nodes.names());
    if (request != null) {
      names.addAll(request.wanted().names());
    }
    for (var node : names) {
      served.computeIfAbsent(node, n -> new HashMap<>()).merge(test.namespace(), round, Math::max);
    }
    return remove(test.uid());
  }

  private void forget() {
    served
        .keySet()
        .removeIf(node -> waiting.values().stream().noneMatch(w -> w.wanted().has(node)));
  }

  /** All that wait. */
  List<Waiting> all() {
    return List.copyOf(waiting.values());
  }

  /** As it is now. */
  Rounds rounds() {
    var copy = new HashMap<String, Map<String, Long>>();
    served.forEach((node, by) -> copy.put(node, Map.copyOf(by)));
    return new Rounds(Map.copyOf(starts), copy);
  }

  private Rounds view() {
    return new Rounds(starts, served);
  }
}
