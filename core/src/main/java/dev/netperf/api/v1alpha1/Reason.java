package dev.netperf.api.v1alpha1;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a condition is as it is, or why an attempt failed. The constants are the API's vocabulary:
 * they are never renamed within a version.
 */
public enum Reason {
  /** The operator has not seen the resource yet, or looks for nodes. */
  Pending(Kind.PROGRESS, ""),
  /** Another test uses a node that this one needs. */
  NodesBusy(Kind.PROGRESS, ""),
  /** {@code spec.suspend} is true. */
  Suspended(Kind.PROGRESS, "Set spec.suspend to false to go on."),
  /** The server pods start. */
  Starting(Kind.PROGRESS, ""),
  /** Other tests are measured; it waits for its turn. */
  Queued(Kind.PROGRESS, ""),
  /** Samples are being taken. */
  Measuring(Kind.PROGRESS, ""),
  /** The resource or its namespace is being deleted. */
  Terminating(Kind.PROGRESS, ""),
  /** Every sample was taken. */
  Complete(Kind.DONE, ""),
  /** Complete, and there was nothing to judge. */
  NoThresholds(Kind.DONE, ""),
  /** Every threshold held. */
  ThresholdsMet(Kind.DONE, ""),
  /** The samples show that a threshold did not hold. */
  ThresholdBreached(Kind.PERMANENT, "The verdicts in the status have the figures."),
  /** The samples can't show whether a threshold held. */
  Inconclusive(
      Kind.PERMANENT,
      "Raise spec.repetitions or spec.durationSeconds; in a survey those of spec.testTemplate, or"
          + " measure more pairs."),
  /** A spec that the schema of this operator would refuse. */
  Invalid(
      Kind.PERMANENT,
      "Correct the field, or upgrade an operator that is older than the installed CRD."),
  /** A named node doesn't exist, or vanished. */
  NodeNotFound(
      Kind.PERMANENT, "Name a node that `kubectl get nodes` lists, or let the operator pick."),
  /** A node of the test is not Ready. */
  NodeNotReady(
      Kind.PERMANENT, "Bring the node back (`kubectl describe node`), then change spec.rerun."),
  /** No nodes fit the placement, the selectors and tolerations. */
  NoEligibleNodes(
      Kind.PERMANENT,
      "Ready, schedulable nodes are needed: check placement, selectors, taints and tolerations."),
  /** The scheduler can't place a probe on its node. */
  Unschedulable(
      Kind.PERMANENT, "Make room on the node or uncordon it, or lower spec.probe.resources."),
  /** The probe image can't be pulled. */
  ImagePullFailed(
      Kind.PERMANENT, "Check the operator's NETPERF_PROBE_IMAGE and that the nodes can pull it."),
  /** The namespace's Pod Security level refuses a probe. */
  PodSecurityDenied(
      Kind.PERMANENT,
      "Host network needs a namespace with Pod Security level privileged; or measure PodToPod only."),
  /** Quota, an admission policy or a webhook refuses a probe. */
  PodRefused(Kind.PERMANENT, "Change what refuses the pod, or use another namespace."),
  /** The API server refuses the Service of PodToService. */
  ServiceRefused(Kind.PERMANENT, "Change what refuses the Service, or leave PodToService out."),
  /** The API server refuses the NetworkPolicy of a run. */
  NetworkPolicyRefused(
      Kind.PERMANENT,
      "Change what refuses the NetworkPolicy; the operator's rights on them are those of"
          + " deploy/run-network-policies."),
  /** The server or the Service has no address of the IP version that the spec wants. */
  AddressFamilyUnavailable(
      Kind.PERMANENT, "Use a cluster with both families, or another spec.ipFamily."),
  /** A port of the server is taken on its node. */
  PortInUse(
      Kind.TRANSIENT,
      "Free the port, name others in spec.ports, or change spec.rerun, which draws new ones."),
  /** The client can't reach the server. */
  ConnectFailed(
      Kind.TRANSIENT,
      "Allow the ports of status.effective.ports from the client to the server (firewall,"
          + " NetworkPolicy, routes); spec.ports can name them."),
  /** The server was reached and then said nothing more. */
  ServerUnresponsive(
      Kind.TRANSIENT,
      "Check the way to the server: a blocked data port, a too small MTU, a cut link."),
  /** The server's account of what arrived doesn't fit what the client says. */
  ServerMismatch(
      Kind.TRANSIENT,
      "Find out what else answers at the server's address: a Service with that externalIP, a"
          + " proxy; or choose other ports in spec.ports."),
  /** Somebody else was connected to the server's ports meanwhile. */
  ForeignClient(
      Kind.TRANSIENT,
      "Find out what other client connects from that address, and keep it away: on the pod network"
          + " by the operator's setting NETPERF_NETWORK_POLICIES, on the nodes' by a firewall; or"
          + " choose other ports in spec.ports."),
  /** A node's CPUs had so much to do that the tool lost count of the time. */
  CPUBusy(
      Kind.TRANSIENT, "Measure while the nodes have less to do, or raise spec.durationSeconds."),
  /** The node threw a probe out. */
  PodEvicted(Kind.TRANSIENT, "Look for pressure on the node (`kubectl describe node`)."),
  /** Somebody deleted a probe. */
  PodDeleted(Kind.TRANSIENT, "Find out who deletes pods in this namespace."),
  /** A probe ran out of memory. */
  OutOfMemory(Kind.TRANSIENT, "Raise spec.probe.resources.limits.memory."),
  /** A probe's result can't be understood. */
  BadOutput(Kind.TRANSIENT, "Does the probe image fit the operator's version?"),
  /** The server's probe ended by itself. */
  ServerFailed(Kind.TRANSIENT, "See the server pod's log."),
  /** The client's probe ended without a result. */
  ClientFailed(Kind.TRANSIENT, "See the client pod's log."),
  /** An admission webhook or policy made something else of a probe than was asked for. */
  ChangedByAdmission(
      Kind.TRANSIENT,
      "Exempt pods labelled app.kubernetes.io/managed-by=netperf-operator from what changes them"
          + " (`kubectl get mutatingwebhookconfigurations,mutatingadmissionpolicies`)."),
  /** A pod that is not the test's own has the name of a probe. */
  PodNameTaken(Kind.TRANSIENT, "Remove the pod, or ask who made it."),
  /** The run took longer than it may. */
  DeadlineExceeded(
      Kind.PERMANENT,
      "Raise spec.activeDeadlineSeconds, in a survey spec.limits.activeDeadlineSeconds, and change"
          + " spec.rerun."),
  /** A survey draws its pairs. */
  Planning(Kind.PROGRESS, ""),
  /** Fewer nodes fit than a survey's pairs need. */
  TooFewNodes(
      Kind.PERMANENT,
      "Check spec.nodes and spec.groupBy, and whether the nodes are Ready, schedulable and without"
          + " taints that spec.nodes.tolerations doesn't name."),
  /** A survey would have more pairs than one may have. */
  TooManyPairs(
      Kind.PERMANENT,
      "Lower spec.nodes.max, select fewer nodes or choose another spec.coverage; no test was made."),
  /** A survey measured fewer of its pairs than it requires. */
  Incomplete(
      Kind.PERMANENT,
      "Look at status.unmeasured and status.failures, mend what they name, then change spec.rerun."),
  /** A survey has moved as many bytes as it may. */
  TrafficLimit(
      Kind.PERMANENT, "Raise spec.limits.traffic or measure less, then change spec.rerun."),
  /** The API server refuses a survey's tests. */
  CreateRefused(
      Kind.PERMANENT,
      "Change what refuses the NetPerfTests of the survey, then change spec.rerun."),
  /** A node of a survey's pair is no longer what it was when the plan was made. */
  NodeChanged(
      Kind.PERMANENT, "Change spec.rerun: the next run groups and prices the node as it is then."),
  /** Somebody deleted a survey's test before its values were taken over. */
  TestDeleted(
      Kind.TRANSIENT, "Leave the survey's tests alone; the survey deletes them itself in time.");

  /** What follows from a reason. */
  public enum Kind {
    /** The run goes on. */
    PROGRESS,
    /** The run ended well. */
    DONE,
    /** The attempt is repeated, {@code spec.retriesPerSample} times. */
    TRANSIENT,
    /** The run fails. */
    PERMANENT
  }

  private final Kind kind;
  private final String advice;

  Reason(Kind kind, String advice) {
    this.kind = kind;
    this.advice = advice;
  }

  /** The reason of this name; empty when only another version of the operator knows it. */
  public static Optional<Reason> named(String name) {
    return Arrays.stream(values()).filter(reason -> reason.name().equals(name)).findFirst();
  }

  /** What follows from it. */
  public Kind kind() {
    return kind;
  }

  /** Whether it says that something went wrong. */
  public boolean fault() {
    return kind == Kind.PERMANENT || kind == Kind.TRANSIENT;
  }

  /** One sentence that says what to do; empty where there is nothing to do. */
  public String advice() {
    return advice;
  }
}
