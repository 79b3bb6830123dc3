package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a pod's trouble counts; what it is called then is in stage/messages.txt. */
class PodFaultsTest {

  private static World server(Consumer<Pod> event) {
    var world = World.with("").settle();
    return world.happens(world.server(Network.HOST), event);
  }

  private static World client(Consumer<Pod> event) {
    var world = World.measuring("");
    return world.happens(world.client(), event);
  }

  @Test
  void theSchedulerHasAMinute() {
    var world =
        server(TestPods.unschedulable("0/2 nodes are available: Insufficient cpu")).tick(60);
    assertThat(world.reason()).isEqualTo("Starting");

    world.tick(1);

    assertThat(world.reason()).isEqualTo("Unschedulable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ErrImagePull", "ImagePullBackOff", "InvalidImageName"})
  void anImageHasTwoMinutes(String reason) {
    // Given
    var world = server(TestPods.waits(reason, "not found")).tick(120);
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.message()).contains(reason + ": not found");

    // When
    world.tick(1);

    // Then
    assertThat(world.reason()).isEqualTo("ImagePullFailed");
    assertThat(world.conditions()).contains("Stalled=True");
  }

  @Test
  void anImageThatCanNotBePulledFailsTheRunWithoutARetry() {
    var world = server(TestPods.waits("ErrImagePull", "not found")).tick(121);

    assertThat(world.status().failures()).hasSize(1);
    assertThat(world.conditions()).contains("Finished=True");
  }

  @Test
  void aClientThatCanNotBePlacedIsNotSaidToMeasure() {
    // Given a client that was just created
    var world = World.with("").settle().serversListen();
    assertThat(world.reason()).isEqualTo("Measuring");

    // When the scheduler finds no place for it
    world.happens(world.client(), TestPods.unschedulable("1 node(s) were unschedulable"));

    // Then the test says so until it runs
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.message()).contains("client pod on node-1", "1 node(s) were unschedulable");
    assertThat(world.clientRuns().reason()).isEqualTo("Measuring");
  }

  @Test
  void aClientWhoseContainerIsBeingCreatedIsNoNews() {
    var world = World.with("").settle().serversListen();

    world.happens(world.client(), TestPods.waits("ContainerCreating", null));

    assertThat(world.reason()).isEqualTo("Measuring");
  }

  @Test
  void aSlowImageIsWaitedFor() {
    var world = server(TestPods.waits("ContainerCreating", null)).tick(119).serversListen();

    assertThat(world.reason()).isEqualTo("Measuring");
  }

  @Test
  void aServerHasThirtySecondsMoreToListen() {
    var world = server(pod -> TestPods.runs(pod, World.START)).tick(150);
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.status().failures()).isEmpty();

    world.tick(1);

    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.ServerFailed.name());
  }

  @Test
  void aClientIsNotGivenUpBeforeItsOwnBound() {
    // Given a client that measures 20 s, and has 30 s for the rest, 30 s to report, 120 s to start
    var world = World.measuring("").tick(200);
    assertThat(world.reason()).isEqualTo("Measuring");

    // When
    world.tick(1);

    // Then
    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.ClientFailed.name());
  }

  @Test
  void aClientMayWaitForItsImageToo() {
    var world = World.with("").settle().serversListen();

    world.happens(world.client(), TestPods.waits("ErrImagePull", "not found")).tick(121);

    assertThat(world.reason()).isEqualTo("ImagePullFailed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Evicted", "Preempting", "NodeShutdown", "Terminated"})
  void anEvictionIsTriedAgain(String reason) {
    var world = client(TestPods.failedByNode(reason, "low on memory"));

    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.PodEvicted.name());
    assertThat(world.conditions()).contains("Reconciling=True");
  }

  @Test
  void aClientWhoseServerFailedIsNotBlamed() {
    // Given a client that lost its server
    var world = World.measuring("");
    world.happensUnseen(world.server(Network.HOST), pod -> TestPods.ends(pod, 137, null));

    // When
    world.clientEnds(1, Envelopes.recorded("server-killed-in-bandwidth"));

    // Then
    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.ServerFailed.name());
  }

  @Test
  void aPortThatAProcessHasIsFoundOutByTheServer() {
    var world =
        server(pod -> TestPods.ends(pod, 1, Envelopes.recorded("listen-port-taken-server")));

    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.PortInUse.name());
  }

  @Test
  void aDataPortThatAProcessHasIsFoundOutByTheClient() {
    var world = client(pod -> TestPods.ends(pod, 1, Envelopes.recorded("data-port-taken")));

    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.PortInUse.name());
  }

  @Test
  void aServerThatFailsEndsItsClient() {
    // Given
    var world = World.measuring("");

    // When
    world.happens(world.server(Network.HOST), TestPods::outOfMemory);

    // Then
    assertThat(world.living(Role.CLIENT)).isEmpty();
    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.OutOfMemory.name());
  }

  @Test
  void theServerOfTheOtherNetworkDoesNotMatterToTheSampleUnderWay() {
    // Given
    var world = World.measuring("");

    // When
    world.happens(world.server(Network.POD), pod -> TestPods.ends(pod, 1, null));

    // Then
    assertThat(world.living(Role.CLIENT)).hasSize(1);
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void aSidecarsEndIsNotTheProbes() {
    // Given a pod with an injected container that has ended
    var world = World.measuring("");

    // When
    world.happens(
        world.client(), pod -> pod.getStatus().getContainerStatuses().get(0).setState(ended(pod)));

    // Then
    assertThat(new ObservedPod(world.client()).ended()).isFalse();
    assertThat(world.status().failures()).isEmpty();
  }

  private static ContainerState ended(Pod pod) {
    var state = pod.getStatus().getContainerStatuses().get(1).getState();
    return state.edit().withNewTerminated().withExitCode(1).endTerminated().build();
  }

  /** The schema refuses it; a resource may have been stored before it did. */
  @Test
  void whatTheToolDoesNotMeasureIsInvalid() {
    var world = World.with("tool: sockperf\nmeasurements: [TCPBandwidth]").settle();

    assertThat(world.reason()).isEqualTo("Invalid");
    assertThat(world.message()).startsWith("spec.measurements must be what sockperf measures");
  }
}
