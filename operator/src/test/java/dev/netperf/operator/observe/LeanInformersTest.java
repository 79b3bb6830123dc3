package dev.netperf.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.Orphaned;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeanInformersTest {
  @Test
  void aPodIsItsControllersHoweverManyOwnersItHas() {
    // Given a pod to which somebody gave a thousand owners more
    var pod = Orphaned.controlledServer();
    IntStream.range(0, 1000)
        .forEach(
            i ->
                pod.addOwnerReference(
                    new OwnerReferenceBuilder()
                        .withApiVersion("netperf.dev/v1alpha1")
                        .withKind("NetPerfTest")
                        .withName("never-" + i)
                        .withUid("00000000-0000-4000-8000-" + i)
                        .build()));

    // Then it concerns the one
    assertThat(LeanInformers.controller(pod, NetPerfTest.class))
        .containsExactly(new ResourceID("overlay-cost", "team-a"));
    assertThat(LeanInformers.controller(Orphaned.server(), NetPerfTest.class)).isEmpty();
  }
}
