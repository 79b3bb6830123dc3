package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.Condition;
import dev.netperf.operator.api.v1alpha1.Failure;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.plan.Plan;
import dev.netperf.operator.plan.PlannedSample;
import dev.netperf.operator.plan.RunId;
import dev.netperf.operator.probe.Attempt;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ProbePod;
import dev.netperf.operator.probe.ProbePods;
import dev.netperf.operator.probe.Role;
import dev.netperf.operator.status.Outcome;
import dev.netperf.operator.status.RunState;
import dev.netperf.operator.status.StatusFactory;
import dev.netperf.operator.status.Times;
import io.fabric8.kubernetes.api.model.Pod;
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
  /** A net under lost events, for a test that is not finished. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** A spec that measures something else than the run at hand begins a new run. */
  static Situation of(Observation observation) {
    var metadata = observation.test().getMetadata();
    var spec = observation.test().getSpec();
    var status = observation.status();
    var run = status.run();
    long generation = metadata.getGeneration();
    var same =
        run != null
            && (status.observedGeneration() == generation
                || RunId.of(metadata.getUid(), run.generation(), spec).equals(run.id()));
    var state =
        same
            ? RunState.of(status)
            : RunState.fresh(
                RunId.of(metadata.getUid(), generation, spec), generation, observation.now());
    return new Situation(observation, Plan.of(spec), state);
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
    int taken = state.samples().size();
    return taken < plan.samples().size()
        ? Optional.of(plan.samples().get(taken))
        : Optional.empty();
  }

  /** The attempt that is under way or next. */
  Attempt attempt() {
    return new Attempt(state.samples().size(), state.failedAttempts());
  }

  /** Whether a sample is all there is to this run's end. */
  boolean finished() {
    return state.run().completionTime() != null;
  }

  /** The pods of this run. */
  List<ProbePod> pods() {
    return observation.pods().stream().filter(p -> p.ofRun(state.run().id())).toList();
  }

  /** The client of the attempt that is under way. */
  Optional<ProbePod> client() {
    var attempt = attempt();
    return pods().stream()
        .filter(p -> p.is(Role.CLIENT) && p.attempt().equals(attempt))
        .findFirst();
  }

  /** Whether a client is measuring. */
  boolean clientUnderWay() {
    return client().map(c -> !c.ended() && !c.deleting()).orElse(false);
  }

  /** The server of a network that no failure has made doubtful, the newest if there are several. */
  Optional<ProbePod> server(Network network) {
    return pods().stream()
        .filter(p -> p.is(Role.SERVER) && p.network() == network && !doubtful(p))
        .max((a, b) -> a.attempt().compareTo(b.attempt()));
  }

  /**
   * A server is replaced after any failed attempt on its network: a qperf server whose client died
   * between its two connections hangs for ever.
   */
  boolean doubtful(ProbePod server) {
    return state.failures().stream()
        .filter(f -> Network.ofServer(f.path()) == server.network())
        .anyMatch(f -> new Attempt(f.sample(), f.attempt()).compareTo(server.attempt()) >= 0);
  }

  /** The names of its nodes; only for a run that has some. */
  NodeNames nodes() {
    return new NodeNames(state.nodes().server().name(), state.nodes().client().name());
  }

  /** The node of a role. */
  String node(Role role) {
    return role == Role.SERVER ? nodes().server() : nodes().client();
  }

  ProbePods probes() {
    return new ProbePods(observation.test(), state.run().id(), plan, observation.probeImage());
  }

  /** With the attempt under way counted as failed. */
  Situation failed(Reason reason, String message) {
    var attempt = attempt();
    var path = sample().orElseThrow().path();
    return with(
        state.failed(
            new Failure(
                attempt.sample(), attempt.number(), path, reason, message, Times.seconds(now()))));
  }

  Step next() {
    return new Step.Next(this);
  }

  /** The run goes on; nothing to create. */
  Step progressing(Reason reason, String message) {
    return progressing(reason, message, List.of());
  }

  /** The run goes on. */
  Step progressing(Reason reason, String message, List<Pod> create) {
    var outcome = refusedBefore(create).orElse(Outcome.progressing(reason, message));
    return decided(outcome, create, Optional.empty(), LOOK_AGAIN);
  }

  /** What was refused is refused until it is granted: trying again is no news. */
  private Optional<Outcome> refusedBefore(List<Pod> create) {
    var status = observation.status();
    if (create.isEmpty() || status.run() == null || !status.run().id().equals(state.run().id())) {
      return Optional.empty();
    }
    return status
        .condition(Condition.READY)
        .filter(ready -> ready.reason().equals(Reason.PodRefused.name()))
        .map(ready -> Outcome.progressing(Reason.PodRefused, ready.message()));
  }

  /** The run goes on, and something is due in a while. */
  Step progressing(Reason reason, String message, Duration lookAgain) {
    return decided(
        Outcome.progressing(reason, message), List.of(), Optional.empty(), atMost(lookAgain));
  }

  /** The run waits for nodes that others use. */
  Step waiting(String message, Waiting waiting) {
    return decided(
        Outcome.progressing(Reason.NodesBusy, message),
        List.of(),
        Optional.of(waiting),
        LOOK_AGAIN);
  }

  /** The run fails. */
  Step failing(Reason reason, String message) {
    return with(state.completed(now())).ended(Outcome.failed(reason, message));
  }

  /** The run is in this state until its user does something. */
  Step ended(Outcome outcome) {
    return decided(outcome, List.of(), Optional.empty(), null);
  }

  /** Nothing is written and nothing is made. */
  Step nothing() {
    return new Step.Decided(
        new Decision(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.of(LOOK_AGAIN)));
  }

  private Step decided(
      Outcome outcome, List<Pod> create, Optional<Waiting> waiting, Duration lookAgain) {
    var status = StatusFactory.status(observation.test(), plan, state, outcome, now());
    var holds = state.admitted() && !outcome.finished();
    return new Step.Decided(
        new Decision(
            holds ? Optional.of(nodes()) : Optional.empty(),
            waiting,
            Optional.of(status),
            Cleanup.of(this),
            create,
            Optional.ofNullable(lookAgain).map(this::notAfterDeadline)));
  }

  private Duration notAfterDeadline(Duration wanted) {
    return state
        .deadline()
        .map(deadline -> Duration.between(now(), deadline))
        .filter(left -> !left.isNegative() && left.compareTo(wanted) < 0)
        .orElse(wanted);
  }

  private static Duration atMost(Duration wanted) {
    return wanted.compareTo(LOOK_AGAIN) < 0 ? wanted : LOOK_AGAIN;
  }
}
