package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long is waited for what, and by whose clock. */
class PatienceTest {
  @Test
  void aSchedulerThatSaysNothingIsAwayAndComesBack() {
    // Given servers that nobody has looked at for minutes
    var world = World.with("").settle().tick(400);
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.message()).contains("waits for the scheduler");

    // When the scheduler is back
    world.measure(8);

    // Then nothing was lost
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void aPodThatWasPlacedLateHasAllItsTimeToStart() {
    // Given servers that wait for the scheduler for minutes
    var world = World.with("retriesPerSample: 0").settle().tick(400);

    // When it is back
    world.living(Role.SERVER).forEach(server -> world.happens(server, TestPods::schedule));

    // Then they have two minutes from then on
    assertThat(world.tick(119).reason()).isEqualTo("Starting");
    assertThat(world.tick(2).reason()).isEqualTo("ServerFailed");
  }

  @Test
  void eachTimeThatANodeIsNotReadyHasItsMinute() {
    // Given a node that was not Ready for a while, an hour ago
    var world = World.measuring("activeDeadlineSeconds: 90000").nodeBecomesNotReady("node-1");
    world.tick(30).nodeBecomesReady("node-1").tick(3600);

    // When it is not Ready again
    world.nodeBecomesNotReady("node-1");

    // Then it is waited for as long as the first time
    assertThat(world.tick(59).conditions()).contains("Reconciling=True");
    assertThat(world.tick(1).reason()).isEqualTo("NodeNotReady");
    assertThat(world.conditions()).contains("Stalled=True");
  }

  @ParameterizedTest
  @ValueSource(ints = {-7200, -180, 180, 7200})
  void theClockOfTheApiServerDecidesNothing(int seconds) {
    // Given an API server whose clock is this much ahead
    var world = World.with("").clockOfTheApiServer(seconds).settle();

    // When everything takes its usual time
    for (int i = 0; i < 8; i++) {
      world.tick(2).serversListen().tick(1).clientRuns().tick(20);
      world.clientEnds(10_000_000_000L, 40_000);
    }

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void theClockOfTheApiServerMakesNobodyMorePatient() {
    var world = World.with("retriesPerSample: 0").clockOfTheApiServer(7200).settle();

    world
        .happens(world.server(Network.HOST), TestPods.waits("ErrImagePull", "not found"))
        .tick(121);

    assertThat(world.reason()).isEqualTo("ImagePullFailed");
  }

  @Test
  void aTestWithoutEligibleNodesSaysSoAtOnceAndWaitsForAnAutoscaler() {
    // Given
    var world = World.on(1, "{}").settle();
    assertThat(world.reason()).isEqualTo("NoEligibleNodes");
    assertThat(world.message()).endsWith("; waiting until 2026-01-01T00:10:00Z");

    // When a node comes after nine minutes
    world.tick(540).nodeBecomesReady("node-2");

    // Then
    assertThat(world.reason()).isEqualTo("Starting");
  }

  @Test
  void howLongItWaitsIsForItsUserToSay() {
    var world = World.on(1, "placementDeadlineSeconds: 30").settle().tick(29);
    assertThat(world.conditions()).contains("Reconciling=True");

    world.tick(1);

    assertThat(world.conditions()).contains("Stalled=True");
  }

  @Test
  void anotherProblemHasItsOwnTime() {
    // Given a test that has waited for a second node for long
    var world = World.on(1, "client: {nodeName: node-1}").settle().tick(300);

    // When the node that it names is not Ready
    world.nodeBecomesNotReady("node-1");

    // Then that has a minute
    assertThat(world.reason()).isEqualTo("NodeNotReady");
    assertThat(world.tick(59).conditions()).contains("Reconciling=True");
    assertThat(world.tick(1).conditions()).contains("Stalled=True");
  }

  @Test
  void aNodeThatDoesNotExistHasItsMinuteHoweverLongOthersAreWaitedFor() {
    var world = World.on(2, "server: {nodeName: node-9}\nplacementDeadlineSeconds: 3600").settle();

    assertThat(world.tick(59).conditions()).contains("Reconciling=True");
    assertThat(world.tick(1).reason()).isEqualTo("NodeNotFound");
    assertThat(world.conditions()).contains("Stalled=True");
  }
}
