package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.PlannedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The references with each other, then each other node with each of them: all others with one each,
 * then with the next one.
 */
final class ReferencedPairs implements Scheme {
  private final List<PlannedNode> nodes;
  private final Set<String> references;

  /** References that are among the nodes. */
  ReferencedPairs(List<PlannedNode> nodes, List<String> references) {
    this.nodes = nodes;
    this.references = Set.copyOf(references);
  }

  @Override
  public long count() {
    long chosen = references.size();
    return chosen * (chosen - 1) / 2 + chosen * (nodes.size() - chosen);
  }

  @Override
  public List<Link> links(Draw draw) {
    var chosen = draw.shuffled(places(true));
    var others = draw.shuffled(places(false));
    var links = new ArrayList<>(Tournament.inOrder(new Tournament(chosen).all()).toList());
    for (int turn = 0; turn < chosen.size(); turn++) {
      int first = first(turn, others.size(), chosen.size());
      for (int i = 0; i < others.size(); i++) {
        links.add(new Link(others.get(i), chosen.get((first + i) % chosen.size())));
      }
    }
    return links;
  }

  /**
   * The reference of the first of the others: the one after that of the last of them, so that the
   * references too take turns, or one further where it has had that one before.
   */
  private static int first(int turn, int others, int references) {
    return (turn * others + turn * commonDivisor(others, references) / references) % references;
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }

  private List<Integer> places(boolean chosen) {
    return IntStream.range(0, nodes.size())
        .filter(place -> references.contains(nodes.get(place).name()) == chosen)
        .boxed()
        .toList();
  }

  @Override
  public String words() {
    return "The pairs of " + nodes.size() + " nodes with " + references.size() + " references";
  }

  @Override
  public String advice() {
    return "name fewer references or lower nodes.max";
  }
}
