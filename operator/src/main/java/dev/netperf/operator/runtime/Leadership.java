package dev.netperf.operator.runtime;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Whether this process may act: it is not about to stop, and nobody else can be the active
 * operator, for the Lease was renewed so lately that it can't have run out. The framework ends a
 * process that lost its Lease, but one that was frozen and goes on (a stopped container, a starved
 * machine) may send requests before it is told. When it stops, it empties its caches while turns
 * are under way: to them, everything is gone.
 */
public final class Leadership {
  private final LongSupplier nanoTime;
  private final Duration validity;
  private OptionalLong asked = OptionalLong.empty();
  private OptionalLong renewed = OptionalLong.empty();
  private boolean closed;

  /** It is not known that this process may act. */
  public static final class Lost extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private Lost(String why) {
      super(why + ": nothing is asked of the API server");
    }
  }

  /**
   * Of a process that doesn't lead yet.
   *
   * @param nanoTime a clock that only goes forward
   * @param validity how long after a renewal it may act: less than the Lease's duration
   */
  public Leadership(LongSupplier nanoTime, Duration validity) {
    this.nanoTime = nanoTime;
    this.validity = validity;
  }

  /**
   * The Lease is about to be written. If that fails and is tried again, the first time counts: it
   * may have had its effect.
   */
  public synchronized void asks() {
    if (asked.isEmpty()) {
      asked = OptionalLong.of(nanoTime.getAsLong());
    }
  }

  /** The Lease was not written, for certain. */
  public synchronized void refused() {
    asked = OptionalLong.empty();
  }

  /**
   * The Lease was written. Where nobody saw it being asked for (the client repeats a request after
   * a 401 without telling its interceptors) it is not known since when it is good: nothing changes.
   */
  public synchronized void granted() {
    if (asked.isPresent()) {
      renewed = asked;
      asked = OptionalLong.empty();
    }
  }

  /** This process stops: from now on it may do nothing, for good. */
  public synchronized void close() {
    closed = true;
  }

  /**
   * Returns if this process may act.
   *
   * @throws Lost if it stops, or if the Lease may have run out
   */
  public synchronized void require() {
    if (closed) {
      throw new Lost("the operator stops");
    }
    if (renewed.isEmpty() || nanoTime.getAsLong() - renewed.getAsLong() > validity.toNanos()) {
      throw new Lost("the lease was not renewed in time");
    }
  }
}
