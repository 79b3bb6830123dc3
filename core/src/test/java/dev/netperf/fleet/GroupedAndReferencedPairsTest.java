package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.nodes;
import static dev.netperf.fleet.Surveys.plan;
import static dev.netperf.fleet.Surveys.spec;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupedAndReferencedPairsTest {
  private static String group(String name) {
    return name.substring(0, name.indexOf('-'));
  }

  private static List<Set<String>> unordered(SurveyPlan plan) {
    return PlannedPair.of(plan).stream().map(p -> Set.of(p.client(), p.server())).toList();
  }

  private static Map<String, List<PlannedPair>> byGroups(SurveyPlan plan) {
    return PlannedPair.of(plan).stream()
        .collect(
            groupingBy(
                p ->
                    Stream.of(group(p.client()), group(p.server()))
                        .sorted()
                        .collect(Collectors.joining())));
  }

  @Test
  void eachGroupAndEachTwoHaveSoManyDisjointPairs() {
    Dice.seeds(
        150,
        dice -> {
          // Given
          var sizes = IntStream.range(0, dice.between(1, 7)).map(i -> dice.between(1, 9)).toArray();
          int perGroup = dice.between(1, 5);
          boolean between = dice.chance(70);
          var nodes = nodes(sizes);
          var planning =
              Planning.of(
                  dice.shuffled(nodes),
                  spec(
                      "{coverage: {mode: Groups, perGroup: "
                          + perGroup
                          + ", between: "
                          + between
                          + "}}"),
                  "run " + dice.anyLong());

          // When none has two nodes there is nothing
          if (!(planning instanceof Planning.Made made)) {
            assertThat(sizes.length == 1 || !between).isTrue();
            assertThat(IntStream.of(sizes)).allMatch(size -> size == 1);
            return;
          }

          // Then
          var pairs = byGroups(made.plan());
          int all = 0;
          for (int one = 0; one < sizes.length; one++) {
            for (int other = one; other < (between ? sizes.length : one + 1); other++) {
              int possible = one == other ? sizes[one] / 2 : Math.min(sizes[one], sizes[other]);
              int expected = Math.min(perGroup, possible);
              var key = "" + (char) ('a' + one) + (char) ('a' + other);
              var ofTheTwo = pairs.getOrDefault(key, List.of());
              all += expected;
              assertThat(ofTheTwo).hasSize(expected);
              assertThat(ofTheTwo.stream().flatMap(p -> Stream.of(p.client(), p.server())))
                  .doesNotHaveDuplicates();
            }
          }
          assertThat(made.plan().pairs()).hasSize(all);

          // And the nodes of a group take turns
          for (int group = 0; group < sizes.length; group++) {
            var name = String.valueOf((char) ('a' + group));
            new Prefixes(made.plan()).areBalanced(3, 1, node -> node.group().equals(name));
          }
        });
  }

  @Test
  void theFirstPairOfAllGroupsComesBeforeTheSecondOfAny() {
    var plan = plan(nodes(6, 6, 6), spec("{coverage: {mode: Groups, perGroup: 3}}"));
    var turns = IntStream.range(0, 3).mapToObj(t -> PlannedPair.of(plan).subList(6 * t, 6 * t + 6));

    assertThat(turns)
        .allSatisfy(
            turn ->
                assertThat(
                        turn.stream()
                            .map(p -> new TreeSet<>(List.of(group(p.client()), group(p.server()))))
                            .distinct())
                    .hasSize(6));
  }

  @Test
  void eachOtherNodeIsMeasuredWithEachReferenceAndThoseWithEachOther() {
    for (int n = 2; n <= 60; n++) {
      for (int references = 1; references <= Math.min(5, n); references++) {
        // Given
        var names = IntStream.range(0, references).mapToObj(i -> "a-" + i).toList();
        var plan = plan(nodes(n), spec("{coverage: {mode: Reference, references: " + names + "}}"));

        // Then
        int others = n - references;
        assertThat(unordered(plan))
            .doesNotHaveDuplicates()
            .hasSize(references * others + references * (references - 1) / 2)
            .allMatch(pair -> pair.stream().anyMatch(names::contains));
        new Prefixes(plan).areBalanced(1, 1, node -> !names.contains(node.name()));
        new Prefixes(plan).areBalanced(2, 1, node -> names.contains(node.name()));
      }
    }
  }

  @Test
  void referencesAreAlwaysDrawn() {
    var plan =
        plan(
            nodes(20, 20),
            spec("{nodes: {max: 6}, coverage: {mode: Reference, references: [a-7, b-9]}}"));

    assertThat(plan.nodes().stream().map(PlannedNode::name)).hasSize(6).contains("a-7", "b-9");
    assertThat(plan.nodes().stream().collect(groupingBy(PlannedNode::group, counting())))
        .isEqualTo(Map.of("a", 3L, "b", 3L));
  }
}
