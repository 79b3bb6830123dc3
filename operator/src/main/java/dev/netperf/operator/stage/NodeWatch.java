package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;

/** The nodes of a run must stay: one that is gone ends it, one that is not Ready has a minute. */
final class NodeWatch implements Stage {
  @Override
  public Step apply(Situation situation) {
    for (var role : Role.values()) {
      var name = situation.node(role);
      var node = situation.observation().nodes().get(name);
      if (node.isEmpty()) {
        return situation.failing(
            Reason.NodeNotFound, "The " + role.label() + "'s node " + name + " is gone");
      }
      if (!NodeState.ready(node.get())) {
        return notReady(situation, node.get(), "The " + role.label() + "'s node " + name);
      }
    }
    return situation.next();
  }

  private static Step notReady(Situation situation, Node node, String name) {
    var since = NodeState.readinessChanged(node).orElse(situation.now());
    var patience = Duration.between(situation.now(), since.plus(Placement.PATIENCE));
    return patience.isNegative() || patience.isZero()
        ? situation.failing(Reason.NodeNotReady, name + " is not Ready since " + since)
        : situation.progressing(
            Reason.NodeNotReady,
            name + " is not Ready since " + since + "; waiting for it",
            patience);
  }
}
