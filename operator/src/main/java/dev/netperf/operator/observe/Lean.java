package dev.netperf.operator.observe;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.Admitted;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ProbePod;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Objects with no more than decisions and metrics need, as caches keep them: what somebody else put
 * on them, and what a finished test has measured, must not fill the operator's memory.
 */
final class Lean {
  private static final int CONTAINERS = 20;

  /** In characters; a probe's takes some hundreds. */
  private static final int COMMAND = 20_000;

  private Lean() {}

  /**
   * Samples of a run that has its nodes are needed at its next step; others are read when needed.
   */
  static NetPerfTest test(NetPerfTest test, Collection<String> inheritedLabels) {
    var lean = test.lean();
    lean.setMetadata(metadata(test, inheritedLabels::contains));
    return lean;
  }

  static Pod pod(Pod pod) {
    var spec = pod.getSpec();
    var metadata = metadata(pod, Labels.ALL::contains);
    metadata.setAnnotations(some(pod.getMetadata().getAnnotations(), Admitted.ANNOTATION::equals));
    var lean =
        new PodBuilder()
            .withMetadata(metadata)
            .withSpec(
                new PodSpecBuilder()
                    .withNodeName(spec.getNodeName())
                    .withHostNetwork(spec.getHostNetwork())
                    .withActiveDeadlineSeconds(spec.getActiveDeadlineSeconds())
                    .withTerminationGracePeriodSeconds(spec.getTerminationGracePeriodSeconds())
                    .withAffinity(spec.getAffinity())
                    .withInitContainers(containers(spec.getInitContainers()))
                    .withContainers(containers(spec.getContainers()))
                    .build());
    var status = pod.getStatus();
    return status == null
        ? lean.build()
        : lean.withStatus(
                new PodStatusBuilder()
                    .withPhase(status.getPhase())
                    .withReason(status.getReason())
                    .withMessage(status.getMessage())
                    .withStartTime(status.getStartTime())
                    .withConditions(status.getConditions())
                    .withPodIPs(status.getPodIPs())
                    .withContainerStatuses(
                        status.getContainerStatuses().stream()
                            .filter(container -> ProbePod.CONTAINER.equals(container.getName()))
                            .toList())
                    .build())
            .build();
  }

  /** The names of some, and what the probe was told if that can be ours. */
  private static List<Container> containers(List<Container> containers) {
    return containers.stream()
        .limit(CONTAINERS)
        .map(
            container ->
                ProbePod.CONTAINER.equals(container.getName())
                    ? probe(container)
                    : new ContainerBuilder().withName(container.getName()).build())
        .toList();
  }

  private static Container probe(Container container) {
    var lean =
        new ContainerBuilder()
            .withName(container.getName())
            .withImage(container.getImage())
            .withCommand(container.getCommand())
            .withArgs(container.getArgs())
            .withEnv(container.getEnv().stream().filter(Admitted::ours).toList())
            .build();
    return lean.toString().length() < COMMAND
        ? lean
        : new ContainerBuilder().withName(container.getName()).withImage("(too long)").build();
  }

  static Service service(Service service) {
    return new ServiceBuilder(service)
        .withMetadata(metadata(service, Labels.ALL::contains))
        .withStatus(null)
        .build();
  }

  static NetworkPolicy networkPolicy(NetworkPolicy policy) {
    return new NetworkPolicyBuilder().withMetadata(metadata(policy, Labels.ALL::contains)).build();
  }

  /** Of all that a node says, what placement goes by and what a result tells of it. */
  static Node node(Node node) {
    var lean = new NodeBuilder(node).withMetadata(metadata(node, label -> true));
    var status = node.getStatus();
    return status == null
        ? lean.build()
        : lean.withStatus(
                new NodeStatusBuilder()
                    .withAddresses(status.getAddresses())
                    .withCapacity(status.getCapacity())
                    .withNodeInfo(status.getNodeInfo())
                    .withConditions(
                        status.getConditions().stream()
                            .filter(condition -> "Ready".equals(condition.getType()))
                            .toList())
                    .build())
            .build();
  }

  /** Of owners, the one that controls; of annotations, finalizers and managers, none. */
  private static ObjectMeta metadata(HasMetadata object, Predicate<String> labels) {
    var metadata = object.getMetadata();
    return new ObjectMetaBuilder()
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .withResourceVersion(metadata.getResourceVersion())
        .withGeneration(metadata.getGeneration())
        .withCreationTimestamp(metadata.getCreationTimestamp())
        .withDeletionTimestamp(metadata.getDeletionTimestamp())
        .withLabels(some(metadata.getLabels(), labels))
        .withOwnerReferences(
            metadata.getOwnerReferences() == null
                ? List.of()
                : metadata.getOwnerReferences().stream()
                    .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                    .toList())
        .build();
  }

  private static Map<String, String> some(Map<String, String> labels, Predicate<String> keys) {
    return labels == null
        ? Map.of()
        : labels.entrySet().stream()
            .filter(label -> keys.test(label.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
