package dev.netperf.operator.placement;

import dev.netperf.operator.placement.Claims.Held;
import dev.netperf.operator.placement.Claims.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which admitted test has which nodes: the operator's one in-memory state. It is ahead of the
 * cache, which learns of an admission only when the status was written and came back; after a start
 * it is filled from the statuses before anything is admitted.
 */
public final class Ledger {
  private final Map<String, Claim> claims = new HashMap<>();
  private final Map<String, Waiting> waiting = new HashMap<>();

  private record Claim(TestRef test, NodeNames nodes) {}

  /**
   * Takes two nodes for a test, both or none. Idempotent.
   *
   * @return false if another test has one of them
   */
  public synchronized boolean reserve(TestRef test, NodeNames nodes) {
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
   * Forgets an earlier test of the same name. It is gone, even if nobody said so: after a break a
   * watch tells what is there, and a namesake looks like a change.
   *
   * @return whether others may go on
   */
  public synchronized boolean succeed(TestRef test) {
    return Stream.concat(
                claims.values().stream().map(Claim::test),
                waiting.values().stream().map(Waiting::test))
            .filter(earlier -> earlier.replacedBy(test))
            .map(TestRef::uid)
            .distinct()
            .toList()
            .stream()
            .filter(this::release)
            .count()
        > 0;
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
