package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.nodes;
import static dev.netperf.fleet.Surveys.plan;
import static dev.netperf.fleet.Surveys.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampledPairsTest {
  private static SurveyPlan sample(List<PlannedNode> nodes, int partners) {
    return plan(nodes, spec("{coverage: {partners: " + partners + "}}"));
  }

  private static Map<String, Long> degrees(SurveyPlan plan) {
    return PlannedPair.of(plan).stream()
        .flatMap(p -> Stream.of(p.client(), p.server()))
        .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
  }

  private static List<Link> links(SurveyPlan plan) {
    return plan.pairs().stream()
        .map(pair -> pair.split("-"))
        .map(ends -> new Link(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])))
        .toList();
  }

  private static double percentWithin(SurveyPlan plan) {
    var groups = plan.nodes().stream().map(PlannedNode::group).toList();
    return links(plan).stream()
        .mapToInt(link -> groups.get(link.a()).equals(groups.get(link.b())) ? 100 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void everyNodeHasAsManyPartnersAndIsConnectedWithAll() {
    for (int n = 2; n <= 60; n++) {
      int count = n;
      Dice.seeds(
          3,
          dice -> {
            // Given any groups
            int partners = dice.between(2, Math.min(50, Math.max(2, count)));
            var plan = sample(nodes(dice, count), partners);

            // Then, but for one node where both numbers are odd
            long each = Math.min(partners, count - 1);
            var degrees = degrees(plan).values();
            assertThat(degrees).hasSize(count);
            assertThat(degrees.stream().filter(d -> d != each))
                .isEqualTo(count * each % 2 == 0 ? List.of() : List.of(each - 1));
            assertThat(links(plan).stream().map(l -> Set.of(l.a(), l.b()))).doesNotHaveDuplicates();
            assertThat(TournamentTest.connected(links(plan))).hasSize(count);
            new Prefixes(plan).areBalanced(count % 2 == 0 ? 1 : 2, 1);
          });
    }
  }

  @Test
  void twoThirdsOfThePartnersAreOfTheSameGroup() {
    Dice.seeds(
        40,
        dice -> {
          // Given groups that are large enough, and none of which is more than half of all
          int groups = dice.between(2, 4);
          int size = dice.between(10, 15);
          int partners = dice.oneOf(3, 6, 9);
          var sizes = java.util.stream.IntStream.range(0, groups).map(i -> size).toArray();

          // Then, but for the one node of an odd group that is left over each time
          double odd = size % 2 == 0 ? 0 : 100.0 / size;
          assertThat(percentWithin(sample(nodes(sizes), partners)))
              .isBetween(66.6 - odd, 66.7 + odd);
        });
  }

  @Test
  void everyBeginningHasBothKindsOfPairs() {
    // Given 4 groups of 10, so 20 pairs a round
    var plan = sample(nodes(10, 10, 10, 10), 6);

    // Then two rounds within groups are followed by one beyond
    for (int round = 0; round < 6; round++) {
      var part = plan.pairs().subList(20 * round, 20 * round + 20);
      assertThat(percentWithin(new SurveyPlan(plan.nodes(), part, 40, null)))
          .isEqualTo(round % 3 == 2 ? 0 : 100);
    }
  }

  @Test
  void aGroupThatIsTooSmallHasItsPartnersElsewhere() {
    // Given a node alone and one of two
    var plan = sample(nodes(1, 2, 20, 20), 6);

    // Then
    assertThat(degrees(plan).values()).allMatch(degree -> degree == 6 || degree == 5);
    assertThat(
            PlannedPair.of(plan).stream()
                .filter(p -> p.client().equals("a-0") || p.server().equals("a-0")))
        .hasSizeBetween(5, 6);
    assertThat(PlannedPair.of(plan).stream().map(p -> Set.of(p.client(), p.server())))
        .contains(Set.of("b-0", "b-1"));
  }

  @Test
  void ofOneGroupAllPartnersAreOfIt() {
    assertThat(percentWithin(sample(nodes(30), 6))).isEqualTo(100);
  }

  @Test
  void theLargestFleetIsSoonPlanned() {
    long begin = System.nanoTime();
    var plan =
        plan(nodes(300, 300, 300, 100), spec("{nodes: {max: 1000}, coverage: {partners: 10}}"));

    assertThat(plan.pairs()).hasSize(5000);
    assertThat(percentWithin(plan)).isBetween(65.0, 71.0);
    assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
  }
}
