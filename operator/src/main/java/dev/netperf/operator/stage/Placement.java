package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.placement.Candidates;
import dev.netperf.operator.placement.Need;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.probe.Role;
import dev.netperf.text.Times;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run without nodes needs two eligible ones. A node that is named has a minute to come right;
 * where the operator picks, an autoscaler may first have to make some: {@code
 * placementDeadlineSeconds}.
 */
final class Placement implements Stage {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private record Problem(Reason reason, String message) {}

  @Override
  public Step apply(Situation situation) {
    if (situation.state().admitted()) {
      return situation.next();
    }
    var problem = problem(situation);
    if (problem.isEmpty()) {
      return situation.with(situation.state().eligible()).next();
    }
    var noted = noted(situation, problem.get());
    var end =
        Instant.parse(noted.state().run().ineligibleTime())
            .plus(patience(situation, problem.get()));
    var left = Duration.between(situation.now(), end);
    var reason = problem.get().reason();
    var message = problem.get().message();
    return left.isNegative() || left.isZero()
        ? noted.failing(reason, message)
        : noted.progressing(
            reason,
            message + "; waiting until " + Times.seconds(end),
            left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
  }

  /** Another problem than before has its own time. */
  private static Situation noted(Situation situation, Problem problem) {
    var before = situation.observation().status().condition(Condition.READY);
    var same = before.filter(ready -> problem.reason().name().equals(ready.reason())).isPresent();
    return same && situation.state().run().ineligibleTime() != null
        ? situation
        : situation.with(situation.state().ineligible(situation.now()));
  }

  private static Duration patience(Situation situation, Problem problem) {
    return problem.reason() == Reason.NoEligibleNodes
        ? Duration.ofSeconds(situation.spec().placementDeadlineSeconds())
        : PATIENCE;
  }

  private static Optional<Problem> problem(Situation situation) {
    var server = resolved(Role.SERVER, situation);
    var client = resolved(Role.CLIENT, situation);
    var named =
        named(Role.SERVER, server, situation).or(() -> named(Role.CLIENT, client, situation));
    if (named.isPresent()) {
      return named;
    }
    return candidates(situation).best(n -> true).isPresent()
        ? Optional.empty()
        : Optional.of(new Problem(Reason.NoEligibleNodes, none(situation.spec().placement())));
  }

  private static String none(dev.netperf.api.v1alpha1.Placement placement) {
    return switch (placement) {
      case DifferentNodes -> "No two different nodes are Ready, schedulable and fit the spec";
      case DifferentZones ->
          "No two nodes in different zones (label topology.kubernetes.io/zone) are Ready,"
              + " schedulable and fit the spec";
      case SameZone ->
          "No two different nodes of one zone (label topology.kubernetes.io/zone) are Ready,"
              + " schedulable and fit the spec";
      case SameNode -> "No node is Ready, schedulable and fits both sides of the spec";
    };
  }

  /** The nodes of a run that had some before stay the same. */
  private static Endpoint resolved(Role role, Situation situation) {
    var wanted = situation.observation().settings().template().on(situation.endpoint(role));
    return situation.state().nodes() == null
        ? wanted
        : new Endpoint(situation.node(role), null, wanted.tolerations());
  }

  /** What the nodes of a run must be. */
  static Need need(Situation situation) {
    return new Need(
        resolved(Role.SERVER, situation),
        resolved(Role.CLIENT, situation),
        situation.spec().placement());
  }

  /** The candidates for the nodes of a run, without those that it has left. */
  static Candidates candidates(Situation situation) {
    return candidates(need(situation), situation);
  }

  /** The candidates if the run had no nodes yet. */
  static Candidates fresh(Situation situation) {
    var template = situation.observation().settings().template();
    var need =
        new Need(
            template.on(situation.spec().server()),
            template.on(situation.spec().client()),
            situation.spec().placement());
    return candidates(need, situation);
  }

  private static Candidates candidates(Need need, Situation situation) {
    var observation = situation.observation();
    var left = Elsewhere.left(situation);
    return need.candidates(
        observation.ref().uid(),
        observation.platform().able(observation.nodes().all()).stream()
            .filter(node -> !left.contains(node.getMetadata().getName()))
            .toList());
  }

  private static Optional<Problem> named(Role role, Endpoint endpoint, Situation situation) {
    if (endpoint.nodeName() == null) {
      return Optional.empty();
    }
    var name = "The " + role.label() + "'s node " + endpoint.nodeName();
    var found = situation.observation().nodes().get(endpoint.nodeName());
    if (found.isEmpty()) {
      return Optional.of(new Problem(Reason.NodeNotFound, name + " doesn't exist"));
    }
    var node = found.get();
    if (!NodeState.ready(node)) {
      return Optional.of(new Problem(Reason.NodeNotReady, name + " is not Ready"));
    }
    var obstacle = situation.observation().platform().obstacle(node);
    if (obstacle.isPresent()) {
      return Optional.of(new Problem(Reason.Unschedulable, name + " " + obstacle.get()));
    }
    if (NodeState.closed(node, endpoint.tolerations())) {
      return Optional.of(new Problem(Reason.Unschedulable, name + " is cordoned"));
    }
    return NodeState.untolerated(node, endpoint.tolerations())
        .map(
            taint ->
                new Problem(
                    Reason.Unschedulable,
                    name
                        + " has a taint that spec."
                        + role.label()
                        + ".tolerations lacks: "
                        + text(taint)));
  }

  private static String text(Taint taint) {
    var value = taint.getValue() == null ? "" : "=" + taint.getValue();
    return taint.getKey() + value + ":" + taint.getEffect();
  }
}
