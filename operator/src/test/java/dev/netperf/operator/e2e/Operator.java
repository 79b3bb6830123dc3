package dev.netperf.operator.e2e;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** The operator's Deployment in the cluster. */
final class Operator {
  static final String NAMESPACE = "netperf-system";
  private static final String NAME = "netperf-operator";
  private static final String API = "KUBERNETES_MASTER";
  private final KubernetesClient client;
  private final Queue<String> earlierLogs = new ConcurrentLinkedQueue<>();
  private final Outages outages = new Outages();

  Operator(KubernetesClient client) {
    this.client = client;
  }

  /** The pod that is there now; of two, the active one. */
  Pod pod() {
    var there = pods().stream().filter(pod -> !pod.isMarkedForDeletion()).toList();
    return there.stream()
        .filter(pod -> there.size() > 1 && holdsLease(pod))
        .findFirst()
        .or(() -> there.stream().findFirst())
        .orElseThrow(() -> new AssertionError("the operator has no pod"));
  }

  private List<Pod> pods() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/name", NAME)
        .list()
        .getItems();
  }

  /** Kills its process without a warning and removes its pod at the same moment. */
  void kill() {
    var pod = pod();
    keepLog(pod);
    HostProcesses.signal("KILL", HostProcesses.of(pod, "java"));
    client.resource(pod).withGracePeriod(0).delete();
  }

  /** Takes the lease of one that was killed away, so that the next need not wait for its end. */
  void freeLease() {
    client.leases().inNamespace(NAMESPACE).withName(NAME).delete();
  }

  /** When it can't but complain. */
  Outages outages() {
    return outages;
  }

  /** Stops it in the ordinary way; its Deployment makes another. */
  void stop() {
    var pod = pod();
    keepLog(pod);
    client.resource(pod).delete();
  }

  /** Has so many pods run, and waits for them. */
  void scale(int replicas, Duration limit) {
    pods().forEach(this::keepLog);
    client.apps().deployments().inNamespace(NAMESPACE).withName(NAME).scale(replicas);
    Awaitility.await(replicas + " operators")
        .atMost(limit)
        .until(() -> pods().size() == replicas && pods().stream().allMatch(Readiness::isPodReady));
  }

  /** Has it look for the API server elsewhere; empty: where it is. */
  void looksForTheApi(Optional<String> url, Duration limit) {
    var before = pod();
    keepLog(before);
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .edit(
            deployment -> {
              var container = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
              container.getEnv().removeIf(set -> set.getName().equals(API));
              url.map(value -> new EnvVar(API, value, null)).ifPresent(container.getEnv()::add);
              return deployment;
            });
    untilAnotherLeads(before, limit);
  }

  /** Stops the active one's process where it is. */
  Pod freeze() {
    var pod = pod();
    HostProcesses.signal("STOP", HostProcesses.of(pod, "java"));
    return pod;
  }

  /** Lets the process of one that was frozen go on, until it has ended itself. */
  void thaw(Pod pod, Duration limit) {
    keepLog(pod);
    HostProcesses.signal("CONT", HostProcesses.of(pod, "java"));
    untilRestarted(pod, limit);
  }

  /** Until its process has ended and its kubelet has started another. */
  void untilRestarted(Pod pod, Duration limit) {
    Awaitility.await("the end of the process in " + pod.getMetadata().getName())
        .atMost(limit)
        .until(() -> restarts(client.resource(pod).get()) == restarts(pod) + 1);
  }

  private static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().get(0).getRestartCount();
  }

  /** Until another pod than this one is the active operator. */
  Pod untilAnotherLeads(Pod than, Duration limit) {
    return Awaitility.await("another operator than " + than.getMetadata().getName())
        .atMost(limit)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(this::pod, pod -> isOther(pod, than) && leads(pod));
  }

  /** Until this pod is the active operator. */
  void untilLeads(Pod pod, Duration limit) {
    Awaitility.await(pod.getMetadata().getName() + " to lead")
        .atMost(limit)
        .until(() -> leads(pod()) && !isOther(pod(), pod));
  }

  /** Until the pod that is there now has the lease, whether it is ready or not. */
  void untilLeaseIsTaken(Duration limit) {
    Awaitility.await("an operator with the lease")
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> holdsLease(pod()));
  }

  /** Until nobody has the lease: it was given back, and the next operator is yet to start. */
  void untilLeaseIsFree(Duration limit) {
    Awaitility.await("the lease to be given back")
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              var lease = client.leases().inNamespace(NAMESPACE).withName(NAME).get();
              var holder = lease.getSpec().getHolderIdentity();
              return holder == null || holder.isEmpty();
            });
  }

  private static boolean isOther(Pod pod, Pod than) {
    return !pod.getMetadata().getUid().equals(than.getMetadata().getUid());
  }

  private boolean leads(Pod pod) {
    return holdsLease(pod) && Readiness.isPodReady(pod);
  }

  private boolean holdsLease(Pod pod) {
    var lease = client.leases().inNamespace(NAMESPACE).withName(NAME).get();
    return lease != null && pod.getMetadata().getName().equals(lease.getSpec().getHolderIdentity());
  }

  /** All that it and its predecessors said. */
  String logs() {
    return String.join("\n", earlierLogs) + log(pod());
  }

  /** The end of what it said; it may have been killed by another test a moment ago. */
  String tail() {
    var log =
        pods().stream().map(pod -> log(pod).lines().toList()).findFirst().orElse(List.of("no pod"));
    return String.join("\n", log.subList(Math.max(0, log.size() - 40), log.size()));
  }

  private void keepLog(Pod pod) {
    earlierLogs.add(log(pod));
  }

  private String log(Pod pod) {
    try {
      return client.pods().inNamespace(NAMESPACE).withName(pod.getMetadata().getName()).getLog();
    } catch (KubernetesClientException e) {
      return "no log of " + pod.getMetadata().getName() + ": " + e.getMessage() + "\n";
    }
  }
}
