package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelopes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SuspensionTest {

  @Test
  void aTestThatIsSuspendedFromTheStartDoesNothing() {
    var world = World.with("suspend: true").settle().tick(100_000);

    assertThat(world.conditions()).isEqualTo("Ready=False Finished=False Passed=Unknown");
    assertThat(world.reason()).isEqualTo("Suspended");
    assertThat(world.everCreated()).isEmpty();
    assertThat(world.lookAgain()).isEmpty();
  }

  @Test
  void theSampleUnderWayIsFinishedFirst() {
    // Given
    var world = World.measuring("").change("suspend: true");
    assertThat(world.message())
        .isEqualTo("Suspended after sample 1 (HostToHost, repetition 1), which is under way");
    assertThat(world.holds("node-1")).isTrue();

    // When
    world.clientEnds(10_000_000_000L, 40_000);

    // Then
    assertThat(world.reason()).isEqualTo("Suspended");
    assertThat(world.status().samples()).hasSize(1);
  }

  @Test
  void aSuspendedTestHasNoPodsAndNoNodes() {
    var world = World.measuring("").change("suspend: true").clientEnds(10_000_000_000L, 40_000);

    assertThat(world.podNames()).isEmpty();
    assertThat(world.holds("node-1")).isFalse();
    assertThat(world.holds("node-2")).isFalse();
  }

  @Test
  void serversThatOnlyStartAreGivenUp() {
    var world = World.with("").settle().change("suspend: true");

    assertThat(world.podNames()).isEmpty();
    assertThat(world.message()).startsWith("Suspended, samples kept: 0");
  }

  @Test
  void aResumedRunGoesOnWhereItWas() {
    // Given
    var world = World.with("").settle().measure(3);
    var run = world.status().run().id();
    world.change("suspend: true").clientEnds(10_000_000_000L, 40_000).tick(3600);

    // When
    world.change("suspend: false").measure(4);

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().run().id()).isEqualTo(run);
    assertThat(world.status().samples())
        .extracting(Sample::index)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void theTimeOfTheSuspensionIsNotCounted() {
    // Given a run that used 100 of its 860 seconds
    var world = World.measuring("").tick(100);
    world.change("suspend: true").clientEnds(10_000_000_000L, 40_000);

    // When
    world.tick(1000).change("");

    // Then
    assertThat(world.status().run().deadline())
        .isEqualTo(World.START.plusSeconds(860 + 1000).toString());
    assertThat(world.status().run().suspendedTime()).isNull();
  }

  @Test
  void severalSuspensionsAddUp() {
    var world = World.with("").settle();

    for (int i = 0; i < 3; i++) {
      world.change("suspend: true").tick(500).change("").tick(10);
    }

    assertThat(Instant.parse(world.status().run().deadline()))
        .isEqualTo(World.START.plusSeconds(860 + 3 * 500));
  }

  /** Whoever suspends a test right before a second is over gains none by it. */
  @Test
  void manyMomentsOfSuspensionPutTheDeadlineOffByNoMoreThanTheyLasted() {
    var world = World.with("").settle().tick(Duration.ofMillis(950));

    for (int i = 0; i < 20; i++) {
      world.change("suspend: true").tick(Duration.ofMillis(100));
      world.change("").tick(Duration.ofMillis(900));
    }

    assertThat(Instant.parse(world.status().run().deadline()))
        .isBetween(World.START.plusSeconds(840), World.START.plusSeconds(860 + 2));
  }

  @Test
  void theSampleUnderWayMayEndAfterTheDeadline() {
    // Given
    var limit = "activeDeadlineSeconds: 160\n";
    var world = World.measuring(limit).tick(150).change(limit + "suspend: true");

    // When
    world.tick(20).clientEnds(10_000_000_000L, 40_000);

    // Then
    assertThat(world.reason()).isEqualTo("Suspended");
    assertThat(world.status().samples()).hasSize(1);
  }

  @Test
  void aSuspendedRunDoesNotExceedItsDeadline() {
    var world = World.with("").settle().change("suspend: true").tick(1_000_000);

    assertThat(world.reason()).isEqualTo("Suspended");
  }

  @Test
  void aResumedRunKeepsItsNodesThoughOthersWouldDo() {
    // Given
    var world = World.on(6, "{}").settle().measure(1);
    var nodes = world.status().nodes();
    world.apply("suspend: true").clientEnds(10_000_000_000L, 40_000);

    // When one of its nodes is in use
    world.held(nodes.server().name(), "team-a", "other").apply("{}");

    // Then it waits rather than mix measurements of different machines
    assertThat(world.reason()).isEqualTo("NodesBusy");
    world.givenBack("other").measure(1);
    assertThat(world.status().nodes()).isEqualTo(nodes);
  }

  @Test
  void aResumedRunWhoseNodeIsGoneFailsAndKeepsItsSamples() {
    var world = World.with("").settle().measure(2);
    world.change("suspend: true").clientEnds(10_000_000_000L, 40_000).nodeGoes("node-2");

    world.change("").tick(61);

    assertThat(world.reason()).isEqualTo("NodeNotFound");
    assertThat(world.status().samples()).hasSize(3);
  }

  @Test
  void aQuickResumeCostsNoAttempt() {
    // Given servers that are on their way out
    var world = World.measuring("retriesPerSample: 0").deletionTakesTime();
    world.change("suspend: true\nretriesPerSample: 0").clientEnds(10_000_000_000L, 40_000);

    // When the test is resumed and then the old servers end
    world.change("retriesPerSample: 0");
    world.matching(p -> p.is(Role.SERVER) && p.deleting()).stream()
        .forEach(pod -> TestPods.ends(pod, 143, Envelopes.recorded("ended-server")));
    world.settle().deletedPodsGo().serversListen();

    // Then
    assertThat(world.status().failures()).isEmpty();
    assertThat(world.reason()).isEqualTo("Measuring");
  }

  @Test
  void suspendingAFinishedTestChangesNothingButTheGeneration() {
    // Given
    var world = World.with("").settle().measure(8);
    var before = world.status();

    // When
    world.tick(10).change("suspend: true");

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().observedGeneration()).isEqualTo(2);
    assertThat(world.status().run()).isEqualTo(before.run());
    assertThat(world.status().samples()).isEqualTo(before.samples());
  }

  @Test
  void aClientThatFailsWhileItsTestIsSuspendedIsListed() {
    var world = World.measuring("").change("suspend: true").clientFails();

    assertThat(world.reason()).isEqualTo("Suspended");
    assertThat(world.status().failures()).hasSize(1);
  }

  @Test
  void aSuspendedTestKeepsThePodsOfFailedAttempts() {
    var world = World.measuring("").change("suspend: true").clientFails();

    assertThat(world.matching(ObservedPod::ended)).hasSize(1);
    assertThat(world.podNames()).hasSize(1);
  }
}
