package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.RUN;
import static dev.netperf.fleet.Surveys.nodes;
import static dev.netperf.fleet.Surveys.plan;
import static dev.netperf.fleet.Surveys.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanningTest {
  private static List<Set<String>> unordered(SurveyPlan plan) {
    return PlannedPair.of(plan).stream().map(p -> Set.of(p.client(), p.server())).toList();
  }

  private static void isImpossible(Planning planning, Reason reason, String message) {
    assertThat(planning).isEqualTo(new Planning.Impossible(reason, message));
  }

  @Test
  void allPairsAreEachPairOnceInRoundsOfATournament() {
    for (int n = 2; n <= 60; n++) {
      // Given
      var plan = plan(nodes(n), spec("{coverage: {mode: AllPairs}}"));

      // Then
      assertThat(unordered(plan)).hasSize(n * (n - 1) / 2).doesNotHaveDuplicates();
      new Prefixes(plan).areBalanced(n % 2 == 0 ? 1 : 2, 1);
      for (int round = 0; round < plan.pairs().size(); round += n / 2) {
        assertThat(unordered(plan).subList(round, round + n / 2).stream().flatMap(Set::stream))
            .doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void aSampleOfAllPartnersIsAllPairs() {
    assertThat(plan(nodes(3, 4), spec("{coverage: {partners: 6}}")))
        .isEqualTo(plan(nodes(3, 4), spec("{coverage: {mode: AllPairs}}")));
    assertThat(plan(nodes(2), spec("{}")).pairs()).hasSize(1);
  }

  @Test
  void inBothDirectionsTheSecondOneComesLater() {
    Dice.seeds(
        40,
        dice -> {
          // Given
          var nodes = nodes(dice, dice.between(2, 30));
          var mode = dice.oneOf("Sample", "AllPairs");
          var once = plan(nodes, spec("{coverage: {mode: " + mode + "}}")).pairs();

          // When
          var both =
              plan(nodes, spec("{coverage: {mode: " + mode + ", directions: Both}}")).pairs();

          // Then
          assertThat(both.subList(0, once.size())).isEqualTo(once);
          assertThat(both.subList(once.size(), both.size()))
              .isEqualTo(once.stream().map(p -> p.split("-")).map(e -> e[1] + "-" + e[0]).toList());
        });
  }

  @Test
  void theSameSeedHasTheSamePlanEverywhere() {
    // Given the same nodes in another order
    Dice.seeds(
        30,
        dice -> {
          var nodes = nodes(dice, dice.between(2, 40));
          var spec = spec("{coverage: {seed: x}, nodes: {max: 30}}");
          assertThat(Planning.of(dice.shuffled(nodes), spec, "another"))
              .isEqualTo(Planning.of(nodes, spec, RUN));
        });

    // Then another seed, or run, has another plan
    var nodes = nodes(20);
    assertThat(plan(nodes, spec("{coverage: {seed: x}}")))
        .isNotEqualTo(plan(nodes, spec("{coverage: {seed: y}}")));
    assertThat(Planning.of(nodes, spec("{}"), "a"))
        .isNotEqualTo(Planning.of(nodes, spec("{}"), "b"));
    assertThat(Planning.of(nodes, spec("{coverage: {seed: x}}"), "a"))
        .isEqualTo(Planning.of(nodes, spec("{coverage: {seed: \"\"}}"), "x"));

    // And no version of Java or of this program changes it
    assertThat(plan(nodes(3, 4), spec("{coverage: {partners: 2, seed: golden}}")).pairs())
        .isEqualTo(List.of("6-0", "4-5", "3-2", "2-4", "1-6", "0-3", "5-1"));
  }

  @Test
  void ofTooManyNodesAsManyOfEachGroupAreDrawn() {
    Dice.seeds(
        60,
        dice -> {
          // Given groups of these sizes, and room for so many
          int max = dice.between(2, 25);
          var sizes =
              IntStream.range(0, dice.between(1, 8)).map(i -> dice.between(1, 12)).toArray();
          var nodes = nodes(sizes);
          int all = nodes.size();

          // When
          var spec = spec("{coverage: {mode: AllPairs}, nodes: {max: " + max + "}}");
          var planning = Planning.of(dice.shuffled(nodes), spec, RUN + dice.anyLong());
          if (all < 2) {
            return;
          }
          var plan = ((Planning.Made) planning).plan();

          // Then no group has two less than another one, unless all of it is there
          assertThat(plan.nodes()).hasSize(Math.min(all, max)).doesNotHaveDuplicates();
          assertThat(plan.nodes().stream().map(PlannedNode::name)).isSorted();
          assertThat(plan.eligible()).isEqualTo(all);
          var drawn =
              plan.nodes().stream()
                  .collect(Collectors.groupingBy(PlannedNode::group, Collectors.counting()));
          long most = drawn.values().stream().mapToLong(d -> d).max().orElseThrow();
          for (int group = 0; group < sizes.length; group++) {
            long here = drawn.getOrDefault(String.valueOf((char) ('a' + group)), 0L);
            assertThat(here).isGreaterThanOrEqualTo(Math.min(sizes[group], most - 1));
          }
        });
  }

  @Test
  void whoeverIsDrawnDependsOnTheSeed() {
    var drawn =
        IntStream.range(0, 20)
            .mapToObj(i -> spec("{nodes: {max: 3}, coverage: {seed: s" + i + "}}"))
            .map(spec -> plan(nodes(2, 9), spec).nodes())
            .distinct();

    assertThat(drawn).hasSizeGreaterThan(10);
  }

  @Test
  void aSurveyNeedsTwoNodes() {
    isImpossible(
        Planning.of(List.of(), spec("{}"), RUN),
        Reason.TooFewNodes,
        "No node fits, a survey needs 2 or more");
    isImpossible(
        Planning.of(nodes(1), spec("{}"), RUN),
        Reason.TooFewNodes,
        "Only 1 node fits, a survey needs 2 or more");
    isImpossible(
        Planning.of(nodes(1, 1, 1), spec("{coverage: {mode: Groups, between: false}}"), RUN),
        Reason.TooFewNodes,
        "No group has two nodes, so there is no pair");
  }

  @Test
  void whatIsTooLargeSaysHowLargeAndWhatToDo() {
    isImpossible(
        Planning.of(nodes(200), spec("{coverage: {mode: AllPairs}}"), RUN),
        Reason.TooManyPairs,
        "All pairs of 200 nodes are 19900, more than 5000: use coverage.mode Sample");
    isImpossible(
        Planning.of(nodes(100), spec("{coverage: {mode: AllPairs, directions: Both}}"), RUN),
        Reason.TooManyPairs,
        "All pairs of 100 nodes, in both directions, are 9900, more than 5000: use coverage.mode"
            + " Sample");
    isImpossible(
        Planning.of(nodes(500), spec("{coverage: {partners: 21}}"), RUN),
        Reason.TooManyPairs,
        "The pairs of 500 nodes with 21 partners each are 5250, more than 5000: lower"
            + " coverage.partners or nodes.max");
    isImpossible(
        Planning.of(
            nodes(IntStream.generate(() -> 3).limit(70).toArray()),
            spec("{coverage: {mode: Groups}}"),
            RUN),
        Reason.TooManyPairs,
        "The pairs of 70 groups, 3 within each and between each two are 7315, more than 5000: lower"
            + " coverage.perGroup, set coverage.between to false or group by another label");
    isImpossible(
        Planning.of(
            nodes(1000),
            spec(
                "{nodes: {max: 1000}, coverage: {mode: Reference, directions: Both, references:"
                    + " [a-1, a-2, a-3]}}"),
            RUN),
        Reason.TooManyPairs,
        "The pairs of 1000 nodes with 3 references, in both directions, are 5988, more than 5000:"
            + " name fewer references or lower nodes.max");
  }

  @Test
  void aReferenceThatIsNotAmongTheNodesIsNamed() {
    isImpossible(
        Planning.of(nodes(3), spec("{coverage: {mode: Reference, references: [a-1, x, y]}}"), RUN),
        Reason.NodeNotFound,
        "Of coverage.references these are not among the nodes: x, y");
  }
}
