package dev.netperf.operator.placement;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.Toleration;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a Node object says. Pure. */
public final class NodeState {
  private static final String ZONE = "topology.kubernetes.io/zone";

  /** What {@code kubectl cordon} brings with it, and the scheduler looks for. */
  private static final Taint CORDONED =
      new Taint("NoSchedule", "node.kubernetes.io/unschedulable", null, null);

  /** Taints of nodes that the Cluster Autoscaler or Karpenter is about to remove. */
  private static final Set<String> GOING =
      Set.of(
          "ToBeDeletedByClusterAutoscaler",
          "karpenter.sh/disrupted",
          "karpenter.sh/disruption",
          "node.kubernetes.io/out-of-service");

  /** Of an idle node that the Cluster Autoscaler may remove, or never does. */
  private static final String CANDIDATE = "DeletionCandidateOfClusterAutoscaler";

  private NodeState() {}

  /** Whether its kubelet reports that it is Ready. */
  public static boolean ready(Node node) {
    return readiness(node).map(c -> "True".equals(c.getStatus())).orElse(false);
  }

  /** When its readiness last changed. */
  public static Optional<Instant> readinessChanged(Node node) {
    return readiness(node).map(NodeCondition::getLastTransitionTime).map(Instant::parse);
  }

  /** Whether it is closed for new pods ({@code kubectl cordon}). */
  public static boolean cordoned(Node node) {
    return spec(node).map(NodeSpec::getUnschedulable).orElse(false);
  }

  /** Whether it is closed for a new pod with these tolerations, as the scheduler sees it. */
  public static boolean closed(Node node, List<Toleration> tolerations) {
    return cordoned(node) && tolerations.stream().noneMatch(t -> tolerates(t, CORDONED));
  }

  /**
   * How much one would rather have another node: 0 for a plain one, more where new pods shouldn't
   * go while others will do, most where it is about to go.
   */
  public static int reluctance(Node node, List<Toleration> tolerations) {
    if (going(node) || taints(node).anyMatch(t -> CANDIDATE.equals(t.getKey()))) {
      return 2;
    }
    var unwelcome =
        taints(node)
            .filter(taint -> "PreferNoSchedule".equals(taint.getEffect()))
            .anyMatch(taint -> tolerations.stream().noneMatch(t -> tolerates(t, taint)));
    return unwelcome || cordoned(node) ? 1 : 0;
  }

  /** Whether it is about to go, whatever is tolerated. */
  public static boolean going(Node node) {
    return node.isMarkedForDeletion()
        || taints(node).anyMatch(t -> GOING.contains(String.valueOf(t.getKey())));
  }

  /** The first taint that keeps a new pod with these tolerations off the node. */
  public static Optional<Taint> untolerated(Node node, List<Toleration> tolerations) {
    return taints(node)
        .filter(taint -> !"PreferNoSchedule".equals(taint.getEffect()))
        .filter(taint -> tolerations.stream().noneMatch(t -> tolerates(t, taint)))
        .findFirst();
  }

  /** Whether it has every label of the selector. */
  public static boolean matches(Node node, Map<String, String> selector) {
    return labels(node).entrySet().containsAll(selector.entrySet());
  }

  /** Its zone, if it is labelled with one. */
  public static Optional<String> zone(Node node) {
    return Optional.ofNullable(labels(node).get(ZONE));
  }

  /** The IP version of its first address of its own; IPv4 when it tells none. */
  public static IpFamily family(Node node) {
    return addresses(node).stream()
        .map(address -> address.contains(":") ? IpFamily.IPv6 : IpFamily.IPv4)
        .findFirst()
        .orElse(IpFamily.IPv4);
  }

  /** The IP addresses of its own, of either version. */
  public static List<String> addresses(Node node) {
    return Optional.ofNullable(node.getStatus()).stream()
        .flatMap(s -> s.getAddresses().stream())
        .filter(a -> "InternalIP".equals(a.getType()) && a.getAddress() != null)
        .map(NodeAddress::getAddress)
        .toList();
  }

  /** Whether a probe of this endpoint could run on it now. */
  public static boolean eligible(Node node, Endpoint endpoint) {
    return ready(node)
        && !closed(node, endpoint.tolerations())
        && matches(node, endpoint.nodeSelector())
        && untolerated(node, endpoint.tolerations()).isEmpty();
  }

  /** What a reader of the result wants to know of it. */
  public static NodeFacts facts(Node node) {
    var labels = labels(node);
    var info = node.getStatus().getNodeInfo();
    var cores =
        node.getStatus().getCapacity() == null ? null : node.getStatus().getCapacity().get("cpu");
    return new NodeFacts(
        node.getMetadata().getName(),
        labels.get("node.kubernetes.io/instance-type"),
        labels.get(ZONE),
        labels.get("topology.kubernetes.io/region"),
        info == null ? null : info.getArchitecture(),
        null,
        cores == null ? null : cores.getNumericalAmount().intValue(),
        info == null ? null : info.getBootID(),
        info == null ? null : info.getKernelVersion(),
        info == null ? null : info.getOsImage(),
        info == null ? null : info.getKubeletVersion(),
        info == null ? null : info.getContainerRuntimeVersion(),
        null,
        null);
  }

  static Stream<Taint> taints(Node node) {
    return spec(node).map(NodeSpec::getTaints).orElse(List.of()).stream();
  }

  private static Optional<NodeSpec> spec(Node node) {
    return Optional.ofNullable(node.getSpec());
  }

  static Map<String, String> labels(Node node) {
    return Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
  }

  private static Optional<NodeCondition> readiness(Node node) {
    return Optional.ofNullable(node.getStatus()).stream()
        .flatMap(s -> s.getConditions().stream())
        .filter(c -> "Ready".equals(c.getType()))
        .findFirst();
  }

  /** As the scheduler compares them (core/v1 Toleration). */
  private static boolean tolerates(Toleration toleration, Taint taint) {
    if (toleration.effect() != null && !toleration.effect().name().equals(taint.getEffect())) {
      return false;
    }
    var exists = toleration.operator() == Toleration.Operator.Exists;
    var key = Objects.requireNonNullElse(toleration.key(), "");
    if (key.isEmpty()) {
      return exists;
    }
    return key.equals(taint.getKey())
        && (exists
            || Objects.requireNonNullElse(toleration.value(), "")
                .equals(Objects.requireNonNullElse(taint.getValue(), "")));
  }
}
