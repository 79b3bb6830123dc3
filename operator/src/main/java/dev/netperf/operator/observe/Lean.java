package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.Admitted;
import dev.netperf.operator.probe.Controller;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbePodTemplate;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Objects with no more than decisions and metrics need, as caches keep them: what somebody else put
 * on them, and what a finished test has measured, must not fill the operator's memory.
 */
public final class Lean {
  private static final int CONTAINERS = 20;

  /** In characters; a probe's takes some hundreds. */
  private static final int COMMAND = 20_000;

  /** In characters; what a probe leaves has 4,096. */
  private static final int TEXT = 8_192;

  /** The finalizer of {@code kubectl delete --cascade=orphan}: what its object owns is to stay. */
  public static final String ORPHAN = "orphan";

  private static final Set<String> CONDITIONS = Set.of("PodScheduled", "DisruptionTarget");

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
    var metadata = ours(pod);
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
                    .withAffinity(pin(pod))
                    .withInitContainers(containers(spec.getInitContainers()))
                    .withContainers(containers(spec.getContainers()))
                    .build());
    var status = pod.getStatus();
    return status == null
        ? lean.build()
        : lean.withStatus(
                new PodStatusBuilder()
                    .withPhase(status.getPhase())
                    .withReason(cut(status.getReason()))
                    .withMessage(cut(status.getMessage()))
                    .withStartTime(status.getStartTime())
                    .withConditions(
                        status.getConditions().stream()
                            .filter(condition -> CONDITIONS.contains(condition.getType()))
                            .map(Lean::condition)
                            .toList())
                    .withPodIPs(status.getPodIPs())
                    .withContainerStatuses(
                        status.getContainerStatuses().stream()
                            .filter(container -> ObservedPod.CONTAINER.equals(container.getName()))
                            .limit(1)
                            .map(Lean::container)
                            .toList())
                    .build())
            .build();
  }

  /** Of an affinity, the node that it names. */
  private static Affinity pin(Pod pod) {
    return new ObservedPod(pod).wantedNode().map(ProbePodTemplate::pinnedTo).orElse(null);
  }

  private static PodCondition condition(PodCondition condition) {
    return new PodConditionBuilder(condition)
        .withReason(cut(condition.getReason()))
        .withMessage(cut(condition.getMessage()))
        .build();
  }

  private static ContainerStatus container(ContainerStatus status) {
    return new ContainerStatusBuilder()
        .withName(status.getName())
        .withImageID(cut(status.getImageID()))
        .withStarted(status.getStarted())
        .withState(status.getState() == null ? null : state(status.getState()))
        .build();
  }

  private static ContainerState state(ContainerState state) {
    var lean = new ContainerStateBuilder().withRunning(state.getRunning());
    var waiting = state.getWaiting();
    if (waiting != null) {
      lean.withNewWaiting(cut(waiting.getMessage()), cut(waiting.getReason()));
    }
    var end = state.getTerminated();
    if (end != null) {
      lean.withNewTerminated()
          .withExitCode(end.getExitCode())
          .withReason(cut(end.getReason()))
          .withMessage(cut(end.getMessage()))
          .endTerminated();
    }
    return lean.build();
  }

  private static String cut(String text) {
    return text == null || text.length() <= TEXT ? text : text.substring(0, TEXT);
  }

  /** The names of some, and what the probe was told if that can be ours. */
  private static List<Container> containers(List<Container> containers) {
    return containers.stream()
        .limit(CONTAINERS)
        .map(
            container ->
                ObservedPod.CONTAINER.equals(container.getName())
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
    return new ServiceBuilder()
        .withMetadata(ours(service))
        .withNewSpec()
        .withClusterIP(service.getSpec().getClusterIP())
        .endSpec()
        .build();
  }

  static NetworkPolicy networkPolicy(NetworkPolicy policy) {
    return new NetworkPolicyBuilder().withMetadata(ours(policy)).build();
  }

  /** Of all that a node says, what placement goes by and what a result tells of it. */
  public static Node node(Node node) {
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

  /** Of what the operator made: its own labels. */
  public static ObjectMeta ours(HasMetadata object) {
    return metadata(object, Labels.ALL::contains);
  }

  /**
   * Of owners, the one that controls; of finalizers, the one that keeps what its object owns; of
   * annotations and managers, none.
   */
  static ObjectMeta metadata(HasMetadata object, Predicate<String> labels) {
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
        .withOwnerReferences(Controller.of(object).stream().toList())
        .withFinalizers(metadata.getFinalizers().stream().filter(ORPHAN::equals).toList())
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
