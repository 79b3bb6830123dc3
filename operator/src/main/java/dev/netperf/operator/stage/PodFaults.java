package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.probe.Admitted;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelope;
import dev.netperf.tool.Reading;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a probe pod, if something is. */
final class PodFaults {
  private static final Duration SCHEDULING = Duration.ofMinutes(1);

  /** Where another pair of nodes could be tried. */
  private static final Duration SCHEDULING_ELSEWHERE = Duration.ofSeconds(10);

  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final Duration LISTENING = Duration.ofSeconds(30);
  private static final Duration REPORTING = Duration.ofSeconds(30);

  /** The kubelet's words for an image that isn't there (yet). */
  private static final Set<String> IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "InvalidImageName");

  /** The kubelet's words for a container that starts. */
  private static final Set<String> USUAL = Set.of("ContainerCreating", "PodInitializing");

  /** Words of qperf, of iperf3 and sockperf, and of the entry script. */
  private static final Set<String> PORT_TAKEN =
      Set.of("unable to bind", "ddress already in use", "held by a process outside");

  record Fault(Reason reason, String message) {}

  private PodFaults() {}

  /** What keeps a pod from doing its work; empty while it may still come right by itself. */
  static Optional<Fault> of(
      ObservedPod pod, Role role, String nodeName, Optional<Node> node, Situation situation) {
    var who = "The " + role.label() + " pod on " + nodeName;
    var changed = changed(pod, role, nodeName);
    if (changed.isPresent()) {
      return changed;
    }
    if (pod.ended()) {
      return Optional.of(ofEndedServer(pod, who));
    }
    if (pod.deleting()) {
      return Optional.of(deleted(pod, who));
    }
    if (!pod.scheduled()) {
      return unplaced(pod, who, nodeName, role, node, situation);
    }
    if (pod.runningSince().isEmpty()) {
      return over(pod, STARTING) ? Optional.of(notStarted(pod, who, role)) : Optional.empty();
    }
    return role == Role.CLIENT ? overdue(pod, who, situation) : notListening(pod, who);
  }

  /** What a pod measures that is not what was asked for is no result, however it looks. */
  static Optional<Fault> changed(ObservedPod pod, Role role, String nodeName) {
    return Admitted.change(pod)
        .map(
            change ->
                new Fault(
                    Reason.ChangedByAdmission,
                    "The " + role.label() + " pod for " + nodeName + " " + change));
  }

  /** Why an ended client left no sample: the tool's own words unless the pod was ended for it. */
  static Fault ofEndedClient(ObservedPod pod, Optional<Reading.Failed> reading, String nodeName) {
    var who = "The client pod on " + nodeName;
    return endedByNode(pod, who)
        .or(() -> pod.deleting() ? Optional.of(deleted(pod, who)) : Optional.empty())
        .or(() -> reading.map(r -> new Fault(r.reason(), r.message())))
        .orElseGet(() -> new Fault(Reason.ClientFailed, who + withoutResult(pod)));
  }

  /** What keeps a pod from starting, if it is more than the usual moment. */
  static Optional<String> held(ObservedPod pod, String role, String nodeName) {
    var unplaced = !pod.scheduled() && !pod.schedulerMessage().isEmpty();
    var waits = pod.waiting().map(w -> !USUAL.contains(String.valueOf(w.getReason())));
    return unplaced || waits.orElse(false)
        ? Optional.of(progress(pod, role, nodeName))
        : Optional.empty();
  }

  /** What a pod that starts is waiting for. */
  static String progress(ObservedPod pod, String role, String nodeName) {
    var who = "The " + role + " pod on " + nodeName;
    if (!pod.scheduled()) {
      return who + " waits for the scheduler" + detail(pod.schedulerMessage());
    }
    return pod.waiting().map(w -> who + " starts" + detail(waiting(w))).orElse(who + " starts");
  }

  private static Fault ofEndedServer(ObservedPod pod, String who) {
    return endedByNode(pod, who)
        .or(() -> pod.deleting() ? Optional.of(deleted(pod, who)) : Optional.empty())
        .orElseGet(() -> serverFailed(pod, who));
  }

  private static Fault serverFailed(ObservedPod pod, String who) {
    var envelope =
        pod.terminated().map(ContainerStateTerminated::getMessage).flatMap(Envelope::parse);
    var output = envelope.map(Envelope::output).orElse("");
    if (output.matches("(?s).*no IPv[46] address.*")) {
      return new Fault(
          Reason.AddressFamilyUnavailable, who + " has no address of the IP version wanted");
    }
    return PORT_TAKEN.stream().anyMatch(output::contains)
        ? new Fault(
            Reason.PortInUse, who + " can't listen: a port of status.effective.ports is taken")
        : new Fault(
            Reason.ServerFailed,
            who + withoutResult(pod) + envelope.map(Envelope::tail).orElse(""));
  }

  private static Optional<Fault> endedByNode(ObservedPod pod, String who) {
    var outOfMemory = pod.terminated().map(t -> "OOMKilled".equals(t.getReason())).orElse(false);
    if (outOfMemory) {
      return Optional.of(new Fault(Reason.OutOfMemory, who + " ran out of memory"));
    }
    return switch (pod.nodeReason()) {
      case "Evicted", "Preempting", "Preempted", "Terminated", "NodeShutdown", "Shutdown" ->
          Optional.of(
              new Fault(Reason.PodEvicted, who + " was evicted" + detail(pod.nodeMessage())));
      case "", "DeadlineExceeded" -> Optional.empty();
      default ->
          Optional.of(
              new Fault(
                  Reason.Unschedulable,
                  who
                      + " was refused by the node: "
                      + pod.nodeReason()
                      + detail(pod.nodeMessage())));
    };
  }

  private static Fault deleted(ObservedPod pod, String who) {
    return pod.evicted()
        ? new Fault(Reason.PodEvicted, who + " was evicted")
        : new Fault(Reason.PodDeleted, who + " was deleted");
  }

  /**
   * A scheduler that says nothing is away: that passes. One that has said no may still find room,
   * for a while.
   */
  private static Optional<Fault> unplaced(
      ObservedPod pod,
      String who,
      String nodeName,
      Role role,
      Optional<Node> node,
      Situation situation) {
    var patience = Elsewhere.mayMove(situation, nodeName) ? SCHEDULING_ELSEWHERE : SCHEDULING;
    var refused = node.isEmpty() || !pod.schedulerMessage().isEmpty();
    return refused && over(pod, patience)
        ? Optional.of(unscheduled(pod, who, nodeName, node, situation.endpoint(role)))
        : Optional.empty();
  }

  /** Decided from the Node object, not from the scheduler's text, but for taken ports. */
  private static Fault unscheduled(
      ObservedPod pod, String who, String nodeName, Optional<Node> node, Endpoint endpoint) {
    if (node.isEmpty()) {
      return new Fault(Reason.NodeNotFound, "Node " + nodeName + " doesn't exist");
    }
    if (!NodeState.ready(node.get())) {
      return new Fault(Reason.NodeNotReady, "Node " + nodeName + " is not Ready");
    }
    if (NodeState.closed(node.get(), endpoint.tolerations())) {
      return new Fault(Reason.Unschedulable, "Node " + nodeName + " is cordoned");
    }
    return pod.schedulerMessage().contains("free ports")
        ? new Fault(
            Reason.PortInUse,
            who + " can't be placed: another pod has a port of status.effective.ports")
        : new Fault(
            Reason.Unschedulable, who + " can't be placed" + detail(pod.schedulerMessage()));
  }

  private static Fault notStarted(ObservedPod pod, String who, Role role) {
    var waiting = pod.waiting();
    if (waiting.map(w -> IMAGE.contains(String.valueOf(w.getReason()))).orElse(false)) {
      return new Fault(Reason.ImagePullFailed, who + " has no image: " + waiting(waiting.get()));
    }
    return new Fault(
        role == Role.SERVER ? Reason.ServerFailed : Reason.ClientFailed,
        who
            + " was not started within "
            + STARTING.toSeconds()
            + " s"
            + detail(waiting.map(PodFaults::waiting).orElse("")));
  }

  private static Optional<Fault> overdue(ObservedPod pod, String who, Situation situation) {
    var bound = situation.plan().clientBound().plus(REPORTING);
    return over(pod, bound.plus(STARTING))
        ? Optional.of(
            new Fault(
                Reason.ClientFailed,
                who + " did not end within " + bound.toSeconds() + " s: is its kubelet alive?"))
        : Optional.empty();
  }

  private static Optional<Fault> notListening(ObservedPod pod, String who) {
    return !pod.listening() && over(pod, STARTING.plus(LISTENING))
        ? Optional.of(
            new Fault(
                Reason.ServerFailed,
                who + " did not listen within " + LISTENING.toSeconds() + " s"))
        : Optional.empty();
  }

  private static String withoutResult(ObservedPod pod) {
    return pod.terminated().map(t -> " ended with exit code " + t.getExitCode()).orElse(" ended")
        + " without a result";
  }

  private static String waiting(ContainerStateWaiting waiting) {
    return waiting.getReason() + detail(waiting.getMessage() == null ? "" : waiting.getMessage());
  }

  private static String detail(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }

  private static boolean over(ObservedPod pod, Duration limit) {
    return pod.waited().compareTo(limit) > 0;
  }
}
