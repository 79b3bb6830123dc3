package dev.netperf.operator.fake;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.util.function.Consumer;

/** What scheduler, kubelet and eviction do to a pod. */
public final class TestPods {
  private TestPods() {}

  /** The scheduler finds no place for it. */
  public static Consumer<Pod> unschedulable(String message) {
    return pod ->
        pod.setStatus(
            new PodStatusBuilder()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .endCondition()
                .build());
  }

  /** It is on its node and its container waits. */
  public static Consumer<Pod> waits(String reason, String message) {
    return pod -> {
      schedule(pod);
      container(
          pod,
          new ContainerStateBuilder()
              .withNewWaiting()
              .withReason(reason)
              .withMessage(message)
              .endWaiting()
              .build(),
          false);
    };
  }

  /** The scheduler gives it to the node that it wants. */
  public static void schedule(Pod pod) {
    pod.getSpec().setNodeName(wantedNode(pod));
  }

  /** The node to which it is pinned. */
  public static String wantedNode(Pod pod) {
    var terms =
        pod.getSpec()
            .getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms();
    return terms.get(0).getMatchFields().get(0).getValues().get(0);
  }

  public static void runs(Pod pod, Instant since) {
    schedule(pod);
    container(pod, running(since), false);
  }

  /** Its container runs and its startup probe has succeeded. */
  public static void listens(Pod pod) {
    schedule(pod);
    container(pod, running(Instant.parse(pod.getMetadata().getCreationTimestamp())), true);
  }

  public static void ends(Pod pod, int exitCode, String message) {
    ends(pod, exitCode, exitCode == 0 ? "Completed" : "Error", message);
  }

  public static void outOfMemory(Pod pod) {
    ends(pod, 137, "OOMKilled", null);
  }

  /** The node ends the pod as a whole. */
  public static Consumer<Pod> failedByNode(String reason, String message) {
    return pod -> {
      schedule(pod);
      pod.setStatus(
          new PodStatusBuilder()
              .withPhase("Failed")
              .withReason(reason)
              .withMessage(message)
              .build());
    };
  }

  /** As kubectl drain does: a deletion, with a condition that says whose. */
  public static Consumer<Pod> evicted(Instant now) {
    return pod -> {
      pod.getMetadata().setDeletionTimestamp(now.toString());
      pod.setStatus(
          pod.getStatus()
              .edit()
              .addNewCondition()
              .withType("DisruptionTarget")
              .withStatus("True")
              .withReason("EvictionByEvictionAPI")
              .endCondition()
              .build());
    };
  }

  private static void ends(Pod pod, int exitCode, String reason, String message) {
    schedule(pod);
    container(
        pod,
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(reason)
            .withMessage(message)
            .endTerminated()
            .build(),
        false);
  }

  private static ContainerState running(Instant since) {
    return new ContainerStateBuilder()
        .withNewRunning()
        .withStartedAt(since.toString())
        .endRunning()
        .build();
  }

  /** An address of its own. */
  public static String address(Pod pod) {
    int hash = (pod.getMetadata().getNamespace() + pod.getMetadata().getName()).hashCode();
    return "10.%d.%d.%d".formatted(hash >> 16 & 0xff, hash >> 8 & 0xff, hash & 0xff);
  }

  private static void container(Pod pod, ContainerState state, boolean started) {
    pod.setStatus(
        new PodStatusBuilder()
            .withPhase("Running")
            .withPodIPs(new PodIP(address(pod)))
            .addToContainerStatuses(
                new ContainerStatusBuilder().withName("injected-sidecar").withStarted(true).build(),
                new ContainerStatusBuilder()
                    .withName("probe")
                    .withState(state)
                    .withStarted(started)
                    .build())
            .build());
  }
}
