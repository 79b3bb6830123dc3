package dev.netperf.operator.placement;

import java.util.List;
import java.util.Set;

/**
 * Who is measured in the cluster at one moment, and who waits for a turn: tests on other nodes
 * share switches and uplinks all the same.
 *
 * @param limit how many may be measured at a time; at least 1
 * @param held the attempt for which the asking test has its slot already; empty: none
 * @param measuring the uids of those that are measured, without the test that asks
 * @param line those that wait, and the test that asks, in the order in which they go
 * @param most how many others were measured at any time while the asking test had its last slot
 */
public record Turns(int limit, String held, Set<String> measuring, List<TestRef> line, int most) {
  /** Nobody is measured, and nobody waits. */
  public static final Turns NONE = new Turns(1, "", Set.of(), List.of(), 0);

  public Turns {
    measuring = Set.copyOf(measuring);
    line = List.copyOf(line);
  }

  /** Whether a test may make this attempt now. */
  public boolean has(TestRef test, String attempt) {
    return held.equals(attempt)
        || (line.contains(test) ? next().contains(test) : measuring.size() < limit);
  }

  /** Those whose turn it is. */
  public List<TestRef> next() {
    return line.subList(0, Math.min(line.size(), Math.max(0, limit - measuring.size())));
  }
}
