package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nodes that the operator picked, and that turn out to be none for a probe. */
class ElsewhereTest {
  private static final Consumer<Pod> NO_ROOM =
      TestPods.unschedulable("0/4 nodes are available: 1 Insufficient cpu.");

  private static World full(World world) {
    return world.happens(world.server(Network.HOST), NO_ROOM);
  }

  private static Set<String> nodes(World world) {
    var pair = world.status().nodes();
    return Set.of(pair.server().name(), pair.client().name());
  }

  @Test
  void aFullNodeThatWasPickedIsLeftForAnotherPair() {
    // Given
    var world = World.on(4, "{}").settle();
    var full = world.status().nodes().server().name();

    // When the scheduler finds no room there
    full(world).tick(11);

    // Then another pair is measured, and the status tells why
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(nodes(world)).doesNotContain(full);
    assertThat(world.status().failures()).extracting(Failure::node).containsExactly(full);
    assertThat(world.status().failures().get(0).message()).contains("Insufficient cpu");
    assertThat(world.holds(full)).isFalse();
    world.measure(8);
    assertThat(world.reason()).isEqualTo("Complete");
  }

  @Test
  void theWaitForTheNextPairDoesNotCountForTheDeadline() {
    // Given four nodes, of which others have the two that are left
    var world = World.on(4, "{}").settle();
    var own = nodes(world);
    Stream.of("node-1", "node-2", "node-3", "node-4")
        .filter(node -> !own.contains(node))
        .forEach(node -> world.held(node, "team-a", "on-" + node));

    // When one of its own turns out to be full, and it waits for longer than it may last
    full(world).tick(11);
    assertThat(world.reason()).isEqualTo("NodesBusy");
    world.tick(90_000);

    // Then it still waits, and has all its time when it gets nodes
    assertThat(world.reason()).isEqualTo("NodesBusy");
    assertThat(world.status().run().deadline()).isNull();
  }

  @Test
  void podsOnANodeThatIsLeftGo() {
    var world = full(World.on(4, "{}").settle()).tick(11);

    assertThat(world.living(Role.SERVER))
        .hasSize(2)
        .allSatisfy(
            pod ->
                assertThat(TestPods.wantedNode(pod))
                    .isEqualTo(world.status().nodes().server().name()));
  }

  @Test
  void aNodeThatIsNamedIsNotLeft() {
    var world = full(World.on(4, "server: {nodeName: node-2}").settle()).tick(61);

    assertThat(world.reason()).isEqualTo("Unschedulable");
    assertThat(world.conditions()).contains("Stalled=True");
  }

  @Test
  void whereNoOtherPairFitsTheRunFailsAfterAMinute() {
    var world = full(World.on(2, "{}").settle()).tick(59);
    assertThat(world.reason()).isEqualTo("Starting");

    world.tick(2);

    assertThat(world.reason()).isEqualTo("Unschedulable");
  }

  @Test
  void aClusterWithoutRoomAnywhereSaysSo() {
    // Given
    var world = World.on(30, "{}").settle();

    // When every node turns out to be full
    for (int i = 0; i < 9; i++) {
      full(world).tick(61);
    }

    // Then
    assertThat(world.reason()).isEqualTo("Unschedulable");
    assertThat(world.status().failures()).hasSize(9);
  }

  @Test
  void afterTheFirstSampleTheNodesStay() {
    var world = World.on(4, "{}").settle().measure(1);
    var before = nodes(world);

    world.nodeGoes(world.status().nodes().server().name());

    assertThat(world.reason()).isEqualTo("NodeNotFound");
    assertThat(nodes(world)).isEqualTo(before);
  }

  @Test
  void aPickedNodeThatGoesBeforeTheFirstSampleIsLeft() {
    var world = World.on(4, "{}").settle();
    var gone = world.status().nodes().client().name();

    world.nodeGoes(gone);

    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(nodes(world)).doesNotContain(gone);
  }

  @Test
  void whatFailedOnNodesThatWereLeftCostsNoRetryOnTheNext() {
    // Given a run that comes to its second pair
    var world = full(World.on(4, "retriesPerSample: 1").settle()).tick(11).serversListen();

    // When its first attempt there fails
    world.clientFails().serversListen();

    // Then it is repeated
    assertThat(world.reason()).isEqualTo("Measuring");
  }

  @Test
  void aPortThatIsTakenOnAPickedNodeIsNoReasonToFail() {
    var world = World.on(4, "retriesPerSample: 0").settle();

    world
        .happens(
            world.server(Network.HOST),
            TestPods.unschedulable("didn't have free ports for the requested pod ports"))
        .tick(11);

    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.status().failures()).hasSize(1);
  }
}
