package dev.netperf.operator.placement;

import dev.netperf.operator.memory.Remembered;
import dev.netperf.operator.placement.Claims.Held;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who measures, and who waits for a turn. A client that the cache knows counts by itself, so that
 * nothing is lost with the process; a slot bridges the time until the cache knows it. Not
 * thread-safe: the ledger's lock is around it.
 */
final class Slots {
  /** A client that was asked for is known to the cache by then, or there is none. */
  private static final Duration BRIDGED = Duration.ofSeconds(30);

  private final int limit;
  private final LongSupplier nanos;
  private final Map<String, Taken> taken = new HashMap<>();
  private final Map<String, TestRef> line = new LinkedHashMap<>();

  /** When namespaces and tests had their last turn, counted in turns. */
  private final Map<String, Long> lastTurns = new Remembered<>();

  private long turns;

  /** For which attempt, since when, whether its client was seen, how many others measured since. */
  private record Taken(String attempt, long since, boolean seen, int most) {
    Taken beside(int others) {
      return new Taken(attempt, since, seen, Math.max(most, others));
    }

    Taken seen(boolean now) {
      return new Taken(attempt, since, seen || now, most);
    }
  }

  Slots(int limit, LongSupplier nanos) {
    if (limit < 1) {
      throw new IllegalArgumentException("At least one sample at a time must be allowed: " + limit);
    }
    this.limit = limit;
    this.nanos = nanos;
  }

  /**
   * Takes a slot for a test's attempt, or keeps the one that it has.
   *
   * @param use the attempt, and whether its client is there already
   * @param running the uids of others with a client
   * @return false if none is free
   */
  boolean take(TestRef test, SlotUse use, Set<String> running) {
    boolean underWay = use.kind() == SlotUse.Kind.KEPT;
    var others = others(test.uid(), running);
    var before = Optional.ofNullable(taken.get(test.uid())).filter(s -> fits(s, use.attempt()));
    if (before.isEmpty() && !underWay && others.size() >= limit) {
      return false;
    }
    if (before.isEmpty()) {
      turns++;
      lastTurns.put(namespace(test), turns);
      lastTurns.put(test.uid(), turns);
    }
    var slot = before.orElseGet(() -> new Taken(use.attempt(), nanos.getAsLong(), false, 0));
    taken.put(test.uid(), slot.seen(underWay).beside(others.size()));
    others.forEach(other -> taken.computeIfPresent(other, (uid, s) -> s.beside(others.size())));
    return true;
  }

  /** Whether a slot is for this attempt, and its client was seen or may still come. */
  private boolean fits(Taken slot, String attempt) {
    return slot.attempt().equals(attempt) && (slot.seen() || bridging(slot));
  }

  private boolean bridging(Taken slot) {
    return !slot.seen() && recent(slot);
  }

  /** The test's own turn may see its client before those of others do. */
  private boolean recent(Taken slot) {
    return nanos.getAsLong() - slot.since() < BRIDGED.toNanos();
  }

  /** Notes that a test waits for its turn; whether that is new. */
  boolean await(TestRef test) {
    boolean measured = taken.remove(test.uid()) != null;
    return !test.equals(line.put(test.uid(), test)) || measured;
  }

  /** A test that has a slot waits no more; whether that is new. */
  boolean measures(String uid) {
    return line.remove(uid) != null;
  }

  /** A test wants to measure no more, or not now; whether that is new. */
  boolean rest(String uid, String attempt) {
    var slot = taken.get(uid);
    boolean bridged = slot != null && slot.attempt().equals(attempt) && bridging(slot);
    return bridged ? measures(uid) : leave(uid);
  }

  /** A test neither measures nor waits for its turn; whether that is new. */
  boolean leave(String uid) {
    boolean measured = taken.remove(uid) != null;
    return measures(uid) || measured;
  }

  /** The attempt for which a test has a slot; empty: none. */
  String held(String uid) {
    return Optional.ofNullable(taken.get(uid))
        .filter(slot -> fits(slot, slot.attempt()))
        .map(Taken::attempt)
        .orElse("");
  }

  boolean awaited() {
    return !line.isEmpty();
  }

  /**
   * How it stands for a test.
   *
   * @param self the test that asks; empty: none does
   * @param running others with a client
   */
  Turns turns(Optional<TestRef> self, Collection<Held> running) {
    var uid = self.map(TestRef::uid).orElse("");
    var pods = running.stream().map(held -> held.holder().uid()).collect(Collectors.toSet());
    var all = Stream.concat(line.values().stream(), self.stream()).distinct().sorted(order());
    int most = Optional.ofNullable(taken.get(uid)).map(Taken::most).orElse(0);
    return new Turns(limit, held(uid), others(uid, pods), all.toList(), most);
  }

  private Set<String> others(String uid, Set<String> running) {
    var others = new HashSet<>(running);
    taken.forEach(
        (other, slot) -> {
          if (!other.equals(uid) && recent(slot)) {
            others.add(other);
          }
        });
    return others;
  }

  /**
   * First the namespace, then in it the test, whose last turn is the longest ago; of those that had
   * none, who came first.
   */
  private Comparator<TestRef> order() {
    return Comparator.<TestRef>comparingLong(test -> lastTurns.getOrDefault(namespace(test), 0L))
        .thenComparingLong(test -> lastTurns.getOrDefault(test.uid(), 0L));
  }

  /** No uid has a slash. */
  private static String namespace(TestRef test) {
    return test.namespace() + "/";
  }
}
