package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.probe.Envelopes;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ProbePod;
import dev.netperf.operator.probe.Role;
import org.junit.jupiter.api.Test;

/** Pods with our labels, our owner reference and the run's id that are not where the run is. */
class ForgedPodsTest {
  @Test
  void aServerOnAForeignNodeIsDeletedAndAnotherOneUsed() {
    // Given a run whose server on the pod network is said to be on a node that it doesn't have
    var world = World.with("").settle();
    var forged = world.server(Network.POD);

    // When it listens
    world.happens(
        forged,
        pod -> {
          TestPods.listens(pod);
          pod.getSpec().setNodeName("node-9");
        });

    // Then it is not there any more, and the run goes on with one of its own
    assertThat(world.matching(p -> "node-9".equals(p.node()))).isEmpty();
    world.measure(8);
    assertThat(world.reason()).isEqualTo("Complete");
  }

  @Test
  void aClientOnAForeignNodeIsDeletedAndWhatItSaysIsNoSample() {
    // Given a client that is said to be on a node that the run doesn't have
    var world = World.measuring("");
    var forged = world.client();

    // When it ends with a result
    world.happens(
        forged,
        pod -> {
          TestPods.ends(pod, 0, Envelopes.ended(0, Envelopes.qperf(10, 10_000_000_000L, 40_000)));
          pod.getSpec().setNodeName("node-9");
        });

    // Then the result is not taken, and the client is replaced by one on the run's node
    assertThat(world.status().samples()).isEmpty();
    assertThat(world.status().failures()).isEmpty();
    assertThat(world.matching(p -> "node-9".equals(p.node()))).isEmpty();
    assertThat(world.living(Role.CLIENT)).map(ProbePod::new).hasSize(1);
  }
}
