package dev.netperf.operator.netperftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.operator.fake.TestNodes;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** Who gets which nodes when, whatever the tests want and in whatever order things happen. */
class AdmissionPropertiesTest {
  private static final String SHORT = "repetitions: 1, durationSeconds: 1, paths: [PodToPod]";

  private static Node node(int number, String pool, String zone) {
    return TestNodes.ready("node-" + number)
        .edit()
        .editMetadata()
        .addToLabels("pool", pool)
        .addToLabels("topology.kubernetes.io/zone", zone)
        .endMetadata()
        .build();
  }

  private static Crowd crowd(Dice dice, int nodes) {
    var crowd = new Crowd(dice);
    for (int i = 0; i < nodes; i++) {
      crowd.put(node(i, dice.oneOf("x", "y"), dice.oneOf("a", "b")));
    }
    return crowd;
  }

  /** A short test that is particular about its nodes, or isn't. */
  private static String spec(Dice dice, int nodes) {
    var server = side(dice, nodes);
    var client = server.contains("Name") && dice.chance(50) ? other(server, nodes) : "{}";
    return switch (dice.below(6)) {
      case 0, 1 -> "{" + SHORT + "}";
      case 2 -> "{" + SHORT + ", server: " + server + ", client: " + client + "}";
      case 3 -> "{" + SHORT + ", server: {nodeSelector: {pool: x}}, client: " + client(dice) + "}";
      case 4 -> "{" + SHORT + ", placement: SameNode, server: " + server + "}";
      default -> "{" + SHORT + ", placement: DifferentZones, server: " + server + "}";
    };
  }

  private static String side(Dice dice, int nodes) {
    return dice.chance(60)
        ? "{nodeName: node-" + dice.below(nodes) + "}"
        : "{nodeSelector: {pool: " + dice.oneOf("x", "y") + "}}";
  }

  private static String client(Dice dice) {
    return dice.oneOf("{}", "{nodeSelector: {pool: x}}", "{nodeSelector: {pool: y}}");
  }

  private static String other(String side, int nodes) {
    int number = Integer.parseInt(side.replaceAll("[^0-9]", ""));
    return "{nodeName: node-" + (number + 1) % nodes + "}";
  }

  /**
   * Crowd checks the rest after each step: no node has two, nobody is overtaken by a younger test
   * of its namespace, none waits in vain.
   */
  private static void assertAllMeasuredThatCould(Crowd crowd) {
    for (var name : crowd.names()) {
      assertThat(crowd.reason(name))
          .as(name)
          .isEqualTo(crowd.satisfiable(name) ? "Complete" : "NoEligibleNodes");
    }
  }

  @Test
  void everyTestThatCanHaveNodesHasThemInTheEndAndNobodyIsOvertakenOrForgotten() {
    Dice.seeds(
        100,
        dice -> {
          // Given some nodes, and tests that want this or that
          int nodes = dice.between(2, 8);
          var crowd =
              crowd(dice, nodes)
                  .conflicts(dice.oneOf(0, 0, 10))
                  .podsTakeTime()
                  .namespaces(dice.between(1, 4));

          // When they come at any time
          for (int i = dice.between(1, 25); i > 0; i--) {
            crowd.arrives(spec(dice, nodes));
            for (int steps = dice.below(12); steps > 0; steps--) {
              crowd.step();
            }
          }
          crowd.settle();

          // Then
          assertAllMeasuredThatCould(crowd);
        });
  }

  @Test
  void whateverElseHappensNobodyIsForgotten() {
    Dice.seeds(
        100,
        dice -> {
          // Given
          int nodes = dice.between(2, 6);
          var crowd = crowd(dice, nodes).conflicts(5).podsTakeTime().namespaces(dice.between(1, 3));
          var specs = new HashMap<String, String>();

          // When tests come and go, are suspended and changed, nodes are cordoned, the operator
          // dies
          for (int i = 0; i < 60; i++) {
            var names = crowd.names();
            int what = names.isEmpty() ? 0 : dice.below(12);
            switch (what) {
              case 0, 1, 2 -> {
                var spec = spec(dice, nodes);
                specs.put(crowd.arrives(spec), spec);
              }
              case 3 -> crowd.delete(dice.oneOf(names));
              case 4 -> {
                var name = dice.oneOf(names);
                crowd.apply(name, specs.get(name).replace("{" + SHORT, "{suspend: true, " + SHORT));
              }
              case 5 -> {
                var name = dice.oneOf(names);
                crowd.apply(name, specs.get(name));
              }
              case 6 -> {
                var name = dice.oneOf(names);
                specs.put(name, spec(dice, nodes));
                crowd.apply(name, specs.get(name));
              }
              case 7 -> {
                var name = "node-" + dice.below(nodes);
                crowd.changes(dice.chance(50) ? TestNodes.cordoned(name) : TestNodes.ready(name));
              }
              case 8 -> crowd.restart();
              default -> {
                for (int steps = dice.below(12); steps > 0; steps--) {
                  crowd.step();
                }
              }
            }
          }
          crowd.names().forEach(name -> crowd.apply(name, specs.get(name)));
          for (int i = 0; i < nodes; i++) {
            crowd.changes(TestNodes.ready("node-" + i));
          }
          crowd.settle();

          // Then
          assertThat(crowd.names()).allMatch(crowd::finished);
          assertThat(crowd.claims().held()).isEmpty();
          assertThat(crowd.claims().waiting()).isEmpty();
        });
  }

  @Test
  void theSameNodesAreGivenInTheOrderOfTheTests() {
    Dice.seeds(
        20,
        dice -> {
          // Given two nodes, and tests that all want them
          var crowd = crowd(dice, 2).podsTakeTime();
          crowd.arrives("{" + SHORT + "}");
          crowd.operatorRests();

          // When they come while one has the nodes, in whatever order they have their turns
          for (int i = 0; i < 12; i++) {
            crowd.arrives("{" + SHORT + "}");
          }
          crowd.operatorRests().settle();

          // Then
          var waited = crowd.admitted().subList(1, 13);
          assertThat(waited)
              .isSortedAccordingTo(
                  Comparator.comparing(
                          (String name) -> crowd.test(name).getStatus().run().startTime())
                      .thenComparing(name -> crowd.test(name).getMetadata().getUid()));
        });
  }

  @Test
  void aTestWithTwoNodesInMindHasThemThoughEachIsAlwaysWantedByOthers() {
    Dice.seeds(
        20,
        dice -> {
          // Given two nodes in use, and a test that needs both at once
          var crowd = crowd(dice, 2).podsTakeTime();
          var streams = new ArrayList<String>();
          streams.add(crowd.arrives(alone(0)));
          streams.add(crowd.arrives(alone(1)));
          crowd.operatorRests();
          var both = crowd.arrives("{" + SHORT + "}");
          crowd.operatorRests();

          // When on each node a next one waits before the last one ends, for ever
          int later = 0;
          while (!crowd.finished(both)) {
            for (int i = 0; i < 2; i++) {
              if (crowd.finished(streams.get(i)) || later < 2) {
                streams.set(i, crowd.arrives(alone(i)));
                later++;
              }
            }
            crowd.step();
            assertThat(later).as("tests that came later").isLessThan(20);
          }

          // Then it was the next after the two that were there
          assertThat(crowd.admitted().get(2)).isEqualTo(both);
        });
  }

  private static String alone(int node) {
    return "{" + SHORT + ", placement: SameNode, server: {nodeName: node-" + node + "}}";
  }

  @Test
  void testsThatShareNoNodeDoNotWaitForEachOther() {
    Dice.seeds(
        20,
        dice -> {
          // Given a queue for two nodes
          var crowd = crowd(dice, 6).podsTakeTime();
          for (int i = 0; i < 5; i++) {
            crowd.arrives(
                "{" + SHORT + ", server: {nodeName: node-0}, client: {nodeName: node-1}}");
          }
          crowd.operatorRests();

          // When others come for other nodes
          crowd.arrives("{" + SHORT + ", server: {nodeName: node-2}, client: {nodeName: node-3}}");
          crowd.arrives("{" + SHORT + ", server: {nodeName: node-5}, client: {nodeName: node-4}}");
          crowd.operatorRests();

          // Then they measure at once
          assertThat(crowd.admitted()).hasSize(3).contains("t-5", "t-6");
        });
  }

  @Test
  void aNewOperatorKnowsWhatTheOldOneKnew() {
    Dice.seeds(
        100,
        dice -> {
          // Given an operator in the middle of its work, and at rest
          int nodes = dice.between(2, 8);
          var crowd = crowd(dice, nodes).podsTakeTime().namespaces(dice.between(1, 3));
          for (int i = dice.between(2, 15); i > 0; i--) {
            crowd.arrives(spec(dice, nodes));
          }
          for (int steps = dice.below(60); steps > 0; steps--) {
            crowd.step();
          }
          crowd.operatorRests();
          var before = crowd.ledgerInWords();

          // When
          crowd.restart();

          // Then
          assertThat(crowd.ledgerInWords()).isEqualTo(before);
          crowd.settle();
          assertAllMeasuredThatCould(crowd);
        });
  }

  @Test
  void manyTestsSpreadOverManyNodesAndFinish() {
    // Given
    var crowd = crowd(new Dice(1), 50);
    for (int i = 0; i < 200; i++) {
      crowd.arrives("{}");
    }

    // When
    crowd.settle();

    // Then every one has its eight samples
    assertThat(crowd.names())
        .allSatisfy(
            name -> {
              assertThat(crowd.reason(name)).isEqualTo("Complete");
              assertThat(crowd.test(name).getStatus().samples()).hasSize(8);
            });
    // each of the fifty nodes had about a fiftieth of the four hundred places
    assertThat(crowd.uses()).hasSize(50);
    assertThat(crowd.uses().values()).allMatch(times -> times >= 2 && times <= 16);
    // and hardly anybody was woken for nothing, though most had to wait
    assertThat(crowd.woken()).isLessThan(300);
  }

  @Test
  void aReleaseWakesWhoCanGoOnAndNobodyElse() {
    // Given hundreds that wait for four nodes
    var crowd = crowd(new Dice(1), 4).podsTakeTime();
    crowd.arrives("{}");
    crowd.arrives("{}");
    crowd.operatorRests();
    for (int i = 0; i < 300; i++) {
      crowd.arrives("{}");
    }
    crowd.operatorRests();
    int before = crowd.woken();

    // When one of those that have nodes is deleted and its pods are gone
    crowd.delete("t-0");
    crowd.deletedPodsGo().operatorRests();

    // Then one was woken
    assertThat(crowd.admitted()).hasSize(3);
    assertThat(crowd.woken() - before).isEqualTo(1);
  }

  @Test
  void aWholeWaitCostsAHandfulOfWritesHoweverLongTheQueueAndHoweverOftenOneLooks() {
    costsAHandfulOfWrites(1);
  }

  @Test
  void soItDoesIfNamespacesTakeTurns() {
    costsAHandfulOfWrites(5);
  }

  private static void costsAHandfulOfWrites(int namespaces) {
    // Given a long queue for one pair of nodes
    var crowd = crowd(new Dice(1), 2).podsTakeTime().namespaces(namespaces);
    for (int i = 0; i < 150; i++) {
      crowd.arrives("{" + SHORT + "}");
    }
    crowd.operatorRests();

    // When all of them look again whenever one has finished
    int finished = 0;
    while (crowd.step()) {
      int now = (int) crowd.names().stream().filter(crowd::finished).count();
      if (now > finished) {
        finished = now;
        crowd.everybodyLooks();
      }
    }

    // Then
    assertThat(crowd.names()).allMatch(crowd::finished);
    assertThat(crowd.waits().values()).hasSizeGreaterThan(140).allMatch(writes -> writes <= 6);
  }
}
