package dev.netperf.operator.placement;

import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who uses or awaits which nodes, at one moment; without the test that asks, if one does.
 *
 * @param held nodes in use, with their holder
 * @param waiting who waits for which nodes
 * @param rounds in which order they go
 * @param turns who is measured, and who waits for a turn
 */
public record Claims(List<Held> held, List<Waiting> waiting, Rounds rounds, Turns turns) {
  /** Nobody uses or awaits anything. */
  public static final Claims NONE = new Claims(List.of(), List.of(), Rounds.NONE, Turns.NONE);

  /**
   * A node in use, by an admitted test or by a probe pod that is not gone yet.
   *
   * @param node the node
   * @param holder who uses it
   * @param claimed whether it was given to the holder; else a pod is there
   * @param measures whether the pod is a client, which measures or is about to
   */
  public record Held(String node, TestRef holder, boolean claimed, boolean measures) {}

  /**
   * A test that waits.
   *
   * @param test the test
   * @param since when its run began
   * @param need what its nodes must be
   * @param wanted the nodes that it would take if all were free
   */
  public record Waiting(TestRef test, Instant since, Need need, NodeNames wanted) {}

  public Claims {
    held = List.copyOf(held);
    waiting = List.copyOf(waiting);
  }

  /**
   * Who keeps a test from which nodes: a node's holder, or else the first of those that wait for it
   * and go before the test.
   *
   * @param self the test that asks, and since when it waits
   */
  public Map<String, TestRef> blockers(Waiting self) {
    var blockers = new HashMap<String, TestRef>();
    held.forEach(h -> blockers.putIfAbsent(h.node(), h.holder()));
    before(self)
        .forEach(w -> w.wanted().names().forEach(node -> blockers.putIfAbsent(node, w.test())));
    return blockers;
  }

  /** How many wait for one of the nodes that a test wants, and go before it. */
  public long ahead(Waiting self) {
    return before(self).filter(w -> w.wanted().overlaps(self.wanted())).count();
  }

  /** Those that go before a test, first those that go first. */
  private Stream<Waiting> before(Waiting self) {
    var order = rounds.order(Stream.concat(waiting.stream(), Stream.of(self)).toList());
    return waiting.stream().filter(w -> order.compare(w, self) < 0 || older(w, self)).sorted(order);
  }

  /** In a namespace the oldest goes first, at whatever nodes. */
  private static boolean older(Waiting one, Waiting other) {
    return one.test().namespace().equals(other.test().namespace())
        && Rounds.AGE.compare(one, other) < 0;
  }

  /** Whether another test was given one of these nodes. */
  public boolean taken(NodeNames nodes) {
    return held.stream().anyMatch(h -> h.claimed() && nodes.has(h.node()));
  }

  /**
   * The tests that could go on if they looked now: they would get nodes, or it is their turn.
   *
   * @param nodes the cluster's nodes
   */
  public List<TestRef> ready(Collection<Node> nodes) {
    return Stream.concat(turns.next().stream(), admissible(nodes).stream()).toList();
  }

  /**
   * The waiting tests that would get nodes if they looked now, one after the other in their order.
   * No other would: so nobody else has to be woken, however many wait.
   *
   * @param nodes the cluster's nodes
   */
  List<TestRef> admissible(Collection<Node> nodes) {
    var taken = new HashSet<String>();
    held.forEach(h -> taken.add(h.node()));
    var oldest = oldest();
    var hopeless = new HashSet<Need>();
    var admissible = new ArrayList<TestRef>();
    for (var next : waiting.stream().sorted(rounds.order(waiting)).toList()) {
      // ever more nodes are taken, so what one test needs in vain another does as well
      if (!hopeless.contains(next.need())) {
        var candidates = next.need().candidates(next.test().uid(), nodes);
        if (candidates.best(node -> !taken.contains(node)).isEmpty()) {
          hopeless.add(next.need());
        } else {
          var its = oldest.get(next.test().namespace());
          candidates
              .best(node -> !taken.contains(node) && !older(its.getOrDefault(node, next), next))
              .ifPresent(
                  pair -> {
                    admissible.add(next.test());
                    taken.addAll(pair.names());
                  });
        }
      }
      taken.addAll(next.wanted().names());
    }
    return List.copyOf(admissible);
  }

  /** Of each namespace, who has waited longest for each node. */
  private Map<String, Map<String, Waiting>> oldest() {
    var oldest = new HashMap<String, Map<String, Waiting>>();
    for (var next : waiting) {
      var its = oldest.computeIfAbsent(next.test().namespace(), n -> new HashMap<>());
      next.wanted().names().forEach(node -> its.merge(node, next, (a, b) -> older(a, b) ? a : b));
    }
    return oldest;
  }
}
