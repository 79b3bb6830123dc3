package dev.netperf.fleet;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Exchanges partners between two pairs of a round, so that more of the round's pairs lie within a
 * group, or fewer. Who plays in a round stays, and so does how many partners everybody has; no two
 * meet twice, and what was connected stays so.
 */
final class Exchange {
  /** Tries for each pair of a round; beyond that hardly any exchange is a gain. */
  private static final int PATIENCE = 50;

  private final List<String> groups;
  private final List<List<Link>> rounds = new ArrayList<>();
  private final List<BitSet> met = new ArrayList<>();

  /**
   * Of rounds whose union is connected.
   *
   * @param groups the group of each node
   * @param rounds in each of which a node plays at most once
   */
  Exchange(List<String> groups, List<List<Link>> rounds) {
    this.groups = groups;
    rounds.forEach(round -> this.rounds.add(new ArrayList<>(round)));
    groups.forEach(group -> met.add(new BitSet()));
    Tournament.inOrder(rounds).forEach(link -> meet(link, true));
  }

  /** The rounds as they are now. */
  List<List<Link>> rounds() {
    return rounds.stream().map(List::copyOf).toList();
  }

  /**
   * Exchanges in a round for some time. What is neither gain nor loss is done as well: it leads out
   * of where no exchange is a gain because the two have met.
   */
  void favour(int round, boolean within, Draw draw) {
    var links = rounds.get(round);
    var unfit = new BitSet();
    for (int i = 0; i < links.size(); i++) {
      unfit.set(i, within(links.get(i)) != within);
    }
    int tries = PATIENCE * links.size();
    while (tries-- > 0 && unfit.cardinality() > (within ? 1 : 0)) {
      int i = some(unfit, draw.below(links.size()));
      int j = draw.coin() ? some(unfit, draw.below(links.size())) : draw.below(links.size());
      if (i != j && exchanged(links, i, j, within, draw.coin())) {
        unfit.set(i, within(links.get(i)) != within);
        unfit.set(j, within(links.get(j)) != within);
      }
    }
  }

  /** The next one from there on, in a circle. */
  private static int some(BitSet set, int from) {
    int next = set.nextSetBit(from);
    return next < 0 ? set.nextSetBit(0) : next;
  }

  private boolean exchanged(List<Link> links, int i, int j, boolean within, boolean crosswise) {
    var one = links.get(i);
    var other = crosswise ? links.get(j).reversed() : links.get(j);
    var first = new Link(one.a(), other.a());
    var second = new Link(one.b(), other.b());
    if (fit(first, second, within) < fit(one, other, within) || met(first) || met(second)) {
      return false;
    }
    put(links, i, j, first, second);
    // if these two still are, so are the other two: each of them has one of these as partner
    if (!connected(one.a(), one.b())) {
      put(links, i, j, one, other);
      return false;
    }
    return true;
  }

  private void put(List<Link> links, int i, int j, Link first, Link second) {
    meet(links.get(i), false);
    meet(links.get(j), false);
    links.set(i, first);
    links.set(j, second);
    meet(first, true);
    meet(second, true);
  }

  private int fit(Link first, Link second, boolean within) {
    return (within(first) == within ? 1 : 0) + (within(second) == within ? 1 : 0);
  }

  private boolean within(Link link) {
    return groups.get(link.a()).equals(groups.get(link.b()));
  }

  private boolean met(Link link) {
    return met.get(link.a()).get(link.b());
  }

  private void meet(Link link, boolean really) {
    met.get(link.a()).set(link.b(), really);
    met.get(link.b()).set(link.a(), really);
  }

  /** From both ends in turn, so that it is seldom far. */
  private boolean connected(int one, int other) {
    var near = new BitSet();
    var far = new BitSet();
    near.set(one);
    far.set(other);
    while (!near.intersects(far)) {
      if (!grown(near)) {
        return false;
      }
      var turned = near;
      near = far;
      far = turned;
    }
    return true;
  }

  /** Whether a set has more with all that those in it have met. */
  private boolean grown(BitSet set) {
    int before = set.cardinality();
    ((BitSet) set.clone()).stream().forEach(node -> set.or(met.get(node)));
    return set.cardinality() > before;
  }
}
