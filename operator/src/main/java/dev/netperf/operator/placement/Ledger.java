package dev.netperf.operator.placement;

import dev.netperf.operator.memory.Remembered;
import dev.netperf.operator.placement.Claims.Held;
import dev.netperf.operator.placement.Claims.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which admitted test has which nodes: the operator's one in-memory state. It is ahead of the
 * cache, which learns of an admission only when the status was written and came back; after a start
 * it is filled from the statuses before anything is admitted.
 */
public final class Ledger {
  private final Map<String, Claim> claims = new HashMap<>();

  private final FairQueue queue = new FairQueue();
  private final Set<String> gone = Collections.newSetFromMap(new Remembered<>());

  /** Whose clients count: anybody may label a pod as we do, and name a test that never was. */
  private final Set<String> known = Collections.newSetFromMap(new Remembered<>());

  private final Slots slots;
  private final FailedTurns failed;
  private long changes;

  /**
   * An empty one.
   *
   * @param slots how many tests may be measured at a time, at least 1
   * @param nanos a clock that never goes back, in nanoseconds
   */
  public Ledger(int slots, LongSupplier nanos) {
    this.slots = new Slots(slots, nanos);
    failed = new FailedTurns(nanos);
  }

  /** Notes that there is such a test. */
  public synchronized void know(TestRef test) {
    known.add(test.uid());
  }

  /** Whether there is known to be such a test. */
  public synchronized boolean knows(String uid) {
    return known.contains(uid);
  }

  /** Whether a test was deleted. */
  public synchronized boolean wasDeleted(String uid) {
    return gone.contains(uid);
  }

  /**
   * Takes two nodes for a test, both or none, beside those that it has: the status says so only
   * later, and until then that may come to nothing. Idempotent.
   *
   * @return false if another test has one of them, or if the test is gone
   */
  public synchronized boolean reserve(TestRef test, NodeNames nodes) {
    if (gone.contains(test.uid())) {
      return false;
    }
    var taken =
        claims.values().stream()
            .anyMatch(c -> !c.test().uid().equals(test.uid()) && c.overlaps(nodes));
    if (!taken) {
      var claim = claims.getOrDefault(test.uid(), new Claim(test, Set.of())).and(nodes);
      var before = claims.put(test.uid(), claim);
      noteChange(!claim.equals(before));
      noteChange(before == null ? queue.admit(test, nodes) : queue.remove(test.uid()));
    }
    return !taken;
  }

  /**
   * Takes a slot for a test's attempt, or keeps the one that it has. Idempotent.
   *
   * @param use the attempt, and whether its client is there already
   * @param running the uids of others with a client
   * @return false if none is free
   */
  public synchronized boolean measure(TestRef test, SlotUse use, Set<String> running) {
    return slots.take(test, use, running);
  }

  /** The attempt for which a test has a slot; empty: none. */
  public synchronized String measures(String uid) {
    return slots.held(uid);
  }

  /** Lets others have their turn: what a test wanted to do in its own came to nothing. */
  public synchronized void pass(String uid) {
    noteChange(slots.leave(uid));
  }

  /**
   * A turn of a test came to nothing: it stands in nobody's way to measure, and after a while of
   * that it has its nodes no more. Pods that are still there count by themselves.
   */
  public synchronized void failed(String uid) {
    noteChange(slots.measures(uid));
    if (failed.more(uid)) {
      release(uid);
    }
  }

  /** A turn of a test came to its end. */
  public synchronized void succeeded(String uid) {
    failed.over(uid);
  }

  /**
   * Follows a status that was written: the test waits, or has these nodes and no others, or wants
   * none; and it measures, or waits for its turn, or doesn't want one.
   */
  public synchronized void follow(
      TestRef test, Optional<NodeNames> nodes, Optional<Waiting> request, SlotUse slot) {
    know(test);
    if (request.isPresent()) {
      await(request.get());
    } else if (nodes.isPresent()) {
      settle(test.uid(), nodes.get());
    } else {
      release(test.uid());
    }
    noteChange(
        switch (slot.kind()) {
          case NONE -> slots.rest(test.uid(), slot.attempt());
          case AWAITED -> !gone.contains(test.uid()) && slots.await(test);
          case TAKEN, KEPT -> slots.measures(test.uid());
        });
  }

  /** Gives back what a test has beside these two nodes, which its status names now. */
  synchronized void settle(String uid, NodeNames nodes) {
    var claim = claims.get(uid);
    if (claim != null) {
      var settled = new Claim(claim.test(), Set.of(nodes));
      noteChange(!settled.equals(claims.put(uid, settled)));
    }
  }

  /** Notes that a test waits, or what it waits for now; it has no nodes then. */
  public synchronized void await(Waiting request) {
    var uid = request.test().uid();
    if (!gone.contains(uid)) {
      noteChange(queue.put(request));
      noteChange(claims.remove(uid) != null);
    }
  }

  /** Forgets a test: it gave its nodes back, or doesn't want any. */
  public synchronized void release(String uid) {
    noteChange(queue.remove(uid));
    noteChange(claims.remove(uid) != null);
  }

  /**
   * How often the ledger has changed. After each change others may go on that could not before:
   * they wait for nodes that came free, or stood behind a test that now wants, or took, other ones;
   * even a test that was just noted may, for what it decided upon was older.
   */
  public synchronized long changes() {
    return changes;
  }

  private void noteChange(boolean changed) {
    changes += changed ? 1 : 0;
  }

  /**
   * Forgets a test that was deleted, for good: a decision on it may still be on its way, and nobody
   * would give back what that takes.
   */
  public synchronized void deleted(String uid) {
    gone.add(uid);
    release(uid);
    pass(uid);
  }

  /**
   * What others than this test use and await.
   *
   * @param self the test
   * @param alive nodes that have a probe which is not gone yet
   */
  public Claims others(TestRef self, Collection<Held> alive) {
    return but(Optional.of(self), alive);
  }

  private synchronized Claims but(Optional<TestRef> self, Collection<Held> alive) {
    var uid = self.map(TestRef::uid).orElse("");
    var held = new ArrayList<Held>();
    for (var claim : claims.values()) {
      if (!claim.test().uid().equals(uid)) {
        claim.names().forEach(node -> held.add(new Held(node, claim.test(), true, false)));
      }
    }
    held.addAll(alive);
    return new Claims(
        held,
        queue.all().stream().filter(w -> !w.test().uid().equals(uid)).toList(),
        queue.rounds(),
        slots.turns(self, alive.stream().filter(this::measures).toList()));
  }

  private boolean measures(Held pod) {
    return pod.measures() && known.contains(pod.holder().uid());
  }

  /**
   * What everybody uses and awaits.
   *
   * @param alive nodes that have a probe which is not gone yet
   */
  public Claims all(Collection<Held> alive) {
    return but(Optional.empty(), alive);
  }

  /** The tests that wait for nodes. */
  public synchronized List<TestRef> waiting() {
    return queue.all().stream().map(Waiting::test).toList();
  }

  /** Whether any test waits for its turn to measure. */
  public synchronized boolean turnsAwaited() {
    return slots.awaited();
  }

  /** The tests that have this node. */
  public synchronized List<TestRef> users(String node) {
    return claims.values().stream()
        .filter(claim -> claim.names().contains(node))
        .map(Claim::test)
        .toList();
  }
}
