package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.PlannedNode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Each node with so many partners, two thirds of them in its own group, and everybody is connected
 * with everybody by way of others. Where both the number of nodes and that of partners are odd, one
 * node has a partner less. Where a group is too small for two thirds, or too large for the rest to
 * lie beyond it, the number of partners is kept and not the share.
 */
final class SampledPairs implements Scheme {
  private final List<PlannedNode> nodes;
  private final int partners;

  /** Less partners than there are other nodes. */
  SampledPairs(List<PlannedNode> nodes, int partners) {
    this.nodes = nodes;
    this.partners = partners;
  }

  @Override
  public long count() {
    return (long) nodes.size() * partners / 2;
  }

  @Override
  public List<Link> links(Draw draw) {
    var players = draw.shuffled(IntStream.range(0, nodes.size()).boxed().toList());
    var rounds = new Tournament(players).regular(partners);
    var exchange = new Exchange(nodes.stream().map(PlannedNode::group).toList(), rounds);
    for (int round = 0; round < rounds.size(); round++) {
      exchange.favour(round, !beyond(round), draw);
    }
    return Tournament.inOrder(exchange.rounds()).toList();
  }

  /** Whether the pairs of a round lead beyond the groups: a third of the rounds, spread evenly. */
  private boolean beyond(int round) {
    int third = partners - Math.round(2 * partners / 3f);
    return round < partners && (round + 1) * third / partners > round * third / partners;
  }

  @Override
  public String words() {
    return "The pairs of " + nodes.size() + " nodes with " + partners + " partners each";
  }

  @Override
  public String advice() {
    return "lower coverage.partners or nodes.max";
  }
}
