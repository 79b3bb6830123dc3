package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.probe.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node that the operator itself picked turned out to be none for a probe, before anything was
 * measured: it is full, a port is taken, it went away. Another pair is tried while one fits; what
 * the first one lacked stays in the status.
 */
final class Elsewhere implements Stage {
  /** A cluster that has no room anywhere says so after as many. */
  private static final int MOST = 8;

  private static final Set<Reason> OF_A_NODE =
      EnumSet.of(
          Reason.NodeNotFound,
          Reason.NodeNotReady,
          Reason.Unschedulable,
          Reason.PortInUse,
          Reason.ImagePullFailed);

  @Override
  public Step apply(Situation situation) {
    return moved(situation).next();
  }

  /** The situation with the run on its way elsewhere, if it may go there. */
  static Situation moved(Situation situation) {
    return situation
        .newFailure()
        .filter(failure -> ofANode(failure) && mayMove(situation, failure.node()))
        .map(failure -> situation.with(situation.state().displaced()))
        .orElse(situation);
  }

  /** Whether another pair without this node could be tried. */
  static boolean mayMove(Situation situation, String node) {
    return situation.state().admitted()
        && situation.state().samples().isEmpty()
        && picked(situation, node)
        && left(situation).size() < MOST
        && Placement.fresh(situation)
            .best(other -> !other.equals(node) && !left(situation).contains(other))
            .isPresent();
  }

  /** Nodes that the run was on and left. */
  static Set<String> left(Situation situation) {
    var state = situation.state();
    return state.samples().isEmpty()
        ? state.failures().stream()
            .filter(Elsewhere::ofANode)
            .map(Failure::node)
            .filter(node -> state.nodes() == null || !state.nodes().has(node))
            .collect(Collectors.toSet())
        : Set.of();
  }

  private static boolean ofANode(Failure failure) {
    return failure.node() != null
        && Reason.named(failure.reason()).filter(OF_A_NODE::contains).isPresent();
  }

  /** Whether every role that has this node got it from the operator. */
  private static boolean picked(Situation situation, String node) {
    return Stream.of(Role.values())
        .filter(role -> situation.node(role).equals(node))
        .allMatch(role -> situation.endpoint(role).nodeName() == null);
  }
}
