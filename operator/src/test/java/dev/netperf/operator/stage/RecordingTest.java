package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** A client that finished is recorded first, whatever else happened since. */
class RecordingTest {
  private static void measured(Pod client) {
    TestPods.ends(client, 0, Envelopes.ended(0, Envelopes.qperf(10, 10_000_000_000L, 40_000)));
  }

  @Test
  void thoughTheDeadlineHasPassed() {
    var world = World.measuring("");
    world.happensUnseen(world.client(), RecordingTest::measured);

    world.tick(860);

    assertThat(world.reason()).isEqualTo("DeadlineExceeded");
    assertThat(world.status().samples()).hasSize(1);
  }

  @Test
  void andARunWhoseLastSampleCameWithTheDeadlineIsComplete() {
    var world = World.with("").settle().measure(7).serversListen();
    world.happensUnseen(world.client(), RecordingTest::measured);

    world.tick(860);

    assertThat(world.reason()).isEqualTo("Complete");
  }

  @Test
  void thoughTheTestIsSuspended() {
    var world = World.measuring("");
    world.happensUnseen(world.client(), RecordingTest::measured);

    world.change("suspend: true");

    assertThat(world.reason()).isEqualTo("Suspended");
    assertThat(world.status().samples()).hasSize(1);
  }

  @Test
  void thoughItsNodeIsGone() {
    var world = World.measuring("");
    world.happensUnseen(world.client(), RecordingTest::measured);

    world.nodeGoes("node-1");

    assertThat(world.reason()).isEqualTo("NodeNotFound");
    assertThat(world.status().samples()).hasSize(1);
  }

  @Test
  void thoughThePodIsBeingDeleted() {
    var world = World.measuring("");
    world.happensUnseen(world.client(), RecordingTest::measured);

    world.deleted(world.matching(p -> p.is(Role.CLIENT)).get(0));

    assertThat(world.status().samples()).hasSize(1);
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void thoughItsServerWentAfterwards() {
    var world = World.measuring("");
    world.happensUnseen(world.client(), RecordingTest::measured);

    world.deleted(world.server(Network.HOST));

    assertThat(world.status().samples()).hasSize(1);
  }

  @Test
  void thoughTheNodeThenFailedThePodAsAWhole() {
    var world = World.measuring("");
    world.happensUnseen(world.client(), RecordingTest::measured);
    var client = world.matching(p -> p.is(Role.CLIENT)).get(0);
    world.happens(
        client,
        pod -> {
          pod.getStatus().setPhase("Failed");
          pod.getStatus().setReason("Evicted");
        });

    assertThat(world.status().samples()).hasSize(1);
  }

  @Test
  void itsPodGoesOnlyWithTheStatusThatHasItsSample() {
    // Given
    var world = World.measuring("");
    world.happensUnseen(world.client(), RecordingTest::measured);

    // When
    var decision = world.decision();

    // Then
    assertThat(decision.status().orElseThrow().samples()).hasSize(1);
    assertThat(decision.delete())
        .extracting(pod -> new ObservedPod((Pod) pod).is(Role.CLIENT))
        .containsExactly(true);
  }

  @Test
  void aSampleIsNotCountedTwiceWhileItsPodLingers() {
    // Given
    var world = World.with("podRetention: Always\npauseSeconds: 60").settle().measure(1);

    // When
    world.tick(10).tick(10);

    // Then
    assertThat(world.matching(ObservedPod::ended)).hasSize(1);
    assertThat(world.status().samples()).hasSize(1);
  }
}
