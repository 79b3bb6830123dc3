package dev.netperf.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Orphaned;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** However large somebody makes what has our labels, a cache keeps little of it. */
class LeanTest {
  private static final String LARGE = "x".repeat(1_000_000);
  private static final int LITTLE = 50_000;

  private static Pod withStatus() {
    return new PodBuilder(Orphaned.controlledServer())
        .withNewStatus()
        .withPhase("Running")
        .withReason(LARGE)
        .withMessage(LARGE)
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withMessage(LARGE)
        .endCondition()
        .addNewCondition()
        .withType(LARGE)
        .endCondition()
        .addNewContainerStatus()
        .withName("probe")
        .withImageID(LARGE)
        .withStarted(true)
        .withNewState()
        .withNewTerminated()
        .withExitCode(3)
        .withMessage(LARGE)
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  @Test
  void ofAnAffinityItKeepsTheNode() {
    // Given a pod that prefers a thousand zones
    var pod = Orphaned.controlledServer();
    pod.getSpec()
        .getAffinity()
        .getNodeAffinity()
        .setPreferredDuringSchedulingIgnoredDuringExecution(
            new PodBuilder()
                .withNewSpec()
                .withNewAffinity()
                .withNewNodeAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withNewPreference()
                .addNewMatchExpression()
                .withKey("zone")
                .withOperator("In")
                .withValues(Collections.nCopies(10_000, "x".repeat(50)))
                .endMatchExpression()
                .endPreference()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build()
                .getSpec()
                .getAffinity()
                .getNodeAffinity()
                .getPreferredDuringSchedulingIgnoredDuringExecution());

    // When
    var lean = Lean.pod(pod);

    // Then
    assertThat(lean.toString()).hasSizeLessThan(LITTLE);
    assertThat(new ObservedPod(lean).wantedNode()).contains("node-2");
  }

  @Test
  void ofAStatusItKeepsTheBeginnings() {
    var lean = Lean.pod(withStatus());

    assertThat(lean.toString()).hasSizeLessThan(LITTLE);
    assertThat(new ObservedPod(lean).schedulerMessage()).startsWith("xxx");
    assertThat(new ObservedPod(lean).terminated())
        .hasValueSatisfying(end -> assertThat(end.getExitCode()).isEqualTo(3));
    assertThat(new ObservedPod(lean).nodeMessage()).startsWith("xxx");
  }

  @Test
  void ofAServiceItKeepsTheAddress() {
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("large")
            .endMetadata()
            .withNewSpec()
            .withClusterIP("10.0.0.7")
            .withSelector(Map.of("k", LARGE))
            .withExternalIPs(LARGE)
            .endSpec()
            .build();

    var lean = Lean.service(service);

    assertThat(lean.toString()).hasSizeLessThan(LITTLE);
    assertThat(lean.getSpec().getClusterIP()).isEqualTo("10.0.0.7");
  }
}
