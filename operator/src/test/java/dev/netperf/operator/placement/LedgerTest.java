package dev.netperf.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Placement;
import dev.netperf.operator.placement.Claims.Held;
import dev.netperf.operator.placement.Claims.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final TestRef A = test("a");
  private static final TestRef B = test("b");
  private static final TestRef C = test("c");
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = EARLY.plusSeconds(1);

  private final Ledger ledger = new Ledger(100, System::nanoTime);

  private static TestRef test(String name) {
    return new TestRef("team-a", name, "uid-" + name);
  }

  private static NodeNames nodes(String server, String client) {
    return new NodeNames(server, client);
  }

  private static Waiting waiting(TestRef test, Instant since, String server, String client) {
    var need =
        new Need(
            new Endpoint(server, null, null),
            new Endpoint(client, null, null),
            Placement.DifferentNodes);
    return new Waiting(test, since, need, nodes(server, client));
  }

  private Claims claims(TestRef test) {
    return ledger.others(test, List.of());
  }

  private static Optional<TestRef> blocker(Claims claims, String node, Waiting self) {
    return Optional.ofNullable(claims.blockers(self).get(node));
  }

  @Test
  void freeNodesAreTaken() {
    assertThat(ledger.reserve(A, nodes("1", "2"))).isTrue();
    assertThat(ledger.users("1")).containsExactly(A);
    assertThat(ledger.users("2")).containsExactly(A);
  }

  @Test
  void aNodeInUseIsNotTakenOnEitherSide() {
    ledger.reserve(A, nodes("1", "2"));

    assertThat(ledger.reserve(B, nodes("1", "3"))).isFalse();
    assertThat(ledger.reserve(B, nodes("3", "1"))).isFalse();
    assertThat(ledger.reserve(B, nodes("2", "3"))).isFalse();
    assertThat(ledger.reserve(B, nodes("3", "2"))).isFalse();
  }

  @Test
  void bothNodesAreTakenOrNone() {
    ledger.reserve(A, nodes("1", "2"));

    ledger.reserve(B, nodes("2", "3"));

    assertThat(ledger.users("3")).isEmpty();
    assertThat(ledger.reserve(C, nodes("3", "4"))).isTrue();
  }

  @Test
  void takingTwiceIsTakingOnce() {
    assertThat(ledger.reserve(A, nodes("1", "2"))).isTrue();
    assertThat(ledger.reserve(A, nodes("1", "2"))).isTrue();
    ledger.release(A.uid());

    assertThat(ledger.users("1")).isEmpty();
  }

  @Test
  void aTestThatTakesOtherNodesKeepsItsFormerOnesUntilItsStatusNamesTheOthers() {
    ledger.reserve(A, nodes("1", "2"));

    assertThat(ledger.reserve(A, nodes("2", "3"))).isTrue();
    assertThat(ledger.reserve(B, nodes("1", "4"))).isFalse();
    assertThat(ledger.reserve(B, nodes("3", "4"))).isFalse();

    ledger.settle(A.uid(), nodes("2", "3"));
    assertThat(ledger.users("1")).isEmpty();
    assertThat(ledger.reserve(B, nodes("1", "4"))).isTrue();
    assertThat(ledger.reserve(C, nodes("3", "5"))).isFalse();
  }

  @Test
  void aTestThatIsRefusedKeepsWhatItHas() {
    ledger.reserve(A, nodes("1", "2"));
    ledger.reserve(B, nodes("3", "4"));

    assertThat(ledger.reserve(A, nodes("3", "5"))).isFalse();

    assertThat(ledger.users("1")).containsExactly(A);
  }

  @Test
  void nodesThatAreGivenBackAreFree() {
    ledger.reserve(A, nodes("1", "2"));
    ledger.release(A.uid());

    assertThat(ledger.reserve(B, nodes("2", "1"))).isTrue();
  }

  @Test
  void aDeletedTestTakesNothingMore() {
    // Given a test that is deleted while a decision on it is carried out
    ledger.reserve(A, nodes("1", "2"));
    ledger.deleted(A.uid());

    // When
    assertThat(ledger.reserve(A, nodes("1", "2"))).isFalse();
    ledger.await(waiting(A, EARLY, "3", "4"));

    // Then
    assertThat(ledger.users("1")).isEmpty();
    assertThat(ledger.waiting()).isEmpty();
    assertThat(ledger.reserve(B, nodes("1", "2"))).isTrue();
  }

  @Test
  void aTestThatStoodInTheQueueMakesWayWhenItLeaves() {
    ledger.await(waiting(B, EARLY, "1", "2"));

    ledger.release(B.uid());

    assertThat(ledger.waiting()).isEmpty();
    assertThat(blocker(claims(C), "1", waiting(C, LATE, "1", "2"))).isEmpty();
  }

  @Test
  void aTestThatWaitsAgainGivesItsNodesBack() {
    ledger.reserve(A, nodes("1", "2"));

    ledger.await(waiting(A, EARLY, "1", "2"));

    assertThat(claims(B).held()).isEmpty();
  }

  @Test
  void whatMayLetOthersGoOnIsAChange() {
    assertChange(true, () -> ledger.reserve(A, nodes("1", "2")));
    assertChange(false, () -> ledger.reserve(A, nodes("1", "2")));
    assertChange(false, () -> ledger.reserve(B, nodes("2", "3")));
    assertChange(true, () -> ledger.await(waiting(B, EARLY, "2", "3")));
    assertChange(false, () -> ledger.await(waiting(B, EARLY, "2", "3")));
    assertChange(true, () -> ledger.await(waiting(B, EARLY, "1", "3")));
    assertChange(true, () -> ledger.reserve(A, nodes("2", "4")));
    assertChange(true, () -> ledger.settle(A.uid(), nodes("2", "4")));
    assertChange(false, () -> ledger.settle(A.uid(), nodes("2", "4")));
    assertChange(true, () -> ledger.reserve(B, nodes("1", "3")));
    assertChange(true, () -> ledger.release(A.uid()));
    assertChange(false, () -> ledger.release(A.uid()));
    assertChange(true, () -> ledger.await(waiting(B, EARLY, "1", "3")));
    assertChange(true, () -> ledger.release(B.uid()));
  }

  private void assertChange(boolean expected, Runnable step) {
    long before = ledger.changes();
    step.run();
    assertThat(ledger.changes() != before).isEqualTo(expected);
  }

  @Test
  void aTestThatWaitedAndWasAdmittedWaitsNoMore() {
    ledger.await(waiting(A, EARLY, "1", "2"));

    ledger.reserve(A, nodes("1", "2"));

    assertThat(ledger.waiting()).isEmpty();
  }

  @Test
  void aTestIsNotInItsOwnWay() {
    ledger.reserve(A, nodes("1", "2"));
    ledger.await(waiting(B, EARLY, "1", "2"));

    assertThat(claims(A).held()).isEmpty();
    assertThat(claims(B).waiting()).isEmpty();
    assertThat(claims(B).held()).hasSize(2);
  }

  @Test
  void whoHasANodeIsInTheWay() {
    ledger.reserve(A, nodes("1", "2"));

    var self = waiting(B, EARLY, "1", "3");
    assertThat(blocker(claims(B), "1", self)).contains(A);
    assertThat(blocker(claims(B), "3", self)).isEmpty();
  }

  @Test
  void aLivingPodIsInTheWayThoughItsTestHasNothing() {
    var claims = ledger.others(B, List.of(new Held("1", A, false, false)));

    assertThat(blocker(claims, "1", waiting(B, EARLY, "1", "2"))).contains(A);
  }

  @Test
  void whoWaitedLongerComesFirst() {
    ledger.await(waiting(A, EARLY, "1", "2"));
    ledger.await(waiting(B, LATE, "1", "2"));

    assertThat(blocker(claims(B), "1", waiting(B, LATE, "1", "2"))).contains(A);
    assertThat(blocker(claims(A), "1", waiting(A, EARLY, "1", "2"))).isEmpty();
  }

  @Test
  void whoWaitsEquallyLongGoesByTheUid() {
    ledger.await(waiting(A, EARLY, "1", "2"));
    ledger.await(waiting(B, EARLY, "1", "2"));

    assertThat(blocker(claims(B), "1", waiting(B, EARLY, "1", "2"))).contains(A);
    assertThat(blocker(claims(A), "1", waiting(A, EARLY, "1", "2"))).isEmpty();
  }

  @Test
  void theFirstOfSeveralIsNamed() {
    ledger.await(waiting(B, LATE, "1", "2"));
    ledger.await(waiting(A, EARLY, "1", "2"));

    assertThat(blocker(claims(C), "1", waiting(C, LATE.plusSeconds(1), "1", "2"))).contains(A);
  }

  @Test
  void whoWaitsForOtherNodesIsNotInTheWay() {
    // Given one that has 1 and 2, and one that waits for 2 and 3
    ledger.reserve(A, nodes("1", "2"));
    ledger.await(waiting(B, EARLY, "2", "3"));

    // Then a later test that wants 4 and 5 passes it
    var self = waiting(C, LATE, "4", "5");
    assertThat(blocker(claims(C), "4", self)).isEmpty();
    assertThat(blocker(claims(C), "5", self)).isEmpty();

    // But not one that wants 3, or the earlier would starve
    assertThat(blocker(claims(C), "3", waiting(C, LATE, "3", "4"))).contains(B);
  }

  @Test
  void aTestThatWantsOtherNodesNowIsNoLongerInTheWayOfItsFormerOnes() {
    ledger.await(waiting(A, EARLY, "1", "2"));

    ledger.await(waiting(A, EARLY, "3", "4"));

    assertThat(blocker(claims(B), "1", waiting(B, LATE, "1", "2"))).isEmpty();
  }

  @Test
  void namesOfOtherNamespacesAreHidden() {
    assertThat(A.asSeenFrom("team-a")).isEqualTo("test a");
    assertThat(A.asSeenFrom("team-b")).isEqualTo("a test in another namespace");
  }

  @Test
  void noNodeEverHasTwoTests() {
    var random = new Random(42);

    for (int step = 0; step < 5_000; step++) {
      var test = test("t" + random.nextInt(20));
      if (random.nextInt(3) == 0) {
        ledger.release(test.uid());
      } else {
        ledger.reserve(test, nodes("" + random.nextInt(8), "" + random.nextInt(8)));
      }
      for (int node = 0; node < 8; node++) {
        assertThat(ledger.users("" + node)).as("step %d", step).hasSizeLessThan(2);
      }
    }
  }

  /** In which A has two nodes, and its turn has failed. */
  private static Ledger failing(AtomicLong now) {
    var ledger = new Ledger(1, now::get);
    ledger.reserve(A, nodes("1", "2"));
    ledger.failed(A.uid());
    return ledger;
  }

  /** Its status can't be written, its deadline neither. */
  @Test
  void aTestWhoseTurnsAllFailHasItsNodesForAWhileOnly() {
    // Given
    var now = new AtomicLong();
    var ledger = failing(now);

    // When that lasts
    now.addAndGet(Duration.ofMinutes(10).toNanos());
    ledger.failed(A.uid());
    assertThat(ledger.users("1")).containsExactly(A);
    now.addAndGet(1);
    ledger.failed(A.uid());

    // Then
    assertThat(ledger.users("1")).isEmpty();
  }

  @Test
  void aTurnThatSucceedsBeginsTheTimeAnew() {
    // Given
    var now = new AtomicLong();
    var ledger = failing(now);

    // When
    ledger.succeeded(A.uid());
    now.addAndGet(Duration.ofMinutes(11).toNanos());
    ledger.failed(A.uid());

    // Then
    assertThat(ledger.users("1")).containsExactly(A);
  }
}
