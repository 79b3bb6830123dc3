package dev.netperf.operator.simulation;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What really happened, which nobody in the cluster sees as a whole. */
final class Truth {
  /**
   * What a client really measured.
   *
   * @param testUid for which test
   * @param run for which of its runs
   * @param sample the index of the sample
   * @param attempt how many attempts had been lost before
   * @param path the path's name
   * @param server the server's node
   * @param client its own node
   */
  record Measured(
      String testUid,
      String run,
      int sample,
      int attempt,
      String path,
      String server,
      String client) {}

  private final Map<Long, Measured> measured = new HashMap<>();
  private final Map<Long, Long> times = new HashMap<>();
  private final Map<String, Long> runs = new HashMap<>();
  private final Map<String, Long> byPod = new HashMap<>();
  private final Map<String, Map<Long, Asked>> asked = new HashMap<>();

  /**
   * What a user asked for.
   *
   * @param spec the spec
   * @param measured what of it decides what is measured
   */
  record Asked(NetPerfTestSpec spec, String measured) {}

  /** A value that no other client measures. */
  long measure(String podUid, Measured what, long now) {
    long value = 1_000_000_000L + 1000L * measured.size();
    measured.put(value, what);
    byPod.put(podUid, value);
    times.put(value, now);
    return value;
  }

  /** A run begins. */
  void begins(String run, long generation, long now) {
    runs.put(run + "/" + generation, now);
  }

  /**
   * Whether a value is of this time of a run: the same run may begin twice, when its spec comes
   * back.
   */
  boolean measuredSince(String run, long generation, long value) {
    return times.get(value) >= runs.get(run + "/" + generation);
  }

  /** What this pod measured, if it did. */
  Optional<Long> by(String podUid) {
    return Optional.ofNullable(byPod.get(podUid));
  }

  /** Whether there ever was such a test. */
  boolean knows(String testUid) {
    return asked.containsKey(testUid);
  }

  Optional<Measured> of(long value) {
    return Optional.ofNullable(measured.get(value));
  }

  int measurements() {
    return measured.size();
  }

  void ask(String testUid, long generation, Asked what) {
    asked.computeIfAbsent(testUid, uid -> new HashMap<>()).put(generation, what);
  }

  Asked asked(String testUid, long generation) {
    return asked.get(testUid).get(generation);
  }
}
