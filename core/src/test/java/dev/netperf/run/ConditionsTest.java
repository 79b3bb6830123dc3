package dev.netperf.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What kstatus reads: Current, InProgress or Failed, and never the wrong one. */
class ConditionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.750Z");
  private static final Outcome MEASURING = Outcome.progressing(Reason.Measuring, "Measuring");
  private static final Outcome COMPLETE =
      new Outcome(Outcome.Standing.SUCCEEDED, Reason.Complete, "All samples were taken");
  private static final Outcome SUSPENDED =
      new Outcome(Outcome.Standing.SUSPENDED, Reason.Suspended, "Suspended");
  private static final Outcome FAILED = Outcome.failed(Reason.NodeNotFound, "The node is gone");

  private static List<Condition> conditions(Outcome outcome) {
    return Conditions.of(outcome, List.of(), 3L, NOW);
  }

  private static String statuses(Outcome outcome) {
    return conditions(outcome).stream()
        .map(c -> c.type() + "=" + c.status())
        .collect(Collectors.joining(" "));
  }

  private static NetPerfTestStatus status(List<Condition> conditions) {
    return NetPerfTestStatus.NONE.with(3L, conditions);
  }

  private static List<String> times(List<Condition> conditions) {
    return conditions.stream().map(c -> c.type() + " " + c.lastTransitionTime()).toList();
  }

  @Test
  void aRunThatGoesOnIsReconciling() {
    assertThat(statuses(MEASURING))
        .isEqualTo("Ready=Unknown Reconciling=True Finished=False Passed=Unknown");
  }

  @Test
  void aCompleteRunIsReadyFinishedAndPassed() {
    assertThat(statuses(COMPLETE)).isEqualTo("Ready=True Complete=True Finished=True Passed=True");
  }

  @Test
  void aFailedRunIsStalledAndFinishedAndNobodyKnowsWhetherItWouldHavePassed() {
    assertThat(statuses(FAILED))
        .isEqualTo("Ready=False Stalled=True Failed=True Finished=True Passed=Unknown");
  }

  @Test
  void aSuspendedRunIsNeitherReconcilingNorFinished() {
    assertThat(statuses(SUSPENDED)).isEqualTo("Ready=False Finished=False Passed=Unknown");
  }

  @Test
  void withoutThresholdsACompleteRunPassesForWantOfOne() {
    assertThat(conditions(COMPLETE))
        .filteredOn(c -> c.type().equals(Condition.PASSED))
        .extracting(Condition::reason)
        .containsExactly("NoThresholds");
  }

  @Test
  void everyConditionIsWholeAndSpeaksOfTheGeneration() {
    assertThat(List.of(MEASURING, COMPLETE, SUSPENDED, FAILED))
        .flatMap(ConditionsTest::conditions)
        .allSatisfy(
            c -> {
              assertThat(c.observedGeneration()).isEqualTo(3);
              assertThat(c.reason()).isNotBlank();
              assertThat(c.message()).isNotBlank();
              assertThat(c.lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
            });
  }

  @Test
  void noTypeIsThereTwice() {
    assertThat(List.of(MEASURING, COMPLETE, SUSPENDED, FAILED))
        .allSatisfy(
            outcome ->
                assertThat(conditions(outcome))
                    .extracting(Condition::type)
                    .doesNotHaveDuplicates());
  }

  @Test
  void theTimeOfATransitionStaysWhileTheStatusDoes() {
    // Given
    var before = status(conditions(MEASURING));

    // When the reason changes a minute later
    var after =
        Conditions.of(
            Outcome.progressing(Reason.NodesBusy, "Waiting"),
            before.conditions(),
            4L,
            NOW.plusSeconds(60));

    // Then
    assertThat(times(after)).isEqualTo(times(before.conditions()));
    assertThat(after).extracting(Condition::reason).containsOnly("NodesBusy");
    assertThat(after).extracting(Condition::observedGeneration).containsOnly(4L);
  }

  @Test
  void theTimeOfATransitionMovesWithTheStatus() {
    // Given
    var before = status(conditions(MEASURING));

    // When
    var after = Conditions.of(FAILED, before.conditions(), 3L, NOW.plusSeconds(60));

    // Then Passed is Unknown as before, all others have changed
    assertThat(times(after))
        .containsExactly(
            "Ready 2026-01-01T00:01:00Z",
            "Stalled 2026-01-01T00:01:00Z",
            "Failed 2026-01-01T00:01:00Z",
            "Finished 2026-01-01T00:01:00Z",
            "Passed 2026-01-01T00:00:00Z");
  }

  @Test
  void theTimeInTheSchemasDefaultIsNoTransition() {
    // Given the default of the CRD
    var unseen =
        status(
            List.of(
                new Condition(
                    Condition.READY,
                    "Unknown",
                    "Pending",
                    "Waiting for the operator",
                    "1970-01-01T00:00:00Z",
                    null)));

    // When
    var after = Conditions.of(MEASURING, unseen.conditions(), 1L, NOW);

    // Then
    assertThat(after)
        .extracting(Condition::lastTransitionTime)
        .containsOnly("2026-01-01T00:00:00Z");
  }

  @Test
  void whatHadNoConditionsGetsThem() {
    assertThat(Conditions.of(MEASURING, List.of(), 1L, NOW)).hasSize(4);
  }

  @Test
  void aFailureSaysWhatToDo() {
    assertThat(FAILED.message()).isEqualTo("The node is gone. " + Reason.NodeNotFound.advice());
  }
}
