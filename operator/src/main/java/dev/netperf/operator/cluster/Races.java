package dev.netperf.operator.cluster;

import dev.netperf.operator.memory.Remembered;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Map;

/**
 * When to look again after a status write that came too late: a change that the cache doesn't show
 * yet. Its event usually comes first; where it doesn't (the watch is broken, the resource is gone),
 * asking again and again with the same old news would change nothing.
 */
public final class Races {
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(15);

  /** So many lost in a row, each on news: somebody writes faster than the operator. */
  private static final int OUTRUN = 3;

  /** When to look again, the first time and at most, where no write will ever be taken. */
  private static final Duration FIRST = Duration.ofMinutes(1);

  private static final Duration LAST = Duration.ofHours(1);

  private final Map<String, Lost> lost = new Remembered<>();
  private final Map<String, Duration> refused = new Remembered<>();

  /** On which observation, how long to wait then, how many in a row each on another one. */
  private record Lost(String resourceVersion, Duration pause, int onNews) {}

  /** A write on this observation came too late: how long to wait, ever longer on the same one. */
  public synchronized Duration lost(HasMetadata observed) {
    var lately = next(observed);
    lost.put(observed.getMetadata().getUid(), lately);
    return lately.pause();
  }

  /**
   * Whether a race that was lost on this observation is one of so many in a row, each on another
   * one, that looking again won't help.
   */
  public synchronized boolean outrun(HasMetadata observed) {
    return next(observed).onNews() >= OUTRUN;
  }

  /** What is to be remembered if a write on this observation came too late. */
  private Lost next(HasMetadata observed) {
    var version = String.valueOf(observed.getMetadata().getResourceVersion());
    var before = lost.get(observed.getMetadata().getUid());
    if (before == null) {
      return new Lost(version, SOON, 1);
    }
    return before.resourceVersion().equals(version)
        ? new Lost(version, longer(before.pause(), LATER), before.onNews())
        : new Lost(version, SOON, before.onNews() + 1);
  }

  private static Duration longer(Duration pause, Duration most) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(most) < 0 ? twice : most;
  }

  /** The API server will never take a write of this one: how long to wait, ever longer. */
  public synchronized Duration refused(HasMetadata observed) {
    return refused.merge(
        observed.getMetadata().getUid(), FIRST, (before, first) -> longer(before, LAST));
  }

  /** Whether that was already said of it. */
  public synchronized boolean refusedBefore(HasMetadata observed) {
    return refused.containsKey(observed.getMetadata().getUid());
  }

  /** A write of this test came in time, or none was needed. */
  public synchronized void won(HasMetadata observed) {
    lost.remove(observed.getMetadata().getUid());
    refused.remove(observed.getMetadata().getUid());
  }
}
