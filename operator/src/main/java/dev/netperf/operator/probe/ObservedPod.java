package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.IpFamily;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A probe pod as observed. Its container {@code probe} ends a second before its phase tells so.
 *
 * @param pod the pod
 * @param age for how long it has been known, by one clock: its own times are those of others
 * @param waited for how long it is new, placed or started, by the same clock
 */
public record ObservedPod(Pod pod, Duration age, Duration waited) {
  /** The name of the container that matters; injected sidecars have others. */
  public static final String CONTAINER = "probe";

  /** More than the longest deadline of a run, which its servers outlive a little. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(2).plusMinutes(10);

  /** For a kubelet that is late, or whose clock is. */
  private static final Duration LATE = Duration.ofMinutes(5);

  /** A pod that was not known before. */
  public ObservedPod(Pod pod) {
    this(pod, Duration.ZERO, Duration.ZERO);
  }

  /** The pod's name. */
  public String name() {
    return pod.getMetadata().getName();
  }

  /** What no other pod has, and none can guess. */
  public String uid() {
    return pod.getMetadata().getUid();
  }

  /** Whether it does this. */
  public boolean is(Role role) {
    return role.label().equals(label(Labels.ROLE));
  }

  /** Whether it belongs to this run. */
  public boolean ofRun(String runId) {
    return runId.equals(label(Labels.RUN));
  }

  /** The image that its container runs, as the container runtime names it; empty: not known. */
  public Optional<String> imageId() {
    return container().map(ContainerStatus::getImageID).filter(id -> !id.isEmpty());
  }

  /** The network that it uses. */
  public Network network() {
    return Network.ofLabel(label(Labels.NETWORK));
  }

  /** The attempt for which it was made; a pod with strange labels belongs to none. */
  public Attempt attempt() {
    return new Attempt(number(label(Labels.SAMPLE)), number(label(Labels.ATTEMPT)));
  }

  /** Whether its deletion was asked for. */
  public boolean deleting() {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether its deletion was asked for by the eviction API, a drain or a taint. */
  public boolean evicted() {
    return conditions("DisruptionTarget", "True").findAny().isPresent();
  }

  /** When it was created, by the API server's clock. */
  public Instant created() {
    return Instant.parse(pod.getMetadata().getCreationTimestamp());
  }

  /** How its container ended. */
  public Optional<ContainerStateTerminated> terminated() {
    return state().map(ContainerState::getTerminated);
  }

  /** Why its container does not run yet. */
  public Optional<ContainerStateWaiting> waiting() {
    return state().map(ContainerState::getWaiting);
  }

  /** Since when its container runs, by the node's clock. */
  public Optional<Instant> runningSince() {
    return state()
        .map(ContainerState::getRunning)
        .map(ContainerStateRunning::getStartedAt)
        .map(Instant::parse);
  }

  /** Whether it will do nothing more. */
  public boolean ended() {
    return terminated().isPresent() || "Failed".equals(phase()) || "Succeeded".equals(phase());
  }

  /** Whether its server listens (its startup probe has succeeded) and has an address. */
  public boolean listening() {
    return !ended()
        && !deleting()
        && addressed()
        && container().map(ContainerStatus::getStarted).orElse(false);
  }

  /** Its IP address of this version. */
  public Optional<String> address(IpFamily family) {
    return addresses().filter(ip -> ip.contains(":") == (family == IpFamily.IPv6)).findFirst();
  }

  /** Whether it has an IP address. */
  public boolean addressed() {
    return addresses().findAny().isPresent();
  }

  private Stream<String> addresses() {
    return status().stream()
        .flatMap(s -> s.getPodIPs().stream())
        .map(PodIP::getIp)
        .filter(Objects::nonNull);
  }

  /** Whether the scheduler gave it to its node. */
  public boolean scheduled() {
    return pod.getSpec().getNodeName() != null;
  }

  /** Its node; null before it has one. */
  public String node() {
    return pod.getSpec().getNodeName();
  }

  /** The node that it is on, or will be on as soon as the scheduler has seen it. */
  public Optional<String> heldNode() {
    return Optional.ofNullable(node()).or(this::wantedNode);
  }

  /** The node to which it is pinned; empty where somebody took that away. */
  public Optional<String> wantedNode() {
    return Optional.ofNullable(pod.getSpec().getAffinity()).stream()
        .flatMap(a -> Optional.ofNullable(a.getNodeAffinity()).stream())
        .flatMap(
            a ->
                Optional.ofNullable(a.getRequiredDuringSchedulingIgnoredDuringExecution()).stream())
        .flatMap(required -> required.getNodeSelectorTerms().stream())
        .flatMap(term -> term.getMatchFields().stream())
        .filter(field -> "metadata.name".equals(field.getKey()) && "In".equals(field.getOperator()))
        .flatMap(field -> field.getValues().stream())
        .findFirst();
  }

  /**
   * Whether it keeps others from its node. A probe ends within a second when it is told to and has
   * a bound on its time, after which its kubelet ends it. Whoever may create pods can put our
   * labels on one that has neither; it must not keep a node for ever.
   */
  public boolean holdsNode(Instant now) {
    var spec = pod.getSpec();
    var seconds = spec.getActiveDeadlineSeconds();
    var grace = spec.getTerminationGracePeriodSeconds();
    if (seconds == null || grace == null || grace > 1) {
      return false;
    }
    var bound = Duration.ofSeconds(seconds);
    return heldNode().isPresent()
        && !ended()
        && bound.compareTo(LONGEST_LIFE) <= 0
        && now.isBefore(onNodeSince().plus(bound).plus(LATE));
  }

  private Instant onNodeSince() {
    return status()
        .map(s -> s.getStartTime())
        .or(
            () ->
                conditions("PodScheduled", "True")
                    .map(PodCondition::getLastTransitionTime)
                    .filter(Objects::nonNull)
                    .findFirst())
        .map(Instant::parse)
        .orElseGet(this::created);
  }

  /** What the scheduler says of a pod that it can't place; empty when it says nothing. */
  public String schedulerMessage() {
    return conditions("PodScheduled", "False")
        .map(c -> String.valueOf(c.getMessage()))
        .findFirst()
        .orElse("");
  }

  /** Why the node ended the pod as a whole, for example {@code Evicted}; empty when it didn't. */
  public String nodeReason() {
    return status().map(s -> s.getReason()).orElse("");
  }

  /** The node's words for {@link #nodeReason()}. */
  public String nodeMessage() {
    return status().map(s -> s.getMessage()).orElse("");
  }

  private String phase() {
    return status().map(s -> s.getPhase()).orElse("");
  }

  private Stream<PodCondition> conditions(String type, String value) {
    return status().stream()
        .flatMap(s -> s.getConditions().stream())
        .filter(c -> type.equals(c.getType()) && value.equals(c.getStatus()));
  }

  private Optional<ContainerState> state() {
    return container().map(ContainerStatus::getState);
  }

  private Optional<ContainerStatus> container() {
    return status().stream()
        .flatMap(s -> s.getContainerStatuses().stream())
        .filter(c -> CONTAINER.equals(c.getName()))
        .findFirst();
  }

  private Optional<io.fabric8.kubernetes.api.model.PodStatus> status() {
    return Optional.ofNullable(pod.getStatus());
  }

  private String label(String name) {
    var labels = pod.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(name, "");
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
  }
}
