package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.Platform;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbeSettings;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a decision depends on.
 *
 * @param test the resource
 * @param pods the probe pods that it controls
 * @param services the Services that it controls
 * @param policies the NetworkPolicies that it controls, as the cache knows them
 * @param nodes the cluster's nodes
 * @param claims who uses or awaits nodes, but for the run with this id; looked at only by a run
 *     that needs nodes
 * @param unready for how long a node has been seen not Ready
 * @param refusal what the API server refused in this reconciliation
 * @param settings what the cluster's owner says of every probe
 * @param now the time
 */
public record Observation(
    NetPerfTest test,
    List<ObservedPod> pods,
    List<Service> services,
    List<NetworkPolicy> policies,
    Nodes nodes,
    Function<String, Claims> claims,
    Function<Node, Duration> unready,
    Optional<Refusal> refusal,
    ProbeSettings settings,
    Instant now) {

  public Observation {
    pods = List.copyOf(pods);
    services = List.copyOf(services);
    policies = List.copyOf(policies);
  }

  /** The resource's status; what it is before the operator's first write if there is none. */
  public NetPerfTestStatus status() {
    return Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE);
  }

  /** The same moment with these pods, Services and nodes. */
  public Observation with(
      List<ObservedPod> otherPods, List<Service> otherServices, Nodes otherNodes) {
    return new Observation(
        test,
        otherPods,
        otherServices,
        policies,
        otherNodes,
        claims,
        unready,
        refusal,
        settings,
        now);
  }

  /** A pod with how long it has been known. */
  public ObservedPod known(Pod pod) {
    return pods.stream()
        .filter(p -> p.pod().getMetadata().getUid().equals(pod.getMetadata().getUid()))
        .findFirst()
        .map(p -> new ObservedPod(pod, p.age(), p.waited()))
        .orElseGet(() -> new ObservedPod(pod));
  }

  /** What a node must be for the probe image to run on it. */
  public Platform platform() {
    return new Platform(settings.architectures());
  }

  /** The test, for the ledger. */
  public TestRef ref() {
    return TestRef.of(test);
  }
}
