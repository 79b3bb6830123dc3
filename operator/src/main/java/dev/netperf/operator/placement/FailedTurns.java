package dev.netperf.operator.placement;

import dev.netperf.operator.memory.Remembered;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tests whose turns come to nothing, for the API server doesn't do what is asked. A deadline can't
 * give back their nodes: that needs a write, too. Not thread-safe: the ledger's lock is around it.
 */
final class FailedTurns {
  /** Longer than an API server is away when it is upgraded. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final LongSupplier nanos;
  private final Map<String, Long> since = new Remembered<>();

  FailedTurns(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A turn failed; whether each one did for so long that others have waited long enough. */
  boolean more(String uid) {
    long now = nanos.getAsLong();
    var first = since.putIfAbsent(uid, now);
    return first != null && now - first > PATIENCE.toNanos();
  }

  /** A turn didn't. */
  void over(String uid) {
    since.remove(uid);
  }
}
