package dev.netperf.operator.act;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.memory.Remembered;
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

  private final Map<String, Lost> lost = new Remembered<>();

  private record Lost(String resourceVersion, Duration pause) {}

  /** A write on this observation came too late: how long to wait, ever longer on the same one. */
  public synchronized Duration lost(NetPerfTest observed) {
    var metadata = observed.getMetadata();
    var version = String.valueOf(metadata.getResourceVersion());
    var before = lost.get(metadata.getUid());
    var pause =
        before == null || !before.resourceVersion().equals(version) ? SOON : longer(before.pause());
    lost.put(metadata.getUid(), new Lost(version, pause));
    return pause;
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LATER) < 0 ? twice : LATER;
  }

  /** A write of this test came in time, or none was needed. */
  public synchronized void won(NetPerfTest observed) {
    lost.remove(observed.getMetadata().getUid());
  }
}
