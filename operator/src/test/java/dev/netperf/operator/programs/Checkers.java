package dev.netperf.operator.programs;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The programs that {@code deploy/local/checker} brings; once for all tests of a run. */
public final class Checkers {
  /** Some are built on a fresh machine. */
  private static final Duration PATIENT = Duration.ofMinutes(30);

  private static final Map<String, String> PATHS = new ConcurrentHashMap<>();

  private Checkers() {}

  /** Where it is: built or installed if need be. */
  public static String path(String name) {
    return PATHS.computeIfAbsent(name, n -> Shell.run(PATIENT, "../deploy/local/checker", n));
  }
}
