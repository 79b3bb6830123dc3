package dev.netperf.fleet;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Each node with each other one, in the rounds of a tournament.
 *
 * @param nodes how many nodes
 */
record EveryPair(int nodes) implements Scheme {

  @Override
  public long count() {
    return (long) nodes * (nodes - 1) / 2;
  }

  @Override
  public List<Link> links(Draw draw) {
    var players = draw.shuffled(IntStream.range(0, nodes).boxed().toList());
    return Tournament.inOrder(new Tournament(players).all()).toList();
  }

  @Override
  public String words() {
    return "All pairs of " + nodes + " nodes";
  }

  @Override
  public String advice() {
    return "use coverage.mode Sample";
  }
}
