package dev.netperf.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Placement;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.placement.Claims.Waiting;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order in which tests of several namespaces have nodes that all of them want. */
class FairQueueTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final NodeNames NODES = new NodeNames("node-1", "node-2");
  private static final NodeNames OTHERS = new NodeNames("node-3", "node-4");
  private static final List<Node> CLUSTER =
      IntStream.rangeClosed(1, 4).mapToObj(i -> TestNodes.ready("node-" + i)).toList();

  private Ledger ledger = new Ledger(100, System::nanoTime);
  private int arrivals;

  private static TestRef test(String namespace, int number) {
    return new TestRef(
        namespace, namespace + "-" + number, "uid-%s-%04d".formatted(namespace, number));
  }

  private static Waiting request(String namespace, int number, long since, NodeNames nodes) {
    var need =
        new Need(
            new Endpoint(nodes.server(), null, null),
            new Endpoint(nodes.client(), null, null),
            Placement.DifferentNodes);
    return new Waiting(test(namespace, number), START.plusSeconds(since), need, nodes);
  }

  /** Each a second after the one before. */
  private void arrive(String namespace, int number, NodeNames nodes) {
    ledger.await(request(namespace, number, arrivals++, nodes));
  }

  private void arriveMany(String namespace, int number, NodeNames nodes) {
    for (int i = 0; i < number; i++) {
      arrive(namespace, i, nodes);
    }
  }

  /** Whoever can have nodes now has them for a moment; their names, in order. */
  private List<String> turn() {
    var next = ledger.all(List.of()).admissible(CLUSTER);
    for (var test : next) {
      var wanted =
          ledger.all(List.of()).waiting().stream()
              .filter(w -> w.test().equals(test))
              .findFirst()
              .orElseThrow()
              .wanted();
      assertThat(ledger.reserve(test, wanted)).isTrue();
    }
    next.forEach(test -> ledger.release(test.uid()));
    return next.stream().map(TestRef::name).toList();
  }

  private List<String> turns(int number) {
    var names = new ArrayList<String>();
    for (int i = 0; i < number; i++) {
      names.addAll(turn());
    }
    return names;
  }

  @Test
  void hundredsOfTestsOfOneNamespaceKeepAnothersSingleTestForOneMoreOfThem() {
    // Given
    arriveMany("a", 300, NODES);
    turns(7);

    // When
    arrive("b", 0, NODES);

    // Then
    assertThat(turns(2)).contains("b-0");
  }

  @Test
  void soDoTheyIfTheirNamespaceMeasuresElsewhereMeanwhile() {
    // Given
    arriveMany("a", 300, NODES);
    turns(7);

    // When more of them come and have other nodes at once, or wait for those
    for (int i = 300; i < 400; i++) {
      arrive("a", i, OTHERS);
    }
    turns(20);
    arrive("b", 0, NODES);

    // Then
    assertThat(turns(2)).contains("b-0");
  }

  @Test
  void soDoTheyThoughAThirdNamespaceMeasuresElsewhere() {
    // Given
    arriveMany("a", 300, NODES);
    arriveMany("c", 150, OTHERS);
    turns(100);

    // When
    arrive("b", 0, NODES);

    // Then
    assertThat(turns(2)).contains("b-0");
  }

  @Test
  void whoCameLateHasNoCreditForTheTimeBefore() {
    // Given two namespaces that have had a hundred turns each
    arriveMany("a", 150, NODES);
    arriveMany("b", 150, NODES);
    turns(200);

    // When a third comes with many
    arriveMany("c", 100, NODES);

    // Then all three take turns
    assertThat(turns(12)).filteredOn(name -> name.startsWith("c")).hasSizeBetween(3, 5);
  }

  @Test
  void inANamespaceTheOldestGoesFirstInWhateverOrderTheyAreNoted() {
    Dice.seeds(
        20,
        dice -> {
          // Given
          ledger = new Ledger(100, System::nanoTime);
          var noted = dice.shuffled(IntStream.range(0, 30).boxed().toList());

          // When
          noted.forEach(i -> ledger.await(request(i % 3 == 0 ? "b" : "a", i, i / 2, NODES)));
          var order = turns(30);

          // Then
          for (var namespace : List.of("a", "b")) {
            assertThat(order)
                .filteredOn(name -> name.startsWith(namespace))
                .hasSize(namespace.equals("b") ? 10 : 20)
                .isSortedAccordingTo(
                    Comparator.comparing(name -> Integer.parseInt(name.substring(2))));
          }
        });
  }

  @Test
  void severalNamespacesTakeTurns() {
    // Given each comes with all of its tests at once
    arriveMany("a", 10, NODES);
    arriveMany("b", 10, NODES);
    arriveMany("c", 10, NODES);

    // Then
    var order = turns(30);
    for (int round = 0; round < 10; round++) {
      assertThat(order.subList(3 * round, 3 * round + 3))
          .containsExactly("a-" + round, "b-" + round, "c-" + round);
    }
  }

  @Test
  void aNewOperatorLetsThemTakeTurnsAsWell() {
    // Given
    arriveMany("a", 300, NODES);
    arriveMany("b", 5, NODES);
    turns(4);
    var waiting = new ArrayList<>(ledger.all(List.of()).waiting());

    // When another one notes who waits
    ledger = new Ledger(100, System::nanoTime);
    waiting.forEach(ledger::await);

    // Then
    assertThat(turns(6)).containsExactly("a-2", "b-2", "a-3", "b-3", "a-4", "b-4");
  }

  @Test
  void aTestOfTwoNodesHasThemThoughEachIsAlwaysWantedByOthers() {
    // Given on each of two nodes a namespace with many tests, and one test that needs both
    var one = new NodeNames("node-1", "node-3");
    var two = new NodeNames("node-2", "node-4");
    arriveMany("a", 100, one);
    arriveMany("c", 100, two);
    turns(10);
    arrive("b", 0, NODES);

    // When
    var before = turns(3);

    // Then
    assertThat(before).contains("b-0").hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void noneThatComesLaterPutsOffATestForLong() {
    // Given
    arriveMany("a", 5, NODES);
    arriveMany("b", 1, NODES);

    // When a namespace after another comes for the first time, one with each turn
    var order = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      arrive("new" + i, 0, NODES);
      order.addAll(turn());
    }

    // Then each of the others had its turn, a round after the one before
    assertThat(order).contains("b-0", "a-0", "a-1", "a-2", "a-3", "a-4");
    assertThat(order.indexOf("a-4")).isLessThan(20);
  }

  @Test
  void suspendingAndResumingSavesNoPlaces() {
    // Given one with many tests that left the queue, and others that went on
    arriveMany("a", 100, NODES);
    for (int i = 0; i < 100; i++) {
      ledger.release(test("a", i).uid());
    }
    arriveMany("b", 100, NODES);
    arriveMany("c", 100, NODES);
    turns(50);

    // When they come back
    for (int i = 0; i < 100; i++) {
      ledger.await(request("a", i, i, NODES));
    }

    // Then all take turns
    assertThat(turns(12)).filteredOn(name -> name.startsWith("a")).hasSizeBetween(3, 5);
  }

  @Test
  void anotherRunOfATestWaitsLikeANewTest() {
    // Given
    arriveMany("a", 5, NODES);
    arriveMany("b", 20, NODES);
    turns(5);

    // When all but one of its tests begin another run
    ledger.await(request("a", 3, 1000, NODES));
    ledger.await(request("a", 4, 1001, NODES));

    // Then
    assertThat(turns(5)).containsExactly("b-2", "b-3", "a-3", "b-4", "a-4");
  }

  @Test
  void nothingIsKeptOfNodesThatNobodyWaitsFor() {
    arriveMany("a", 10, NODES);
    arriveMany("b", 10, OTHERS);
    turns(20);

    assertThat(ledger.all(List.of()).rounds()).isEqualTo(Rounds.NONE);
  }
}
