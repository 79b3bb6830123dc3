package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishedTest {

  @Test
  void aFinishedRunNeverChangesWhateverHappensToItsNodes() {
    // Given
    var world = World.with("").settle().measure(8);
    var status = world.status();

    // When
    world.tick(100_000).nodeBecomesNotReady("node-1").nodeGoes("node-2").tick(100_000);

    // Then
    assertThat(world.status()).isEqualTo(status);
  }

  @Test
  void aFailedRunNeverChangesWhateverHappensToItsNodes() {
    // Given
    var world = World.measuring("retriesPerSample: 0").clientFails();
    var status = world.status();

    // When
    world.tick(100_000).nodeBecomesNotReady("node-1").nodeGoes("node-2").tick(100_000);

    // Then
    assertThat(world.status()).isEqualTo(status);
  }

  @Test
  void aChangeThatBeginsNoRunMovesTheObservedGenerationAndNothingElse() {
    // Given
    var world = World.with("").settle().measure(8);
    var before = world.status();

    // When
    world.tick(10).change("podRetention: Never");

    // Then
    var after = world.status();
    assertThat(after.observedGeneration()).isEqualTo(2);
    assertThat(after.conditions()).extracting(Condition::observedGeneration).containsOnly(2L);
    assertThat(after.conditions())
        .extracting(Condition::lastTransitionTime)
        .isEqualTo(before.conditions().stream().map(Condition::lastTransitionTime).toList());
    assertThat(withoutGeneration(after)).isEqualTo(withoutGeneration(before));
  }

  /** The samples are there, and judging costs nothing. */
  @Test
  void changedThresholdsAreJudgedBySamplesThatAreThere() {
    // Given a complete run without thresholds
    var world = World.with("").settle().measure(8);
    var before = world.status();
    var created = world.everCreated().size();

    // When one is added that doesn't hold
    world.tick(10).change("thresholds: [{measurement: TCPLatency, path: PodToPod, max: 1us}]");

    // Then the run is judged by it, and nothing is measured
    assertThat(world.reason()).isEqualTo("ThresholdBreached");
    assertThat(world.conditions())
        .isEqualTo("Ready=False Stalled=True Failed=True Finished=True Passed=False");
    assertThat(world.status().run()).isEqualTo(before.run());
    assertThat(world.status().samples()).isEqualTo(before.samples());
    assertThat(world.everCreated()).hasSize(created);

    // And when it is lifted again, the run has passed
    world.change("thresholds: [{measurement: TCPLatency, path: PodToPod, max: 1s}]");
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.conditions()).isEqualTo("Ready=True Complete=True Finished=True Passed=True");
  }

  /** A later version's words might ask for more than was measured. */
  @Test
  void nothingPassesByAChangeThatIsNotUnderstood() {
    // Given a run that has passed
    var world =
        World.with("thresholds: [{measurement: TCPLatency, path: PodToPod, max: 1s}]")
            .settle()
            .measure(8);
    assertThat(world.reason()).isEqualTo("Complete");
    var samples = world.status().samples();

    // When its spec asks for something that this version doesn't know
    world.changeAhead(
        "thresholds: [{measurement: TCPLatency, path: PodToPod, max: 1s}]\nmaxLoss: 0.1%");

    // Then it has not, and keeps what was measured
    assertThat(world.reason()).isEqualTo("Invalid");
    assertThat(world.message()).startsWith("spec.maxLoss is not understood by this version");
    assertThat(world.conditions())
        .isEqualTo("Ready=False Stalled=True Failed=True Finished=True Passed=Unknown");
    assertThat(world.status().samples()).isEqualTo(samples);

    // And it has again when that is taken back
    world.changeAhead("thresholds: [{measurement: TCPLatency, path: PodToPod, max: 1s}]");
    assertThat(world.reason()).isEqualTo("Complete");
  }

  @Test
  void whatAnotherVersionOfTheOperatorUnderstandsIsJudgedByItOrMeasured() {
    // Given a run that has passed, and then was asked for something in words of a later version
    var world = World.with("").settle().measure(8);
    world.changeAhead("maxLoss: 0.1%");
    assertThat(world.reason()).isEqualTo("Invalid");
    var samples = world.status().samples();

    // When that version comes, and it is one more threshold
    world.readAs("thresholds: [{measurement: TCPLatency, path: PodToPod, max: 1ns}]");

    // Then the samples are judged by it
    assertThat(world.reason()).isEqualTo("ThresholdBreached");
    assertThat(world.status().samples()).isEqualTo(samples);

    // When it is something else to measure
    world.changeAhead("segments: 8").readAs("streams: 2");

    // Then it is measured
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.status().samples()).isEmpty();
  }

  @Test
  void thresholdsJudgeNoRunThatFailed() {
    var world = World.measuring("retriesPerSample: 0").clientFails();

    world.change(
        "retriesPerSample: 0\nthresholds: [{measurement: TCPLatency, path: PodToPod, max: 1s}]");

    assertThat(world.reason()).isEqualTo("ConnectFailed");
    assertThat(world.status().verdicts()).isEmpty();
  }

  private static NetPerfTestStatus withoutGeneration(NetPerfTestStatus status) {
    return status.with(0L, null);
  }

  @Test
  void aFinishedTestIsNotLookedAtAgain() {
    var world = World.with("").settle().measure(8);

    assertThat(world.decision().lookAgain()).isEmpty();
    assertThat(world.decision().nodes()).isEmpty();
  }

  @Test
  void aDeletedTestMeasuresNoMore() {
    // Given
    var world = World.measuring("");
    var status = world.status();

    // When
    world.deleteTest();

    // Then
    assertThat(world.podNames()).isEmpty();
    assertThat(world.holds("node-1")).isFalse();
    assertThat(world.status()).isEqualTo(status);
  }

  @Test
  void aDeletedTestIsNotWritten() {
    var world = World.measuring("").deleteTest();

    assertThat(world.decision().status()).isEmpty();
    assertThat(world.decision().create()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} clients of samples, {2} of failed attempts")
  @CsvSource({"Never, 0, 0", "OnFailure, 0, 1", "Always, 8, 1"})
  void podsAreKeptAsTheSpecAsks(String retention, int measured, int failed) {
    // Given a run with one failed attempt
    var world = World.measuring("podRetention: " + retention).clientFails();

    // When
    world.measure(8);

    // Then
    assertThat(world.matching(p -> p.terminated().orElseThrow().getExitCode() == 0))
        .hasSize(measured);
    assertThat(world.matching(p -> p.terminated().orElseThrow().getExitCode() != 0))
        .hasSize(failed);
  }

  @ParameterizedTest
  @CsvSource({"Never, 0", "OnFailure, 1", "Always, 1"})
  void aServerThatFailedIsKeptAsTheSpecAsks(String retention, int kept) {
    // Given
    var world = World.measuring("podRetention: " + retention);

    // When
    world.happens(world.server(Network.HOST), pod -> TestPods.ends(pod, 1, null));

    // Then
    assertThat(world.matching(ObservedPod::ended)).hasSize(kept);
  }

  @ParameterizedTest
  @CsvSource({"Never", "OnFailure", "Always"})
  void aServerThatStillRunsIsDeletedAtTheEndAllTheSame(String retention) {
    var world = World.with("podRetention: " + retention).settle().measure(8);

    assertThat(world.matching(p -> !p.ended())).isEmpty();
  }

  @Test
  void aStricterRetentionRemovesWhatWasKept() {
    var world = World.with("podRetention: Always").settle().measure(8);
    assertThat(world.podNames()).hasSize(8);

    world.change("podRetention: Never");

    assertThat(world.podNames()).isEmpty();
    assertThat(world.reason()).isEqualTo("Complete");
  }

  @Test
  void aPodWithoutOurLabelsIsNotTakenForAResult() {
    // Given a pod of the test's own whose labels somebody changed
    var world = World.measuring("");
    world.happensUnseen(
        world.client(), pod -> pod.getMetadata().getLabels().put("netperf.dev/sample", "9999999"));

    // When
    world.settle();

    // Then it goes, and its place is taken by a new one
    assertThat(world.status().samples()).isEmpty();
  }

  @Test
  void ofManyPodsThatStayForInspectionTheNewestTenDo() {
    var world = World.with("podRetention: Always\nrepetitions: 10").settle().measure(20);

    assertThat(world.podNames()).hasSize(10).allMatch(name -> name.matches(".*-client-1[0-9]"));
  }
}
