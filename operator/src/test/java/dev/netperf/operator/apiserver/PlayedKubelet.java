package dev.netperf.operator.apiserver;

import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

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

  /** In no zone, and of no type. */
  private void join(String name) {
    var node =
        TestNodes.ready(name)
            .edit()
            .editMetadata()
            .withLabels(Map.of())
            .endMetadata()
            .editStatus()
            .editNodeInfo()
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
    report(pod, new ObservedPod(pod).is(Role.CLIENT) ? this::end : TestPods::listens);
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
                .withName(TestPods.wantedNode(pod))
                .endTarget()
                .build())
        .create();
  }

  private void report(Pod pod, Consumer<Pod> deed) {
    var changed = new PodBuilder(pod).build();
    deed.accept(changed);
    var status = Map.of("status", changed.getStatus());
    var patch = client.getKubernetesSerialization().asJson(status);
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

  private void end(Pod pod) {
    TestPods.ends(pod, 0, envelope(clients.getAndIncrement()));
    pod.getStatus().setPhase("Succeeded");
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

  @Override
  public void close() {
    informer.close();
  }
}
