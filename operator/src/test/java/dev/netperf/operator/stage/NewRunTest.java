package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import org.junit.jupiter.api.Test;

class NewRunTest {

  @Test
  void aChangeOfWhatIsMeasuredBeginsANewRun() {
    // Given
    var world = World.with("").settle().measure(3);
    var first = world.status().run().id();

    // When
    world.tick(60).change("durationSeconds: 20");

    // Then
    assertThat(world.status().run().id()).isNotEqualTo(first);
    assertThat(world.status().run().generation()).isEqualTo(2);
    assertThat(world.status().run().startTime()).isEqualTo(World.START.plusSeconds(60).toString());
    assertThat(world.status().samples()).isEmpty();
    assertThat(world.status().summary()).isNull();
  }

  @Test
  void aNewRunDrawsOtherPortsAndTheSameRunKeepsItsOwn() {
    // Given
    var world = World.measuring("");
    var first = world.status().effective().ports();

    // When it is the same run, then
    world.change("suspend: true");
    assertThat(world.status().effective().ports()).isEqualTo(first);

    // When it is another, then
    world.change("rerun: '2'");
    assertThat(world.status().effective().ports()).isNotEqualTo(first);
  }

  @Test
  void thePodsOfTheEarlierRunGo() {
    // Given
    var world = World.measuring("");
    var run = world.status().run().id();

    // When
    world.change("durationSeconds: 20");

    // Then
    assertThat(world.matching(p -> p.ofRun(run))).isEmpty();
    assertThat(world.living(Role.SERVER)).hasSize(2);
  }

  @Test
  void alsoThoseThatWereKept() {
    var world = World.with("podRetention: Always").settle().measure(8);
    assertThat(world.podNames()).hasSize(8);

    world.change("podRetention: Always\nrerun: '2'");

    assertThat(world.matching(ObservedPod::ended)).isEmpty();
  }

  @Test
  void aNewRunWaitsUntilTheEarlierPodsHaveLeftItsNodes() {
    // Given pods that take their time to end
    var world = World.measuring("").deletionTakesTime();

    // When
    world.change("rerun: '2'");

    // Then
    assertThat(world.reason()).isEqualTo("NodesBusy");
    assertThat(world.message())
        .isEqualTo(
            "Waiting for pods of its own earlier run on node-2"
                + " and pods of its own earlier run on node-1");
    assertThat(world.living(Role.SERVER)).isEmpty();

    // When
    world.deletedPodsGo();

    // Then
    assertThat(world.living(Role.SERVER)).hasSize(2);
  }

  @Test
  void aNewRunOnOtherNodesDoesNotWait() {
    // Given
    var world = World.on(4, "{server: {nodeName: node-2}, client: {nodeName: node-1}}");
    world.settle().serversListen().clientRuns().deletionTakesTime();

    // When
    world.apply("{server: {nodeName: node-4}, client: {nodeName: node-3}}");

    // Then
    assertThat(world.living(Role.SERVER)).hasSize(2);
    assertThat(world.holds("node-1")).isFalse();
    assertThat(world.holds("node-4")).isTrue();
  }

  @Test
  void thereAndBackAgainIsAThirdRun() {
    // Given
    var world = World.with("rerun: '1'\npodRetention: Always").settle().measure(8);
    var first = world.status().run().id();

    // When
    world.change("rerun: '2'\npodRetention: Always").measure(1);
    var second = world.status().run().id();
    world.change("rerun: '1'\npodRetention: Always");

    // Then
    assertThat(world.status().run().id()).isNotIn(first, second);
    assertThat(world.status().samples()).isEmpty();
  }

  @Test
  void thereAndBackAgainNeverTakesOldPodsForItsOwn() {
    // Given a finished client of the first run that nobody can delete
    var world = World.with("rerun: '1'\npodRetention: Always").settle().measure(8);
    world.deletionTakesTime();

    // When
    world.change("rerun: '2'").change("rerun: '1'");

    // Then
    assertThat(world.matching(ObservedPod::ended)).isNotEmpty();
    assertThat(world.status().samples()).isEmpty();
    assertThat(world.everCreated()).doesNotHaveDuplicates();
  }

  @Test
  void whileItRunsANewRunIsNeitherReadyNorPassed() {
    var world = World.with("").settle().measure(8);
    assertThat(world.conditions()).isEqualTo("Ready=True Complete=True Finished=True Passed=True");

    world.change("rerun: '2'");

    assertThat(world.conditions())
        .isEqualTo("Ready=Unknown Reconciling=True Finished=False Passed=Unknown");
    assertThat(world.status().observedGeneration()).isEqualTo(2);
    assertThat(world.status().conditions())
        .extracting(Condition::observedGeneration)
        .containsOnly(2L);
  }

  @Test
  void aDefaultThatAnUpgradeBringsBeginsNoRun() {
    // Given a complete run and one under way
    var complete = World.with("").settle().measure(8);
    var underWay = World.with("").settle().measure(3);
    var before = complete.status();

    // When their specs are read differently, with the generation they had
    complete.readAs("pauseSeconds: 1");
    underWay.readAs("pauseSeconds: 1");

    // Then
    assertThat(complete.status()).isEqualTo(before);
    assertThat(underWay.status().samples()).hasSize(3);
  }

  @Test
  void aFailedTestRunsAgain() {
    var world = World.measuring("retriesPerSample: 0").clientFails();
    assertThat(world.conditions()).contains("Stalled=True");

    world.change("rerun: '2'").measure(8);

    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void aChangeOfThePodRetentionDuringARunIsNoNewRun() {
    var world = World.with("").settle().measure(3);

    world.change("podRetention: Always").measure(5);

    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().observedGeneration()).isEqualTo(2);
    assertThat(world.status().run().generation()).isEqualTo(1);
    assertThat(world.matching(ObservedPod::ended)).hasSize(5);
  }

  @Test
  void aNewRunIsPlacedAnew() {
    // Given a run on nodes that its operator picked
    var world = World.on(2, "{}").settle().measure(1);

    // When the user names them the other way round
    var nodes = world.status().nodes();
    world.apply(
        "{server: {nodeName: %s}, client: {nodeName: %s}}"
            .formatted(nodes.client().name(), nodes.server().name()));

    // Then
    assertThat(world.status().nodes().server().name()).isEqualTo(nodes.client().name());
  }

  @Test
  void aNewRunMayBeSuspended() {
    var world = World.measuring("").change("suspend: true\nrerun: '2'");

    assertThat(world.reason()).isEqualTo("Suspended");
    assertThat(world.podNames()).isEmpty();
    assertThat(world.status().run().generation()).isEqualTo(2);
  }
}
