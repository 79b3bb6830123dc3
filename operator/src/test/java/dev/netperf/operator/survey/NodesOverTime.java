package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.simulation.Agenda;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each node was, and when. */
final class NodesOverTime {
  /** From then on this was the obstacle to measuring there; empty: there was none. */
  private record State(long since, Optional<Reason> obstacle) {}

  private final Agenda agenda;
  private final Map<String, List<State>> states = new HashMap<>();

  NodesOverTime(Agenda agenda) {
    this.agenda = agenda;
  }

  void changed(String name, Optional<Node> node) {
    states
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(new State(agenda.millis(), obstacle(node)));
  }

  private static Optional<Reason> obstacle(Optional<Node> node) {
    if (node.isEmpty()) {
      return Optional.of(Reason.NodeNotFound);
    }
    if (!NodeState.ready(node.get())) {
      return Optional.of(Reason.NodeNotReady);
    }
    return NodeState.eligible(node.get(), Endpoint.ANY)
        ? Optional.empty()
        : Optional.of(Reason.NoEligibleNodes);
  }

  Optional<Reason> now(String name) {
    var of = states.getOrDefault(name, List.of());
    return of.isEmpty() ? Optional.of(Reason.NodeNotFound) : of.get(of.size() - 1).obstacle();
  }

  /** Whether a node was so at any time since then. */
  boolean was(String name, Optional<Reason> obstacle, long since) {
    var of = states.getOrDefault(name, List.of());
    for (int i = 0; i < of.size(); i++) {
      var ended = i + 1 == of.size() ? Long.MAX_VALUE : of.get(i + 1).since();
      if (ended >= since && of.get(i).obstacle().equals(obstacle)) {
        return true;
      }
    }
    return obstacle.equals(Optional.of(Reason.NodeNotFound))
        && (of.isEmpty() || of.get(0).since() >= since);
  }

  /** Whether fewer nodes than this were well all the time since then. */
  boolean fewer(int than, long since) {
    return states.keySet().stream().filter(name -> !ailed(name, since)).count() < than;
  }

  /** Whether there was an obstacle at some time since then. */
  private boolean ailed(String name, long since) {
    for (var reason : List.of(Reason.NodeNotFound, Reason.NodeNotReady, Reason.NoEligibleNodes)) {
      if (was(name, Optional.of(reason), since)) {
        return true;
      }
    }
    return false;
  }
}
