package dev.netperf.operator.observe;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.ProbePod;
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
import java.util.List;

/**
 * Objects with no more than decisions and metrics need, as caches keep them: what somebody else put
 * on them, and what a finished test has measured, must not fill the operator's memory.
 */
final class Lean {
  private Lean() {}

  /**
   * Samples of a run that has its nodes are needed at its next step; others are read when needed.
   */
  static NetPerfTest test(NetPerfTest test) {
    var lean = test.lean();
    lean.setMetadata(metadata(test));
    return lean;
  }

  static Pod pod(Pod pod) {
    var spec = pod.getSpec();
    var probe =
        spec.getContainers().stream()
            .filter(container -> ProbePod.CONTAINER.equals(container.getName()))
            .map(
                container ->
                    new ContainerBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withCommand(container.getCommand())
                        .build())
            .toList();
    var lean =
        new PodBuilder()
            .withMetadata(metadata(pod))
            .withSpec(
                new PodSpecBuilder()
                    .withNodeName(spec.getNodeName())
                    .withHostNetwork(spec.getHostNetwork())
                    .withActiveDeadlineSeconds(spec.getActiveDeadlineSeconds())
                    .withTerminationGracePeriodSeconds(spec.getTerminationGracePeriodSeconds())
                    .withAffinity(spec.getAffinity())
                    .withContainers(probe)
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

  static Service service(Service service) {
    return new ServiceBuilder(service).withMetadata(metadata(service)).withStatus(null).build();
  }

  static NetworkPolicy networkPolicy(NetworkPolicy policy) {
    return new NetworkPolicyBuilder().withMetadata(metadata(policy)).build();
  }

  /** Of all that a node says, what placement goes by and what a result tells of it. */
  static Node node(Node node) {
    var lean = new NodeBuilder(node).withMetadata(metadata(node));
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
  private static ObjectMeta metadata(HasMetadata object) {
    var metadata = object.getMetadata();
    return new ObjectMetaBuilder()
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .withResourceVersion(metadata.getResourceVersion())
        .withGeneration(metadata.getGeneration())
        .withCreationTimestamp(metadata.getCreationTimestamp())
        .withDeletionTimestamp(metadata.getDeletionTimestamp())
        .withLabels(metadata.getLabels())
        .withOwnerReferences(
            metadata.getOwnerReferences() == null
                ? List.of()
                : metadata.getOwnerReferences().stream()
                    .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                    .toList())
        .build();
  }
}
