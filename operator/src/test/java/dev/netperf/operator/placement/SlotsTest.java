package dev.netperf.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.placement.Claims.Held;
import dev.netperf.operator.placement.SlotUse.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose turn it is to measure, where one may at a time. */
class SlotsTest {
  private static final TestRef A = test("team-a", "a");
  private static final TestRef A2 = test("team-a", "a2");
  private static final TestRef A3 = test("team-a", "a3");
  private static final TestRef B = test("team-b", "b");

  private long now;
  private final Ledger ledger = new Ledger(1, () -> now);

  private static TestRef test(String namespace, String name) {
    return new TestRef(namespace, name, "uid-" + name);
  }

  private static SlotUse use(Kind kind, String attempt) {
    return new SlotUse(kind, attempt);
  }

  private boolean takes(TestRef test) {
    return ledger.measure(test, use(Kind.TAKEN, "attempt"), Set.of());
  }

  private void says(TestRef test, Kind kind) {
    ledger.follow(test, Optional.empty(), Optional.empty(), use(kind, "attempt"));
  }

  /** It has taken a slot, and has seen its client. */
  private void measures(TestRef test) {
    takes(test);
    says(test, Kind.TAKEN);
    ledger.measure(test, use(Kind.KEPT, "attempt"), Set.of());
  }

  private Turns turns(TestRef test, Held... clients) {
    return ledger.others(test, List.of(clients)).turns();
  }

  private boolean mayMeasure(TestRef test, Held... clients) {
    return turns(test, clients).has(test, "attempt");
  }

  private static Held client(TestRef test) {
    return new Held("node-1", test, false, true);
  }

  @Test
  void oneMeasuresAtATime() {
    assertThat(takes(A)).isTrue();

    assertThat(takes(B)).isFalse();
    assertThat(mayMeasure(B)).isFalse();
    assertThat(mayMeasure(A)).isTrue();
  }

  @Test
  void whoHasASlotKeepsItForThatAttemptOnly() {
    takes(A);

    assertThat(takes(A)).isTrue();
    says(B, Kind.AWAITED);
    assertThat(mayMeasure(A)).isTrue();
    assertThat(turns(A).has(A, "another attempt")).isFalse();
  }

  @Test
  void aSlotIsFreeWhenItsAttemptIsOver() {
    measures(A);

    says(A, Kind.NONE);

    assertThat(takes(B)).isTrue();
  }

  /** The cache may not know the client yet that was just asked for. */
  @Test
  void aSlotIsBridgedUntilTheClientIsSeenButNotForEver() {
    takes(A);
    says(A, Kind.NONE);
    assertThat(takes(B)).isFalse();

    now += Duration.ofSeconds(31).toNanos();

    assertThat(takes(B)).isTrue();
  }

  /** So nothing is lost with the process. */
  @Test
  void aClientThatIsThereCountsWithoutASlot() {
    ledger.know(A);

    assertThat(mayMeasure(B, client(A))).isFalse();
  }

  @Test
  void aPodOfATestThatNeverWasKeepsNobodyFromMeasuring() {
    assertThat(mayMeasure(B, client(A))).isTrue();
  }

  @Test
  void whoHasMeasuredGoesBehindThoseThatHaveNot() {
    takes(A);
    says(A2, Kind.AWAITED);
    says(A, Kind.AWAITED);

    assertThat(mayMeasure(A)).isFalse();
    assertThat(mayMeasure(A2)).isTrue();
  }

  @Test
  void aNamespaceWithManyTestsHasNoMoreTurnsThanOneWithOne() {
    // Given three tests of one namespace and one of another, that always want to measure
    var all = List.of(A, A2, A3, B);
    all.forEach(test -> says(test, Kind.AWAITED));

    // When they take turn after turn
    var went = new ArrayList<TestRef>();
    for (int i = 0; i < 12; i++) {
      var next = ledger.all(List.of()).turns().next().get(0);
      assertThat(takes(next)).isTrue();
      says(next, Kind.TAKEN);
      went.add(next);
      ledger.measure(next, use(Kind.KEPT, "attempt"), Set.of());
      says(next, Kind.AWAITED);
    }

    // Then each namespace had half of them, and within it each test as many
    assertThat(went).filteredOn(B::equals).hasSize(6);
    assertThat(went).filteredOn(A::equals).hasSize(2);
    assertThat(went).filteredOn(A2::equals).hasSize(2);
    assertThat(went).filteredOn(A3::equals).hasSize(2);
  }

  @Test
  void aDeletedTestLeavesTheLineAndItsSlot() {
    takes(A);
    says(A2, Kind.AWAITED);

    ledger.deleted(A.uid());
    ledger.deleted(A2.uid());

    assertThat(ledger.turnsAwaited()).isFalse();
    assertThat(takes(B)).isTrue();
  }

  @Test
  void whereMoreMayMeasureEachIsToldHowManyDidBesideIt() {
    var wide = new Ledger(3, () -> now);
    wide.measure(A, use(Kind.TAKEN, "attempt"), Set.of());
    wide.measure(A2, use(Kind.TAKEN, "attempt"), Set.of());
    wide.measure(B, use(Kind.TAKEN, "attempt"), Set.of());
    wide.pass(A2.uid());

    assertThat(wide.others(A, List.of()).turns().most()).isEqualTo(2);
    assertThat(wide.measure(A3, use(Kind.TAKEN, "attempt"), Set.of())).isTrue();
    assertThat(wide.measure(A2, use(Kind.TAKEN, "attempt"), Set.of())).isFalse();
  }

  /** A test's own turn knows of its client before the caches do that others look at. */
  @Test
  void aClientThatOnlyItsOwnTestHasSeenCounts() {
    // Given
    measures(A);
    says(A, Kind.KEPT);

    // Then it counts for others until it must be known to their caches
    assertThat(mayMeasure(B)).isFalse();
    now += Duration.ofSeconds(31).toNanos();
    assertThat(mayMeasure(B, client(A))).isFalse();
    assertThat(mayMeasure(B)).isTrue();
  }

  @Test
  void aTestWhoseTurnFailsStandsInNobodysWay() {
    // Given a test that is before another one
    takes(A);
    says(B, Kind.AWAITED);
    says(A2, Kind.AWAITED);
    says(A, Kind.NONE);
    ledger.pass(A.uid());
    assertThat(mayMeasure(A2)).isFalse();

    // When its turn comes to nothing
    ledger.failed(B.uid());

    // Then
    assertThat(mayMeasure(A2)).isTrue();
  }
}
