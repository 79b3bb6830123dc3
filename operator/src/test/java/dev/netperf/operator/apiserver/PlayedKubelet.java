package dev.netperf.operator.apiserver;

import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays scheduler and kubelets to the pods of one namespace: servers listen at once, clients end at
 * once with a result, deleted pods go. After its start it only watches and writes.
 */
final class PlayedKubelet implements AutoCloseable, ResourceEventHandler<Pod> {
  /** What every client measures, in bit/s and ns. */
  static final long BANDWIDTH = 800_000_000;

  static final long LATENCY = 25_000;

  /** From the start of one client to the next, by the nodes' clocks; each takes 20 s of it. */
  private static final Duration PERIOD = Duration.ofSeconds(23);

  private final KubernetesClient client;
  private final AtomicInteger clients = new AtomicInteger();
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Pod> informer;

  PlayedKubelet(KubernetesClient client, String namespace, String... nodes) {
    this.client = client;
    for (var node : nodes) {
      join(node);
    }
    informer = client.pods().inNamespace(namespace).inform(this);
  }

  private void join(String name) {
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewStatus()
            .addToCapacity("cpu", new Quantity("2"))
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withLastTransitionTime("2025-12-01T00:00:00Z")
            .endCondition()
            .withNewNodeInfo()
            .withKernelVersion("6.18")
            .withBootID("boot-" + name)
            .endNodeInfo()
            .endStatus()
            .build();
    client.resource(node).create();
    // the API server taints what registers itself
    client.nodes().withName(name).patch(ApiServer.MERGE, "{\"spec\":{\"taints\":null}}");
  }

  @Override
  public void onAdd(Pod pod) {
    bind(pod);
    report(pod, "client".equals(label(pod, "role")) ? ended() : listening());
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    var metadata = pod.getMetadata();
    if (metadata.getDeletionTimestamp() != null && seen.put(metadata.getUid(), "deleted") == null) {
      client.resource(pod).withGracePeriod(0).delete();
    }
  }

  @Override
  public void onDelete(Pod pod, boolean unknown) {}

  private void bind(Pod pod) {
    var terms =
        pod.getSpec()
            .getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms();
    var node = terms.get(0).getMatchFields().get(0).getValues().get(0);
    client
        .bindings()
        .inNamespace(pod.getMetadata().getNamespace())
        .resource(
            new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(node)
                .endTarget()
                .build())
        .create();
  }

  private void report(Pod pod, PodStatus status) {
    var patch = client.getKubernetesSerialization().asJson(Map.of("status", status));
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .subresource("status")
          .patch(ApiServer.MERGE, patch);
    } catch (KubernetesClientException e) {
      throw new AssertionError("status of " + pod.getMetadata().getName(), e);
    }
  }

  private static PodStatus listening() {
    return new PodStatusBuilder()
        .withPhase("Running")
        .addNewPodIP("10.0.0.7")
        .addNewContainerStatus()
        .withName("probe")
        .withStarted(true)
        .withReady(true)
        .withNewState()
        .withNewRunning()
        .withStartedAt(Instant.now().toString())
        .endRunning()
        .endState()
        .endContainerStatus()
        .build();
  }

  private PodStatus ended() {
    return new PodStatusBuilder()
        .withPhase("Succeeded")
        .addNewContainerStatus()
        .withName("probe")
        .withNewState()
        .withNewTerminated()
        .withExitCode(0)
        .withReason("Completed")
        .withMessage(envelope(clients.getAndIncrement()))
        .endTerminated()
        .endState()
        .endContainerStatus()
        .build();
  }

  private static String envelope(int earlier) {
    var recorded = Envelopes.ended(0, Envelopes.qperf(1, BANDWIDTH, LATENCY));
    var late = PERIOD.multipliedBy(earlier);
    return recorded
        .replace(millis(Envelopes.STARTED), millis(Envelopes.STARTED.plus(late)))
        .replace(
            "finished=" + millis(Envelopes.STARTED.plusSeconds(20)),
            "finished=" + millis(Envelopes.STARTED.plusSeconds(20).plus(late)));
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }

  private static String label(Pod pod, String name) {
    return pod.getMetadata().getLabels().get("netperf.dev/" + name);
  }

  @Override
  public void close() {
    informer.close();
  }
}
