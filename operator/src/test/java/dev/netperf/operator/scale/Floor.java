package dev.netperf.operator.scale;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.probe.Attempt;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbePodTemplate;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.plan.Plan;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What a test costs at least: the operator's client without the operator's logic. For each test it
 * writes the statuses that the operator wrote of another one, and makes and deletes the same pods,
 * in the same order. It decides nothing, computes nothing, guards against nothing, posts no Events.
 */
final class Floor {
  private static final String RUN = "floor";
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int PATIENCE_SECONDS = 120;

  private final KubernetesClient client;
  private final Recording recording;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();

  private record Awaited(Predicate<ObservedPod> enough, CompletableFuture<ObservedPod> pod) {}

  private Floor(KubernetesClient client, Recording recording) {
    this.client = client;
    this.recording = recording;
  }

  /** Serves tests until it is told to end. */
  static void serve(File recording) throws InterruptedException {
    try (var client = new KubernetesClientBuilder().build()) {
      var floor = new Floor(client, Recording.read(recording));
      floor.watch();
      System.out.println("leading"); // as the operator says when it serves
      new CountDownLatch(1).await();
    }
  }

  private void watch() {
    client
        .pods()
        .inAnyNamespace()
        .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
        .inform(
            new Handler<Pod>() {
              @Override
              public void onUpdate(Pod before, Pod pod) {
                seen(new ObservedPod(pod));
              }
            });
    client
        .resources(NetPerfTest.class)
        .inAnyNamespace()
        .inform(
            new Handler<NetPerfTest>() {
              @Override
              public void onAdd(NetPerfTest test) {
                if (test.getStatus() == null || test.getStatus().run() == null) {
                  threads.execute(() -> measure(test));
                }
              }
            });
  }

  private void seen(ObservedPod pod) {
    var wanted = awaited.get(pod.name());
    if (wanted != null && wanted.enough().test(pod)) {
      wanted.pod().complete(pod);
    }
  }

  private void measure(NetPerfTest created) {
    var plan = Plan.of(created.getSpec());
    var probes = new ProbePodTemplate(created, RUN, plan, TestSettings.PLAIN);
    var first = recording.after(0);
    var test = write(created, first.subList(0, 1));
    var started =
        servers(created, probes).stream().map(pod -> make(pod, ObservedPod::listening)).toList();
    var servers = started.stream().map(CompletableFuture::join).toList();
    test = write(test, first.subList(1, first.size()));
    for (var sample : plan.samples()) {
      var node = created.getSpec().client().nodeName();
      var address = servers.get(0).address(IpFamily.IPv4).orElseThrow();
      var pod =
          probes.client(sample, new Attempt(sample.index(), 0), node, address, servers.get(0));
      var ended = make(pod, ObservedPod::ended).join();
      test = write(test, recording.after(sample.index() + 1));
      client.resource(ended.pod()).delete();
    }
    servers.forEach(server -> client.resource(server.pod()).delete());
  }

  private static List<Pod> servers(NetPerfTest test, ProbePodTemplate probes) {
    var spec = test.getSpec();
    return spec.paths().stream()
        .map(Network::ofServer)
        .distinct()
        .map(
            network ->
                probes.server(
                    network, new Attempt(0, 0), spec.server().nodeName(), IpFamily.IPv4, LIFETIME))
        .toList();
  }

  private NetPerfTest write(NetPerfTest test, List<NetPerfTestStatus> statuses) {
    var written = test;
    for (var status : statuses) {
      written = Specimens.applyStatus(client, Recording.status(written, status));
    }
    return written;
  }

  /** Makes a pod; what it gives back is there when the pod is far enough. */
  private CompletableFuture<ObservedPod> make(Pod pod, Predicate<ObservedPod> enough) {
    var name = pod.getMetadata().getName();
    var wanted = new Awaited(enough, new CompletableFuture<>());
    awaited.put(name, wanted);
    client.resource(pod).create();
    return wanted
        .pod()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .whenComplete((seen, e) -> awaited.remove(name));
  }

  /** Most news concern nobody. */
  private abstract static class Handler<T> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {}

    @Override
    public void onUpdate(T before, T after) {}

    @Override
    public void onDelete(T object, boolean unknown) {}
  }
}
