package dev.netperf.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TournamentTest {
  private static Tournament of(int players) {
    return new Tournament(IntStream.range(0, players).boxed().toList());
  }

  @Test
  void everyPairMeetsOnceAndNobodyPlaysTwiceARound() {
    for (int n = 1; n <= 60; n++) {
      var rounds = of(n).all();

      assertThat(rounds).hasSize(n % 2 == 0 ? n - 1 : n);
      assertThat(rounds).allSatisfy(TournamentTest::isARound);
      assertThat(rounds.stream().flatMap(List::stream).map(l -> Set.of(l.a(), l.b())))
          .hasSize(n * (n - 1) / 2)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void afterSomeRoundsEverybodyHasAsManyPartnersAndIsConnected() {
    for (int n = 4; n <= 60; n++) {
      for (int partners = 2; partners < n - 1; partners++) {
        isRegular(n, partners, of(n).regular(partners));
      }
    }
  }

  private static void isRegular(int n, int partners, List<List<Link>> rounds) {
    assertThat(rounds).allSatisfy(TournamentTest::isARound);
    var links = Tournament.inOrder(rounds).toList();
    assertThat(links.stream().map(l -> Set.of(l.a(), l.b()))).doesNotHaveDuplicates();
    var degrees = new HashMap<Integer, Integer>();
    links.forEach(l -> List.of(l.a(), l.b()).forEach(v -> degrees.merge(v, 1, Integer::sum)));
    int fewer = n * partners % 2;
    assertThat(degrees.values().stream().filter(d -> d == partners - 1)).hasSize(fewer);
    assertThat(degrees.values().stream().filter(d -> d == partners)).hasSize(n - fewer);
    assertThat(connected(links)).hasSize(n);
  }

  private static void isARound(List<Link> round) {
    assertThat(round.stream().flatMap(l -> Stream.of(l.a(), l.b()))).doesNotHaveDuplicates();
  }

  /** All that the first one is connected with. */
  static Set<Integer> connected(List<Link> links) {
    var reached = new HashSet<Integer>(Set.of(links.get(0).a()));
    boolean more = true;
    while (more) {
      more = false;
      for (var link : links) {
        if (reached.contains(link.a()) != reached.contains(link.b())) {
          more = reached.add(link.a()) || reached.add(link.b());
        }
      }
    }
    return reached;
  }
}
