package dev.netperf.operator.placement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who uses or awaits which nodes, at one moment, without the test that asks.
 *
 * @param held nodes in use, with their holder
 * @param waiting who waits for which nodes
 */
public record Claims(List<Held> held, List<Waiting> waiting) {
  /** Nobody uses or awaits anything. */
  public static final Claims NONE = new Claims(List.of(), List.of());

  /** Waiting tests are admitted in this order. */
  static final Comparator<Waiting> ORDER =
      Comparator.comparing(Waiting::since).thenComparing(w -> w.test().uid());

  /**
   * A node in use, by an admitted test or by a probe pod that is not gone yet.
   *
   * @param node the node
   * @param holder who uses it
   */
  public record Held(String node, TestRef holder) {}

  /**
   * A test that waits.
   *
   * @param test the test
   * @param since when its run began
   * @param wanted the nodes that it would take if all were free
   */
  public record Waiting(TestRef test, Instant since, NodeNames wanted) {}

  public Claims {
    held = List.copyOf(held);
    waiting = List.copyOf(waiting);
  }

  /**
   * Who keeps a test from this node: its holder, or an earlier test that waits for it.
   *
   * @param node the node
   * @param self the test that asks, and since when it waits
   */
  public Optional<TestRef> blocker(String node, Waiting self) {
    var holder = held.stream().filter(h -> h.node().equals(node)).map(Held::holder).findFirst();
    return holder.or(
        () ->
            waiting.stream()
                .filter(w -> w.wanted().has(node) && ORDER.compare(w, self) < 0)
                .min(ORDER)
                .map(Waiting::test));
  }
}
