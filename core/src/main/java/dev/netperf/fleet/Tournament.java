package dev.netperf.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everybody meets everybody once, in rounds in which everybody plays at most once (the circle
 * method: Lucas, Récréations mathématiques II, 1883). All players but one stand on a circle; in the
 * round of a centre those meet that stand equally far to its left and right. The centre itself
 * meets the one that is not on the circle, or pauses where the number of players is odd: then all
 * stand on the circle.
 *
 * <p>The union of the rounds of two centres that are one or two places apart leads through all
 * players, as the number of places is odd.
 *
 * @param players the players
 */
record Tournament(List<Integer> players) {
  Tournament {
    players = List.copyOf(players);
  }

  /** How many rounds there are: as many as places on the circle. */
  int rounds() {
    return players.isEmpty() ? 0 : (players.size() - 1) / 2 * 2 + 1;
  }

  /** All of them. */
  List<List<Link>> all() {
    return IntStream.range(0, rounds()).mapToObj(this::round).toList();
  }

  /** The round of a centre, which may be any number: the circle has no end. */
  List<Link> round(int centre) {
    var links = new ArrayList<Link>();
    if (players.size() % 2 == 0 && !players.isEmpty()) {
      links.add(new Link(at(centre), players.get(players.size() - 1)));
    }
    for (int apart = 1; apart <= (rounds() - 1) / 2; apart++) {
      links.add(pair(centre, apart));
    }
    return links;
  }

  /**
   * So many rounds, less than all, after which everybody has met as many others. With an odd number
   * of players each round has another one that pauses; their centres lie to both sides of the first
   * place, so that those who paused can meet in the round of that place, which is not taken. Where
   * their number is odd too, one of them is left, with one partner less.
   */
  List<List<Link>> regular(int count) {
    var rounds = new ArrayList<List<Link>>();
    for (int i = 0; i < count; i++) {
      int apart = i / 2 + 1;
      rounds.add(round(i % 2 == 0 ? apart : -apart));
    }
    if (players.size() % 2 == 1) {
      rounds.add(IntStream.rangeClosed(1, count / 2).mapToObj(apart -> pair(0, apart)).toList());
    }
    return rounds;
  }

  private Link pair(int centre, int apart) {
    return new Link(at(centre + apart), at(centre - apart));
  }

  private int at(int place) {
    return players.get(Math.floorMod(place, rounds()));
  }

  /** Those of these rounds, one after the other. */
  static Stream<Link> inOrder(List<List<Link>> rounds) {
    return rounds.stream().flatMap(List::stream);
  }
}
