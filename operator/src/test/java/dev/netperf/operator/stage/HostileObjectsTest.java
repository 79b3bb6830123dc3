package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.Role;
import dev.netperf.plan.Plan;
import dev.netperf.plan.RandomSpecs;
import dev.netperf.plan.Specs;
import dev.netperf.tool.Envelopes;
import dev.netperf.tool.GoodOutput;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Pods and nodes with whatever an API server lets stand in them, by a kubelet of another version or
 * by somebody who edits them: a decision, no exception.
 */
class HostileObjectsTest {
  private static final List<String> TIMES =
      List.of(
          "0001-01-02T00:00:00Z",
          "1970-01-01T00:00:00Z",
          "2026-01-01T00:00:30Z",
          "2026-01-01T02:00:30+02:00",
          "9999-12-31T23:59:59Z");
  private static final List<String> WORDS =
      List.of("", "x", "True", "False", "Evicted", "ErrImagePull", "free ports", "\u0000", "ä\n");

  /** A test somewhere in its run. */
  private static World somewhere(Dice dice) {
    var text = RandomSpecs.valid(dice);
    var spec = Specs.spec(text);
    var world = World.on(3, text).settle();
    for (int i = dice.below(5); i > 0 && !world.status().finished(); i--) {
      world.serversListen();
      if (!world.living(Role.CLIENT).isEmpty() && dice.chance(80)) {
        var sample = Plan.of(spec).samples().get(world.next());
        world.clientEnds(
            0, dice.chance(80) ? GoodOutput.of(spec, sample, dice) : Envelopes.ended(1, "x"));
      }
    }
    return world;
  }

  private static void damage(Pod pod, Dice dice) {
    var metadata = pod.getMetadata();
    switch (dice.below(8)) {
      case 0 -> pod.setStatus(null);
      case 1 -> metadata.setLabels(null);
      case 2 -> {
        var labels = new HashMap<>(Map.of(dice.oneOf(Labels.RUN, Labels.ROLE), "server"));
        labels.put(Labels.SAMPLE, dice.oneOf("-1", "x", "", "999999", "99999999999"));
        metadata.setLabels(labels);
      }
      case 3 -> metadata.setDeletionTimestamp(dice.oneOf(TIMES));
      case 4 -> metadata.setCreationTimestamp(dice.oneOf(TIMES));
      case 5 -> pod.getSpec().setNodeName(dice.oneOf(null, "node-1", "elsewhere"));
      default -> pod.setStatus(status(dice));
    }
  }

  private static PodStatus status(Dice dice) {
    var status = new PodStatus();
    if (dice.chance(50)) {
      status.setPhase(dice.oneOf("Pending", "Running", "Succeeded", "Failed", "Unknown", "odd"));
    }
    if (dice.chance(30)) {
      status.setReason(dice.oneOf(WORDS));
      status.setMessage(dice.oneOf(WORDS));
    }
    if (dice.chance(50)) {
      status.setPodIPs(List.of(new PodIP(dice.oneOf(null, "", "10.0.0.1", "fd00::1"))));
    }
    if (dice.chance(50)) {
      status.setConditions(
          List.of(
              new PodConditionBuilder()
                  .withType(dice.oneOf(null, "PodScheduled", "DisruptionTarget"))
                  .withStatus(dice.oneOf(null, "True", "False"))
                  .withMessage(dice.oneOf(null, "free ports"))
                  .build()));
    }
    if (dice.chance(80)) {
      var containers = new ArrayList<ContainerStatus>();
      containers.add(container(dice));
      containers.add(container(dice));
      status.setContainerStatuses(containers);
    }
    return status;
  }

  private static ContainerStatus container(Dice dice) {
    var state = new ContainerStateBuilder();
    switch (dice.below(4)) {
      case 0 ->
          state
              .withNewRunning()
              .withStartedAt(dice.chance(50) ? null : dice.oneOf(TIMES))
              .endRunning();
      case 1 ->
          state
              .withNewWaiting()
              .withReason(dice.oneOf(null, "ErrImagePull", "x"))
              .withMessage(dice.oneOf(null, "x"))
              .endWaiting();
      case 2 ->
          state
              .withNewTerminated()
              .withExitCode(dice.oneOf(null, 0, 137))
              .withReason(dice.oneOf(null, "OOMKilled"))
              .withMessage(dice.oneOf(null, "", "x", Envelopes.ended(0, "x"), "\u0000ä"))
              .endTerminated();
      default -> {}
    }
    return new ContainerStatusBuilder()
        .withName(dice.oneOf(null, "probe", "probe", "sidecar"))
        .withStarted(dice.oneOf(null, true, false))
        .withState(dice.chance(20) ? null : state.build())
        .build();
  }

  private static Node damaged(String name, Dice dice) {
    var node = TestNodes.ready(name);
    for (int i = dice.between(1, 3); i > 0; i--) {
      var status = node.getStatus() == null ? new NodeStatus() : node.getStatus();
      switch (dice.below(9)) {
        case 0 -> node.setSpec(null);
        case 1 -> node.setStatus(null);
        case 2 -> node.getMetadata().setLabels(null);
        case 3 -> status.setNodeInfo(null);
        case 4 ->
            status.setCapacity(
                dice.oneOf(
                    null, Map.of(), Map.of("cpu", new Quantity(dice.oneOf("0", "500m", "1e12")))));
        case 5 ->
            status.setConditions(
                List.of(
                    new NodeConditionBuilder()
                        .withType(dice.oneOf(null, "Ready", "Ready"))
                        .withStatus(dice.oneOf(null, "True", "False", "odd"))
                        .withLastTransitionTime(dice.chance(30) ? null : dice.oneOf(TIMES))
                        .build()));
        case 6 ->
            status.setAddresses(
                List.of(new NodeAddress(dice.oneOf(null, "", "fd00::1"), "InternalIP")));
        case 7 -> {
          if (node.getSpec() != null) {
            node.getSpec()
                .setTaints(List.of(new Taint(dice.oneOf(null, "NoSchedule"), null, null, null)));
          }
        }
        default -> status.setPhase(dice.oneOf(WORDS));
      }
    }
    return node;
  }

  @Test
  void aDecisionIsMadeWhateverStandsInPods() {
    Dice.seeds(
        400,
        dice -> {
          // Given
          var world = somewhere(dice);

          // When
          for (int i = 0; i < 20; i++) {
            world.matching(pod -> true).forEach(pod -> damage(pod, dice));

            // Then
            assertThat(world.decision()).isNotNull();
          }
        });
  }

  @Test
  void aDecisionIsMadeWhateverStandsInNodes() {
    Dice.seeds(
        400,
        dice -> {
          // Given a test that has its nodes already, or has none yet
          var world = dice.chance(50) ? somewhere(dice) : World.on(0, RandomSpecs.valid(dice));

          // When
          for (int i = 0; i < 20; i++) {
            world.put(damaged("node-" + dice.between(1, 3), dice));

            // Then
            assertThat(world.decision()).isNotNull();
          }
        });
  }

  /** An operator of another version wrote it, or somebody did by hand. */
  @Test
  void aReasonThatNobodyKnowsIsNoObstacle() {
    // Given
    var world = World.measuring("");
    var ready =
        new Condition(Condition.READY, "Unknown", "OfTheFuture", "?", World.START.toString(), 1L);

    // When
    NetPerfTestStatus odd = world.status().with(1L, List.of(ready));

    // Then
    assertThatCode(() -> world.left(odd).tick(1_000_000)).doesNotThrowAnyException();
    assertThat(world.status().finished()).isTrue();
  }
}
