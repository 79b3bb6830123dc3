package dev.netperf.text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as Kubernetes writes them (RFC 3339, UTC). */
public final class Times {
  private Times() {}

  /** In whole seconds, as conditions have it. */
  public static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** With milliseconds, for samples. */
  public static String millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
