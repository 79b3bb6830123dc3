package dev.netperf.operator.placement;

import dev.netperf.operator.placement.Claims.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * In which round each waiting test has its nodes, at one moment: start-time fair queueing. In each
 * round at a node, every namespace that waits for it has one turn. Who comes joins the round after
 * the one that is under way at its nodes; a namespace's second test for a node has its turn a round
 * after the first one. So what a namespace does elsewhere, or how many tests it has, keeps nobody.
 *
 * <p>No other namespace can put off a test: its round stays while it waits.
 *
 * @param starts the round that a test joined, by its uid; at least 1
 * @param served of each node that somebody waits for, the last round in which a namespace had it
 */
public record Rounds(Map<String, Long> starts, Map<String, Map<String, Long>> served) {
  /** Nobody waits. */
  static final Rounds NONE = new Rounds(Map.of(), Map.of());

  /** The oldest run first. */
  static final Comparator<Waiting> AGE =
      Comparator.comparing(Waiting::since).thenComparing(w -> w.test().uid());

  /** The round under way at these nodes; 0: nobody waits for them. */
  long underWay(NodeNames nodes) {
    return nodes.names().stream()
        .flatMap(node -> served.getOrDefault(node, Map.of()).values().stream())
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  /**
   * The order in which they go: by their rounds, in one by their age.
   *
   * @param all those that wait, and one that asks and may be new
   */
  Comparator<Waiting> order(Collection<Waiting> all) {
    var rounds = of(all);
    return Comparator.<Waiting>comparingLong(w -> rounds.get(w.test().uid())).thenComparing(AGE);
  }

  /** The round of each, by its uid. */
  Map<String, Long> of(Collection<Waiting> all) {
    var rounds = new HashMap<String, Long>();
    var last = new HashMap<String, Map<String, Long>>();
    var oldestFirst = new ArrayList<>(all);
    oldestFirst.sort(AGE);
    for (var next : oldestFirst) {
      var namespace = next.test().namespace();
      var its = last.computeIfAbsent(namespace, this::served);
      long round = starts.getOrDefault(next.test().uid(), underWay(next.wanted()) + 1);
      for (var node : next.wanted().names()) {
        round = Math.max(round, its.getOrDefault(node, 0L) + 1);
      }
      for (var node : next.wanted().names()) {
        its.put(node, round);
      }
      rounds.put(next.test().uid(), round);
    }
    return rounds;
  }

  private Map<String, Long> served(String namespace) {
    var its = new HashMap<String, Long>();
    served.forEach(
        (node, by) -> {
          if (by.containsKey(namespace)) {
            its.put(node, by.get(namespace));
          }
        });
    return its;
  }
}
