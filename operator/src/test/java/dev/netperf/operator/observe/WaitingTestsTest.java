package dev.netperf.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Placement;
import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.Need;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.TestRef;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingTestsTest {
  private static final NodeNames NODES = new NodeNames("node-1", "node-2");
  private final List<String> woken = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final Ledger ledger = new Ledger(100, System::nanoTime);
  private final WaitingTests source =
      new WaitingTests(ledger, ledger::waiting, (pause, task) -> later.add(task));

  @BeforeEach
  void listen() {
    source.setEventHandler(event -> woken.add(event.getRelatedCustomResourceID().getName()));
  }

  private static NetPerfTest test(String name, String uid) {
    var test = new NetPerfTest();
    test.setMetadata(
        new ObjectMetaBuilder().withNamespace("team-a").withName(name).withUid(uid).build());
    return test;
  }

  private static Waiting waiting(NetPerfTest test) {
    var any = new Endpoint(null, null, null);
    return new Waiting(
        ref(test), Instant.EPOCH, new Need(any, any, Placement.DifferentNodes), NODES);
  }

  private static TestRef ref(NetPerfTest test) {
    var metadata = test.getMetadata();
    return new TestRef(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }

  @Test
  void aDeletedTestGivesItsNodesToThoseThatWait() {
    // Given
    var holder = test("holder", "1");
    ledger.reserve(ref(holder), NODES);
    ledger.await(waiting(test("waiter", "2")));

    // When
    source.onResourceDeleted(holder);

    // Then
    assertThat(ledger.users("node-1")).isEmpty();
    assertThat(woken).containsExactly("waiter");
  }

  @Test
  void aTestThatWasMadeAnewUnseenHasNoneOfTheNodesOfItsNamesake() {
    // Given a test with nodes, and one that waits for them
    var before = test("recreated", "1");
    ledger.reserve(ref(before), NODES);
    ledger.await(waiting(test("waiter", "2")));

    // When the watch comes back and the former has another uid
    source.onResourceUpdated(test("recreated", "3"), before);

    // Then its nodes are free, and both the one that waits and the new one have their turn
    assertThat(ledger.users("node-1")).isEmpty();
    assertThat(woken).containsExactly("waiter", "recreated");
  }

  @Test
  void aProbeThatIsGoneWakesNobodyWhileItsNodeHasAnotherTest() {
    // Given
    var holder = test("holder", "1");
    ledger.reserve(ref(holder), NODES);
    ledger.await(waiting(test("waiter", "2")));

    // When, Then
    source.gone("node-1");
    assertThat(woken).isEmpty();

    source.gone("node-3");
    assertThat(woken).containsExactly("waiter");
  }

  @Test
  void anOrdinaryChangeIsNotItsAffair() {
    // Given
    var test = test("changed", "1");
    ledger.reserve(ref(test), NODES);

    // When
    source.onResourceUpdated(test("changed", "1"), test);

    // Then
    assertThat(ledger.users("node-1")).containsExactly(ref(test));
    assertThat(woken).isEmpty();
  }

  private void timePasses() {
    var due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  /** Somebody may write a node's labels many times a second. */
  @Test
  void afterManyChangesOfNodesWhoeverWaitsIsWokenOnce() {
    // Given two that wait, and one that doesn't
    ledger.reserve(ref(test("holder", "1")), NODES);
    ledger.await(waiting(test("waiter", "2")));
    ledger.await(waiting(test("another", "3")));

    // When
    for (int i = 0; i < 9; i++) {
      source.nodeChanged();
    }
    assertThat(woken).isEmpty();
    timePasses();

    // Then
    assertThat(woken).containsExactly("waiter", "another");
    assertThat(later).isEmpty();
  }

  @Test
  void aChangeOfANodeAfterTheyWereWokenWakesThemAgain() {
    // Given
    ledger.await(waiting(test("waiter", "1")));
    source.nodeChanged();
    timePasses();

    // When
    source.nodeChanged();
    timePasses();

    // Then
    assertThat(woken).containsExactly("waiter", "waiter");
  }

  /** One that decides on older nodes may begin to wait before the change is told. */
  @Test
  void whoBeginsToWaitAfterTheChangeIsWokenToo() {
    source.nodeChanged();
    ledger.await(waiting(test("waiter", "1")));
    timePasses();

    assertThat(woken).containsExactly("waiter");
  }

  /** The framework may forget the first time. */
  @Test
  void aNewTestIsToldAgainUntilItHasHadATurn() {
    // Given
    var test = test("new", "1");
    source.onResourceCreated(test);

    // When nothing comes of it
    timePasses();
    timePasses();
    assertThat(woken).containsExactly("new", "new");

    // Then it is told until it has had a turn, and no longer
    ledger.know(ref(test));
    timePasses();
    assertThat(woken).hasSize(2);
    assertThat(later).isEmpty();
  }

  /** As the framework does while it is busy with the deletion of a namesake. */
  @Test
  void aRefusedEventKeepsNobodyFromBeingToldAndIsTriedAgain() {
    // Given
    source.setEventHandler(
        event -> {
          var name = event.getRelatedCustomResourceID().getName();
          woken.add(name);
          if (name.equals("refused")) {
            throw new IllegalStateException("Cannot receive event after a delete event received");
          }
        });
    var holder = test("holder", "1");
    ledger.reserve(ref(holder), NODES);
    ledger.await(waiting(test("refused", "2")));
    ledger.await(waiting(test("waiter", "3")));

    // When nodes come free
    source.onResourceDeleted(holder);

    // Then all that wait are told
    assertThat(woken).containsExactly("refused", "waiter");

    // And a new test goes on being told
    woken.clear();
    source.onResourceCreated(test("refused", "4"));
    timePasses();
    timePasses();
    assertThat(woken).containsExactly("refused", "refused");
  }

  @Test
  void aTestThatIsGoneIsNotToldAgain() {
    var test = test("new", "1");
    source.onResourceCreated(test);
    source.onResourceDeleted(test);

    timePasses();

    assertThat(woken).isEmpty();
    assertThat(later).isEmpty();
  }
}
