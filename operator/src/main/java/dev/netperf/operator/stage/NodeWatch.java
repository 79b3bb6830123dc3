package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;

/**
 * The nodes of a run must stay: one that is gone ends it, one that is not Ready has a minute.
 * Before the first sample a run whose nodes the operator picked gets others.
 */
final class NodeWatch implements Stage {
  private static final Duration SOON = Duration.ofMillis(1);

  @Override
  public Step apply(Situation situation) {
    for (var role : Role.values()) {
      var name = situation.node(role);
      var node = situation.observation().nodes().get(name);
      if (node.isEmpty()) {
        return ended(
            situation,
            role,
            Reason.NodeNotFound,
            "The " + role.label() + "'s node " + name + " is gone");
      }
      if (!NodeState.ready(node.get())) {
        return notReady(situation, node.get(), role);
      }
    }
    return situation.next();
  }

  private static Step notReady(Situation situation, Node node, Role role) {
    var patience = Placement.PATIENCE.minus(situation.observation().unready().apply(node));
    var since = NodeState.readinessChanged(node).map(time -> " since " + time).orElse("");
    var message =
        "The " + role.label() + "'s node " + situation.node(role) + " is not Ready" + since;
    return patience.isNegative() || patience.isZero()
        ? ended(situation, role, Reason.NodeNotReady, message)
        : situation.progressing(Reason.NodeNotReady, message + "; waiting for it", patience);
  }

  private static Step ended(Situation situation, Role role, Reason reason, String message) {
    return Elsewhere.mayMove(situation, situation.node(role))
        ? Elsewhere.moved(situation.failed(role, reason, message))
            .progressing(Reason.Pending, message + ". Looking for other nodes", SOON)
        : situation.failing(reason, message);
  }
}
