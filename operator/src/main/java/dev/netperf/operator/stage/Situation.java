package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.SlotUse;
import dev.netperf.operator.placement.Turns;
import dev.netperf.operator.probe.Attempt;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbePodTemplate;
import dev.netperf.operator.probe.ProbeService;
import dev.netperf.operator.probe.Role;
import dev.netperf.plan.Plan;
import dev.netperf.plan.PlannedSample;
import dev.netperf.plan.RunId;
import dev.netperf.run.Outcome;
import dev.netperf.run.RunState;
import dev.netperf.text.OneLine;
import dev.netperf.text.Times;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An observation with what follows from it: the plan of its spec and the state of its run, as far
 * as the chain has found it out.
 *
 * @param observation what was observed
 * @param plan the plan of the spec
 * @param state the run
 */
record Situation(Observation observation, Plan plan, RunState state) {
  static Situation of(Observation observation) {
    var metadata = observation.test().getMetadata();
    var spec = observation.test().getSpec();
    var status = observation.status();
    var plan = Plan.of(spec);
    long generation = metadata.getGeneration();
    var state =
        SameRun.goesOn(observation)
            ? RunState.of(status)
                .dequeued(observation.now())
                .limited(plan.longerThan(status.effective()))
            : RunState.fresh(
                RunId.of(metadata.getUid(), generation, spec), generation, observation.now());
    return new Situation(observation, plan, state);
  }

  Instant now() {
    return observation.now();
  }

  NetPerfTestSpec spec() {
    return observation.test().getSpec();
  }

  Situation with(RunState changed) {
    return new Situation(observation, plan, changed);
  }

  /** The sample that is next; none when every sample was taken. */
  Optional<PlannedSample> sample() {
    int taken = state.taken();
    return taken < plan.samples().size()
        ? Optional.of(plan.samples().get(taken))
        : Optional.empty();
  }

  /** The attempt that is under way or next. */
  Attempt attempt() {
    return new Attempt(state.taken(), state.interruptions());
  }

  /** Whether a sample is all there is to this run's end. */
  boolean finished() {
    return state.run().completionTime() != null;
  }

  /** The pods of this run. */
  List<ObservedPod> pods() {
    return observation.pods().stream()
        .filter(p -> p.ofRun(state.run().id()) && !misplaced(p))
        .toList();
  }

  /**
   * Whether a pod is, or is to be, where the run has none: it is of the time before the run was
   * given other nodes, or whoever may create pods has put our labels on it.
   */
  boolean misplaced(ObservedPod pod) {
    if (state.nodes() == null) {
      return false;
    }
    var node = node(pod.is(Role.CLIENT) ? Role.CLIENT : Role.SERVER);
    return pod.scheduled()
        ? !node.equals(pod.node())
        : pod.wantedNode().filter(wanted -> !wanted.equals(node)).isPresent();
  }

  /** The client of the attempt that is under way. */
  Optional<ObservedPod> client() {
    var attempt = attempt();
    return pods().stream()
        .filter(p -> p.is(Role.CLIENT) && p.attempt().equals(attempt))
        .findFirst();
  }

  /** Whether a client is measuring. */
  boolean clientUnderWay() {
    return client().map(c -> !c.ended() && !c.deleting()).orElse(false);
  }

  /** Whether a client of this run has not ended, also one on nodes that the run has left. */
  boolean anyClientRuns() {
    return observation.pods().stream()
        .anyMatch(p -> p.ofRun(state.run().id()) && p.is(Role.CLIENT) && !p.ended());
  }

  /** What the attempt under way, or next, has to do with the slots. */
  SlotUse slot(SlotUse.Kind kind) {
    return new SlotUse(
        kind, state.run().id() + "-" + attempt().sample() + "-" + attempt().number());
  }

  /** Whether it may measure now. */
  boolean hasTurn() {
    return turns().has(observation.ref(), slot(SlotUse.Kind.TAKEN).attempt());
  }

  /** Who is measured, and whose turn is next. */
  Turns turns() {
    return observation.claims().apply(state.run().id()).turns();
  }

  /** The server of a network that is good for the next sample, the newest if there are several. */
  Optional<ObservedPod> server(Network network) {
    return pods().stream()
        .filter(p -> p.is(Role.SERVER) && p.network() == network && !ServerLife.spent(p, this))
        .max((a, b) -> a.attempt().compareTo(b.attempt()));
  }

  /** The names of its nodes; only for a run that has some. */
  NodeNames nodes() {
    return new NodeNames(state.nodes().server().name(), state.nodes().client().name());
  }

  /** The node of a role. */
  String node(Role role) {
    return role == Role.SERVER ? nodes().server() : nodes().client();
  }

  /** What the spec says of the node of a role. */
  Endpoint endpoint(Role role) {
    return role == Role.SERVER ? spec().server() : spec().client();
  }

  ProbePodTemplate probes() {
    return new ProbePodTemplate(observation.test(), state.run().id(), plan, observation.settings());
  }

  /** With the attempt under way failed through the probe of a role. */
  Situation failed(Role role, Reason reason, String message) {
    return failed(reason, message, node(role));
  }

  /** With the attempt under way failed, which is no one probe's fault. */
  Situation failed(Reason reason, String message) {
    return failed(reason, message, null);
  }

  private Situation failed(Reason reason, String message, String node) {
    var attempt = attempt();
    var planned = sample().orElseThrow();
    var failure =
        new Failure(
            attempt.sample(),
            attempt.number(),
            planned.path().name(),
            node,
            reason.name(),
            OneLine.of(message),
            Times.seconds(now()));
    var lost = with(state.failed(failure, reason.kind() == Reason.Kind.TRANSIENT));
    return GivenUp.holds(lost) ? lost : with(lost.state.parted(plan.partners(planned)));
  }

  /** The failure that was found out in this decision. */
  Optional<Failure> newFailure() {
    return state.lastFailure().filter(last -> !observation.status().failures().contains(last));
  }

  /** The Service of this run. */
  Optional<Service> service() {
    return observation.services().stream()
        .filter(s -> ProbeService.ofRun(s, state.run().id()))
        .filter(s -> s.getMetadata().getDeletionTimestamp() == null)
        .findFirst();
  }

  Step next() {
    return new Step.Next(this);
  }

  /** The run goes on; nothing to create. */
  Step progressing(Reason reason, String message) {
    return progressing(reason, message, List.of());
  }

  /** The run goes on. */
  Step progressing(Reason reason, String message, List<HasMetadata> create) {
    return Decisions.creating(this, Outcome.progressing(reason, message), create);
  }

  /** The run goes on, and something is due in a while. */
  Step progressing(Reason reason, String message, Duration lookAgain) {
    return Decisions.lookingAgain(this, Outcome.progressing(reason, message), lookAgain);
  }

  /** The run waits for nodes that others use. */
  Step waiting(String message, Waiting waiting) {
    return Decisions.waiting(this, Outcome.progressing(Reason.NodesBusy, message), waiting);
  }

  /** The run fails. */
  Step failing(Reason reason, String message) {
    return with(state.completed(now())).ended(Outcome.failed(reason, message));
  }

  /** The run is in this state until its user does something. */
  Step ended(Outcome outcome) {
    return Decisions.resting(this, outcome);
  }
}
