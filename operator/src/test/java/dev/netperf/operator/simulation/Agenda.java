package dev.netperf.operator.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time, and what is due when. What is due at the same time happens in the order in which it
 * was planned.
 */
public final class Agenda {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Entry(long at, long order, Runnable action) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private long now;
  private long count;

  /** The time. */
  public Instant now() {
    return START.plusMillis(now);
  }

  /** Milliseconds since the start. */
  public long millis() {
    return now;
  }

  /** Plans something. */
  public void in(long millis, Runnable action) {
    entries.add(new Entry(now + millis, count++, action));
  }

  /** Lets this time pass, and all happen that is due in it. */
  public void pass(long millis) {
    long end = now + millis;
    while (!entries.isEmpty() && entries.peek().at() <= end) {
      next();
    }
    now = Math.max(now, end);
  }

  /** Lets the next thing happen. */
  public void next() {
    var entry = entries.remove();
    now = Math.max(now, entry.at());
    entry.action().run();
  }

  /** Whether nothing is planned. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
