package dev.netperf.operator.runtime;

import java.util.concurrent.TimeUnit;

/**
 * A bound on the requests of all reconciliations together, so that not even a mistake in here can
 * flood an API server that others need. Two seconds' worth may come at once; then each waits for
 * its turn.
 */
public final class Pace {
  private static final int BURST_SECONDS = 2;
  private final long interval;
  private final long burst;
  private long due = Long.MIN_VALUE;

  /**
   * A pace.
   *
   * @param perSecond requests a second in the long run; 0: no bound
   */
  public Pace(int perSecond) {
    interval = perSecond > 0 ? TimeUnit.SECONDS.toNanos(1) / perSecond : 0;
    burst = TimeUnit.SECONDS.toNanos(BURST_SECONDS);
  }

  /** Returns when the next request may be made. */
  public void await() {
    try {
      TimeUnit.NANOSECONDS.sleep(reserve(System.nanoTime()));
    } catch (InterruptedException e) {
      // the process ends; the request will find out by itself
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes the next turn.
   *
   * @param now in nanoseconds, from any origin
   * @return how long to wait for it, in nanoseconds
   */
  synchronized long reserve(long now) {
    due = Math.max(due, now - burst) + interval;
    return Math.max(0, due - now);
  }
}
