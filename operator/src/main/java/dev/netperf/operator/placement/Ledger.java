package dev.netperf.operator.placement;

import dev.netperf.operator.placement.Claims.Held;
import dev.netperf.operator.placement.Claims.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which admitted test has which nodes: the operator's one in-memory state. It is ahead of the
 * cache, which learns of an admission only when the status was written and came back; after a start
 * it is filled from the statuses before anything is admitted.
 */
public final class Ledger {
  /** Far more than are deleted while one decision is carried out. */
  private static final int REMEMBERED = 10_000;

  private final Map<String, Claim> claims = new HashMap<>();
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Set<String> gone =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  private record Claim(TestRef test, NodeNames nodes) {}

  /**
   * Takes two nodes for a test, both or none. Idempotent.
   *
   * @return false if another test has one of them, or if the test is gone
   */
  public synchronized boolean reserve(TestRef test, NodeNames nodes) {
    if (gone.contains(test.uid())) {
      return false;
    }
    var taken =
        claims.values().stream()
            .anyMatch(c -> !c.test().uid().equals(test.uid()) && c.nodes().overlaps(nodes));
    if (!taken) {
      claims.put(test.uid(), new Claim(test, nodes));
      waiting.remove(test.uid());
    }
    return !taken;
  }

  /**
   * Notes that a test waits, or what it waits for now; it has no nodes then.
   *
   * @return whether it had nodes
   */
  public synchronized boolean await(Waiting request) {
    if (gone.contains(request.test().uid())) {
      return false;
    }
    waiting.put(request.test().uid(), request);
    return claims.remove(request.test().uid()) != null;
  }

  /**
   * Forgets a test: it gave its nodes back, or doesn't want any.
   *
   * @return whether others may go on: it had nodes, or stood before them
   */
  public synchronized boolean release(String uid) {
    var waited = waiting.remove(uid) != null;
    return claims.remove(uid) != null || waited;
  }

  /**
   * Forgets a test that was deleted, for good: a decision on it may still be on its way, and nobody
   * would give back what that takes.
   *
   * @return whether others may go on: it had nodes, or stood before them
   */
  public synchronized boolean deleted(String uid) {
    gone.add(uid);
    return release(uid);
  }

  /**
   * What others than this test use and await.
   *
   * @param uid the test
   * @param alive nodes that have a probe which is not gone yet
   */
  public synchronized Claims others(String uid, Collection<Held> alive) {
    var held = new ArrayList<Held>();
    for (var claim : claims.values()) {
      if (!claim.test().uid().equals(uid)) {
        claim.nodes().names().forEach(node -> held.add(new Held(node, claim.test())));
      }
    }
    held.addAll(alive);
    return new Claims(
        held, waiting.values().stream().filter(w -> !w.test().uid().equals(uid)).toList());
  }

  /** The tests that wait for nodes. */
  public synchronized List<TestRef> waiting() {
    return waiting.values().stream().map(Waiting::test).toList();
  }

  /** The tests that have this node. */
  public synchronized List<TestRef> users(String node) {
    return claims.values().stream().filter(c -> c.nodes().has(node)).map(Claim::test).toList();
  }
}
