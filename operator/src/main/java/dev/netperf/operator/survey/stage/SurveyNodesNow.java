package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.fleet.NodeGroups;
import dev.netperf.fleet.PlannedLabels;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.placement.Platform;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster's nodes as a survey sees them. */
final class SurveyNodesNow {
  private SurveyNodesNow() {}

  /** The nodes that fit, by name. */
  static List<PlannedNode> eligible(SurveyObservation observation) {
    var spec = observation.survey().getSpec();
    var platform = new Platform(observation.settings().architectures());
    return platform.able(observation.nodes().all()).stream()
        .filter(node -> fits(node, spec))
        .map(node -> planned(node, spec))
        .sorted(Comparator.comparing(PlannedNode::name))
        .toList();
  }

  private static boolean fits(Node node, NetPerfSurveySpec spec) {
    return !spec.nodes().exclude().contains(node.getMetadata().getName())
        && NodeState.eligible(node, endpoint(spec))
        && !NodeState.going(node);
  }

  private static Endpoint endpoint(NetPerfSurveySpec spec) {
    return new Endpoint(null, spec.nodes().selector(), spec.nodes().tolerations());
  }

  private static PlannedNode planned(Node node, NetPerfSurveySpec spec) {
    var labels = labels(node);
    return new PlannedNode(
        node.getMetadata().getName(),
        NodeGroups.of(labels, spec.groupBy()),
        PlannedLabels.of(labels, spec));
  }

  private static Map<String, String> labels(Node node) {
    return Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
  }

  /** Why nothing can be measured on a node of the plan now; empty: something can. */
  static Optional<Obstacle> obstacle(PlannedNode planned, SurveyObservation observation) {
    var name = planned.name();
    var tolerations = observation.survey().getSpec().nodes().tolerations();
    var node = observation.nodes().get(name);
    if (node.isEmpty()) {
      return obstacle(Reason.NodeNotFound, "Node " + name + " is gone");
    }
    if (!NodeState.ready(node.get())) {
      return Optional.of(
          new Obstacle(
              Reason.NodeNotReady,
              "Node " + name + " is not Ready",
              NodeState.readinessChanged(node.get())));
    }
    if (NodeState.closed(node.get(), tolerations)
        || NodeState.untolerated(node.get(), tolerations).isPresent()) {
      return obstacle(Reason.NoEligibleNodes, "Node " + name + " is closed for new pods");
    }
    return changed(planned, labels(node.get()), observation.survey().getSpec().groupBy());
  }

  /** What is measured on it would stand in the group, and at the price, of what it was. */
  private static Optional<Obstacle> changed(
      PlannedNode planned, Map<String, String> labels, List<String> groupBy) {
    return PlannedLabels.changed(planned, labels, groupBy)
        .flatMap(
            key ->
                obstacle(
                    Reason.NodeChanged,
                    "Node %s is another one than was planned, its label %s is %s instead of %s"
                        .formatted(
                            planned.name(),
                            key,
                            labels.getOrDefault(key, "missing"),
                            planned.labels().getOrDefault(key, "missing"))));
  }

  private static Optional<Obstacle> obstacle(Reason reason, String message) {
    return Optional.of(new Obstacle(reason, message, Optional.empty()));
  }

  /**
   * Why nothing can be measured on a node.
   *
   * @param reason as one word
   * @param message as a sentence
   * @param since since when; empty: the node doesn't tell
   */
  record Obstacle(Reason reason, String message, Optional<Instant> since) {}
}
