package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.Endpoint;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.placement.Candidates;
import dev.netperf.operator.placement.Need;
import dev.netperf.operator.placement.NodeState;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A run without nodes needs two eligible ones; it gives them a minute to appear. */
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
    var noted = situation.with(situation.state().ineligible(situation.now()));
    var since = Instant.parse(noted.state().run().ineligibleTime());
    var patience = Duration.between(situation.now(), since.plus(PATIENCE));
    var reason = problem.get().reason();
    var message = problem.get().message();
    return patience.isNegative() || patience.isZero()
        ? noted.failing(reason, message)
        : noted.progressing(
            reason,
            message + "; waiting up to " + PATIENCE.toSeconds() + " s",
            patience.compareTo(LOOK_AGAIN) < 0 ? patience : LOOK_AGAIN);
  }

  private static Optional<Problem> problem(Situation situation) {
    var nodes = situation.observation().nodes();
    var server = resolved(situation.spec().server(), situation, true);
    var client = resolved(situation.spec().client(), situation, false);
    var named = named("server", server, nodes).or(() -> named("client", client, nodes));
    if (named.isPresent()) {
      return named;
    }
    return candidates(situation).best(n -> true).isPresent()
        ? Optional.empty()
        : Optional.of(new Problem(Reason.NoEligibleNodes, none(situation.spec().placement())));
  }

  private static String none(dev.netperf.operator.api.v1alpha1.Placement placement) {
    return switch (placement) {
      case DifferentNodes -> "No two different nodes are Ready, schedulable and fit the spec";
      case DifferentZones ->
          "No two nodes in different zones (label topology.kubernetes.io/zone) are Ready,"
              + " schedulable and fit the spec";
      case SameNode -> "No node is Ready, schedulable and fits both sides of the spec";
    };
  }

  /** The nodes of a run that had some before stay the same. */
  private static Endpoint resolved(Endpoint endpoint, Situation situation, boolean server) {
    if (situation.state().nodes() == null) {
      return endpoint;
    }
    var names = situation.nodes();
    return new Endpoint(server ? names.server() : names.client(), null, endpoint.tolerations());
  }

  /** What the nodes of a run must be. */
  static Need need(Situation situation) {
    return new Need(
        resolved(situation.spec().server(), situation, true),
        resolved(situation.spec().client(), situation, false),
        situation.spec().placement());
  }

  /** The candidates for the nodes of a run. */
  static Candidates candidates(Situation situation) {
    return need(situation)
        .candidates(situation.observation().ref().uid(), situation.observation().nodes().all());
  }

  private static Optional<Problem> named(String role, Endpoint endpoint, Nodes nodes) {
    if (endpoint.nodeName() == null) {
      return Optional.empty();
    }
    var name = "The " + role + "'s node " + endpoint.nodeName();
    var found = nodes.get(endpoint.nodeName());
    if (found.isEmpty()) {
      return Optional.of(new Problem(Reason.NodeNotFound, name + " doesn't exist"));
    }
    var node = found.get();
    if (!NodeState.ready(node)) {
      return Optional.of(new Problem(Reason.NodeNotReady, name + " is not Ready"));
    }
    if (NodeState.cordoned(node)) {
      return Optional.of(new Problem(Reason.Unschedulable, name + " is cordoned"));
    }
    return NodeState.untolerated(node, endpoint.tolerations())
        .map(
            taint ->
                new Problem(
                    Reason.Unschedulable,
                    name
                        + " has a taint that spec."
                        + role
                        + ".tolerations lacks: "
                        + text(taint)));
  }

  private static String text(Taint taint) {
    var value = taint.getValue() == null ? "" : "=" + taint.getValue();
    return taint.getKey() + value + ":" + taint.getEffect();
  }
}
