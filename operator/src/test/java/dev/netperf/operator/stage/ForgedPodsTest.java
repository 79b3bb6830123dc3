package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pods with our labels, our owner reference and the run's id that are not where the run is, and
 * pods of the run that admission made something else of.
 */
class ForgedPodsTest {
  /** As this one, but on a node that the run doesn't have, and with a name of somebody's own. */
  private static Pod forged(Pod pod, Consumer<Pod> state) {
    var forged = new PodBuilder(pod).editMetadata().withName("somebodys").endMetadata().build();
    state.accept(forged);
    forged.getSpec().setNodeName("node-9");
    return forged;
  }

  @Test
  void aServerOnAForeignNodeIsDeletedAndTheRunsOwnUsed() {
    // Given a run whose servers start
    var world = World.with("").settle();

    // When another one of its seems to listen on a node that it doesn't have
    world.forged(forged(world.server(Network.POD), TestPods::listens));

    // Then it is not there any more, and the run goes on with its own
    assertThat(world.matching(p -> "node-9".equals(p.node()))).isEmpty();
    world.measure(8);
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void aClientOnAForeignNodeIsDeletedAndWhatItSaysIsNoSample() {
    // Given a run whose client measures
    var world = World.measuring("");

    // When another one of its seems to have ended with a result
    var result = Envelopes.ended(0, Envelopes.qperf(10, 10_000_000_000L, 40_000));
    world.forged(forged(world.client(), pod -> TestPods.ends(pod, 0, result)));

    // Then the result is not taken, and the run's own client goes on
    assertThat(world.status().samples()).isEmpty();
    assertThat(world.status().failures()).isEmpty();
    assertThat(world.matching(p -> "node-9".equals(p.node()))).isEmpty();
    assertThat(world.living(Role.CLIENT)).map(ObservedPod::new).hasSize(1);
  }

  static Stream<Map.Entry<String, Consumer<Pod>>> changes() {
    return Stream.of(
        of("has lost the host network", spec -> spec.setHostNetwork(null)),
        of("has another image", spec -> probe(spec).setImage("mirror.example/probe:1")),
        of("has another command", spec -> probe(spec).setCommand(List.of("echo", "forged"))),
        of("has another command", spec -> probe(spec).setArgs(List.of("more"))),
        of(
            "has another command",
            spec -> probe(spec).setEnv(List.of(new EnvVar("PROBE_UID", "other", null)))),
        of("has no container probe any more", spec -> probe(spec).setName("renamed")),
        of("has lost its node affinity", spec -> spec.setAffinity(null)),
        of("was put on node-9", spec -> spec.setNodeName("node-9")),
        Map.entry(
            "has lost the annotation netperf.dev/asked",
            pod -> pod.getMetadata().setAnnotations(null)));
  }

  private static Map.Entry<String, Consumer<Pod>> of(String words, Consumer<PodSpec> change) {
    return Map.entry(words, pod -> change.accept(pod.getSpec()));
  }

  private static Container probe(PodSpec spec) {
    return spec.getContainers().get(0);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aProbeOfWhichAdmissionMadeSomethingElseFailsItsAttempt(
      Map.Entry<String, Consumer<Pod>> change) {
    // Given a run that is about to start
    var world = World.with("retriesPerSample: 1").settle();

    for (int attempt = 0; attempt < 2; attempt++) {
      // When admission changes its server
      assertThat(world.reason()).isEqualTo("Starting");
      world.happens(world.server(Network.HOST), change.getValue());
    }

    // Then it says what became of it, repeats it as often as it may, and leaves nothing
    assertThat(world.reason()).isEqualTo("ChangedByAdmission");
    assertThat(world.message()).contains("The server pod for node-2 " + change.getKey());
    assertThat(world.status().failures()).hasSize(2);
    assertThat(world.podNames()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatAChangedClientSaysIsNoSample(Map.Entry<String, Consumer<Pod>> change) {
    // Given a client on the host network that was changed before anybody looked
    var world = World.measuring("paths: [HostToHost]");

    // When it ends with a result
    world.happens(
        world.client(),
        pod -> {
          TestPods.ends(pod, 0, Envelopes.ended(0, Envelopes.qperf(10, 10_000_000_000L, 40_000)));
          change.getValue().accept(pod);
        });

    // Then the result is not taken
    assertThat(world.status().samples()).isEmpty();
    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly("ChangedByAdmission");
  }

  @Test
  void anImageThatIsPinnedToTheDigestOfItsTagIsTheSame() {
    // Given
    var world = World.with("").settle();
    var probe = probe(world.server(Network.HOST).getSpec());

    // When what admits it resolves the tag
    world.happens(
        world.server(Network.HOST),
        pod -> probe.setImage(probe.getImage() + "@sha256:" + "0a".repeat(32)));

    // Then the run goes on
    world.measure(8);
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void containersThatAreAddedAreToldAndWarnedOf() {
    // Given a mesh that adds a proxy to every pod on the pod network, with variables of its own
    var world = World.with("paths: [PodToPod]").settle();

    // When it is measured
    for (int sample = 0; sample < 4; sample++) {
      world.serversListen();
      var spec = world.client().getSpec();
      spec.getContainers().add(new ContainerBuilder().withName("istio-proxy").build());
      probe(spec).getEnv().add(new EnvVar("HTTP_PROXY", "http://proxy", null));
      world.clientEnds(10_000_000_000L, 40_000);
    }

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().nodes().client().sidecars()).containsExactly("istio-proxy");
    assertThat(world.status().warnings())
        .filteredOn(warning -> warning.type().equals("Sidecars"))
        .singleElement()
        .satisfies(w -> assertThat(w.message()).contains("(istio-proxy)"));
  }
}
