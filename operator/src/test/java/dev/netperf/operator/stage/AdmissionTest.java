package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  @Test
  void aTestWhoseNodesAreBusyWaitsWithoutPods() {
    var world = World.with("").held("node-1", "team-a", "first").settle();

    assertThat(world.reason()).isEqualTo("NodesBusy");
    assertThat(world.everCreated()).isEmpty();
    assertThat(world.status().run().deadline()).isNull();
    assertThat(world.lookAgain()).contains(Duration.ofSeconds(30));
  }

  @Test
  void aWaitingTestHoldsNeitherNode() {
    var world = World.with("").held("node-1", "team-a", "first").settle();

    assertThat(world.holds("node-2")).isFalse();
  }

  @Test
  void aWaitingTestStartsWhenItsNodesAreFree() {
    var world = World.with("").held("node-1", "team-a", "first").settle();

    world.givenBack("first");

    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.holds("node-1")).isTrue();
    assertThat(world.holds("node-2")).isTrue();
  }

  @Test
  void aTestWaitsHoweverLongItTakes() {
    var world = World.with("").held("node-1", "team-a", "first").settle().tick(1_000_000);

    assertThat(world.conditions())
        .isEqualTo("Ready=Unknown Reconciling=True Finished=False Passed=Unknown");
  }

  @Test
  void aTestOfAnotherNamespaceIsNotNamed() {
    var world = World.with("").held("node-1", "team-b", "secret-project").settle();

    assertThat(world.message()).isEqualTo("Waiting for a test in another namespace on node-1");
    assertThat(world.status().toString()).doesNotContain("secret-project").doesNotContain("team-b");
  }

  @Test
  void aTestWithoutNodeNamesTakesFreeNodesRatherThanWait() {
    var world =
        World.on(4, "{}")
            .held("node-1", "team-a", "first")
            .held("node-3", "team-a", "second")
            .settle();

    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.holds("node-2")).isTrue();
    assertThat(world.holds("node-4")).isTrue();
  }

  @Test
  void aWaitingTestTellsWhatItWantsAndSinceWhen() {
    var world = World.with("").held("node-1", "team-a", "first").tick(5).tick(100);

    var waiting = world.decision().waiting().orElseThrow();
    assertThat(waiting.since()).isEqualTo(World.START.plusSeconds(5));
    assertThat(waiting.wanted().names()).containsExactlyInAnyOrder("node-1", "node-2");
    assertThat(waiting.test().uid()).isEqualTo(World.UID);
  }

  @Test
  void aRunThatHasItsNodesDoesNotWait() {
    var world = World.measuring("");

    assertThat(world.decision().waiting()).isEmpty();
    assertThat(world.decision().nodes()).isPresent();
  }

  @Test
  void whoKeepsATestFromItsOneNodeIsNamedOnce() {
    var world = World.on(1, "{placement: SameNode}").held("node-1", "team-a", "first").settle();

    assertThat(world.message()).isEqualTo("Waiting for test first on node-1");
  }

  /** An operator that was frozen wrote it, when its time was over. */
  @Test
  void aStatusWithNodesThatWereGivenToAnotherTestAsksForNodesAnew() {
    // Given
    var late = World.measuring("").status();

    // When
    var world = World.found("", late).held("node-2", "team-b", "other").settle();

    // Then
    assertThat(world.standing())
        .startsWith("NodesBusy: Waiting for a test in another namespace on node-2");
    assertThat(world.podNames()).isEmpty();

    // And it has all its time when it gets them
    world.tick(Duration.ofHours(5)).givenBack("other").serversListen();
    assertThat(world.reason()).isEqualTo("Measuring");
  }
}
