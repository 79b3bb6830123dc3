package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.probe.Role;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodesTest {

  @Test
  void aNodeThatAppearsWithinAMinuteIsUsed() {
    // Given
    var world = World.on(1, "{server: {nodeName: node-2}, client: {nodeName: node-1}}").settle();
    assertThat(world.conditions())
        .isEqualTo("Ready=Unknown Reconciling=True Finished=False Passed=Unknown");

    // When
    world.tick(59).nodeBecomesReady("node-2");

    // Then
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.status().run().ineligibleTime()).isNull();
  }

  @Test
  void theMinuteBeginsAnewWhenNodesWereThereInBetween() {
    // Given a test that waits for busy nodes, one of which goes for a while
    var world = World.with("").held("node-1", "team-a", "other").settle();
    world.nodeBecomesNotReady("node-2").tick(40).nodeBecomesReady("node-2");
    assertThat(world.reason()).isEqualTo("NodesBusy");

    // When it goes again
    world.nodeBecomesNotReady("node-2").tick(40);

    // Then
    assertThat(world.reason()).isEqualTo("NodeNotReady");
    assertThat(world.conditions()).contains("Reconciling=True");
  }

  @Test
  void nothingIsHeldByATestWithoutNodes() {
    var world = World.on(1, "{}").settle();

    assertThat(world.holds("node-1")).isFalse();
    assertThat(world.everCreated()).isEmpty();
  }

  @Test
  void aPickLeavesUnfitNodesOut() {
    // Given five nodes of which two fit
    var world =
        World.on(5, "{}")
            .put(TestNodes.cordoned("node-1"))
            .put(TestNodes.notReady("node-3", World.START))
            .put(TestNodes.tainted("node-4", "dedicated", "db", "NoSchedule"))
            .settle();

    // Then
    assertThat(
            Set.of(world.status().nodes().server().name(), world.status().nodes().client().name()))
        .containsExactlyInAnyOrder("node-2", "node-5");
  }

  @Test
  void aPickStaysWhenBetterNodesAppear() {
    // Given
    var world = World.on(2, "{}").settle().measure(1);
    var nodes = world.status().nodes();

    // When
    for (int i = 3; i < 30; i++) {
      world.nodeBecomesReady("node-" + i);
    }

    // Then
    assertThat(world.status().nodes()).isEqualTo(nodes);
  }

  @Test
  void aNodeInUseMayBeNotReadyForAMinute() {
    // Given
    var world = World.measuring("").nodeBecomesNotReady("node-2").tick(59);
    assertThat(world.reason()).isEqualTo("NodeNotReady");
    assertThat(world.lookAgain()).contains(Duration.ofSeconds(1));

    // When
    world.nodeBecomesReady("node-2");

    // Then
    assertThat(world.reason()).isEqualTo("Measuring");
    assertThat(world.living(Role.CLIENT)).hasSize(1);
  }

  @Test
  void whileANodeIsNotReadyNoPodIsMade() {
    var world = World.with("").settle().nodeBecomesNotReady("node-1").serversListen();

    assertThat(world.living(Role.CLIENT)).isEmpty();
  }

  @Test
  void aCordonedNodeKeepsTheClientThatRunsOnIt() {
    var world = World.measuring("").put(TestNodes.cordoned("node-1")).settle();

    assertThat(world.reason()).isEqualTo("Measuring");
    world.clientEnds(10_000_000_000L, 40_000);
    assertThat(world.status().samples()).hasSize(1);
  }

  @Test
  void theRunFailsWhenANodeIsDeletedInMidRunAndKeepsItsSamples() {
    var world = World.with("").settle().measure(4).nodeGoes("node-1");

    assertThat(world.reason()).isEqualTo("NodeNotFound");
    assertThat(world.status().samples()).hasSize(4);
    assertThat(world.podNames()).isEmpty();
  }

  @Test
  void whatANodeSaysOfItselfIsOneShortLine() {
    // Given a node whose owner makes his kubelet say what a terminal would obey
    var node = TestNodes.ready("node-2");
    node.getStatus().getNodeInfo().setOsImage("\u001b[31mred\nReady: True" + "x".repeat(9_000));
    node.getStatus().getNodeInfo().setKernelVersion("6.18\u0000\u202e");

    // When it is measured
    var world = World.with("").put(node).settle();

    // Then
    var facts = world.status().nodes().server();
    assertThat(facts.osImage()).startsWith("[31mred Ready: True").hasSizeLessThanOrEqualTo(256);
    assertThat(facts.kernelVersion()).isEqualTo("6.18");
  }
}
