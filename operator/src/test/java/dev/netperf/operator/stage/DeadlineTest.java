package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.probe.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  @Test
  void aRunThatIsNotDoneInTimeFails() {
    // Given
    var world = World.with("activeDeadlineSeconds: 200").settle().serversListen().clientRuns();

    // When
    world.tick(199);
    assertThat(world.reason()).isEqualTo("Measuring");
    world.tick(1);

    // Then
    assertThat(world.reason()).isEqualTo("DeadlineExceeded");
    assertThat(world.conditions())
        .isEqualTo("Ready=False Stalled=True Failed=True Finished=True Passed=Unknown");
    assertThat(world.podNames()).isEmpty();
  }

  @Test
  void theDeadlineRunsFromTheAdmission() {
    // Given a test that waits for nodes for an hour
    var world = World.with("activeDeadlineSeconds: 200").held("node-1", "team-a", "other").settle();
    world.tick(3600);
    assertThat(world.reason()).isEqualTo("NodesBusy");

    // When
    world.givenBack("other");

    // Then
    assertThat(world.status().run().deadline())
        .isEqualTo(World.START.plusSeconds(3600 + 200).toString());
  }

  @Test
  void aBoundThatIsRaisedUnderWayPutsTheDeadlineOff() {
    // Given a run that used 150 of its 200 seconds
    var world = World.measuring("activeDeadlineSeconds: 200").tick(150);
    var run = world.status().run().id();

    // When
    world.change("activeDeadlineSeconds: 300").tick(100);

    // Then it is the same run, and goes on
    assertThat(world.status().run().id()).isEqualTo(run);
    assertThat(world.status().run().deadline()).isEqualTo(World.START.plusSeconds(300).toString());
    assertThat(world.status().finished()).isFalse();

    // And when it is lowered, that holds at once
    world.change("activeDeadlineSeconds: 240");
    assertThat(world.reason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void theOperatorLooksAgainAtTheDeadline() {
    var world = World.measuring("activeDeadlineSeconds: 200");

    world.tick(190);

    assertThat(world.lookAgain()).contains(Duration.ofSeconds(10));
  }

  @Test
  void serversOutliveTheDeadlineOnlyALittle() {
    var world = World.with("activeDeadlineSeconds: 200").settle();

    assertThat(world.living(Role.SERVER))
        .extracting(pod -> pod.getSpec().getActiveDeadlineSeconds())
        .containsOnly(320L);
  }

  @Test
  void whatTheRunWaitedForIsTheReasonIfItIsAFault() {
    // Given a node whose time of change nobody knows
    var world = World.with("activeDeadlineSeconds: 50").settle();

    // When
    world.tick(20).nodeBecomesNotReady("node-2").tick(30);

    // Then
    assertThat(world.reason()).isEqualTo("NodeNotReady");
    assertThat(world.message()).startsWith("Not done after 50 s. The last that was known: ");
  }
}
