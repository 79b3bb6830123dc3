package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.NodePrice;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The labels of a node that a plan keeps: those that groups, prices and zones go by, and those that
 * later prices most probably go by. A node has dozens of others, and a plan up to a thousand nodes.
 */
public final class PlannedLabels {
  /** The zone of a node. */
  static final String ZONE = "topology.kubernetes.io/zone";

  private static final Set<String> KNOWN =
      Set.of(
          ZONE,
          "topology.kubernetes.io/region",
          "node.kubernetes.io/instance-type",
          "kubernetes.io/arch",
          "karpenter.sh/capacity-type",
          "eks.amazonaws.com/capacityType",
          "cloud.google.com/gke-spot",
          "kubernetes.azure.com/scalesetpriority");

  private PlannedLabels() {}

  /**
   * The label in which a node differs from what is planned; empty: it doesn't. One that it has got
   * besides counts only where nodes are grouped by it: others come late, and later prices may name
   * any.
   */
  public static Optional<String> changed(
      PlannedNode planned, Map<String, String> labels, List<String> groupBy) {
    var keys = new TreeSet<>(planned.labels().keySet());
    if (!planned.group().equals(NodeGroups.of(labels, groupBy))) {
      keys.addAll(groupBy);
    }
    return keys.stream()
        .filter(key -> !Objects.equals(planned.labels().get(key), labels.get(key)))
        .findFirst();
  }

  /** Those of a node's labels that the plan of such a survey keeps. */
  public static Map<String, String> of(Map<String, String> labels, NetPerfSurveySpec spec) {
    var kept = new TreeMap<>(labels);
    kept.keySet().retainAll(keys(spec));
    return kept;
  }

  /** Their keys, sorted. */
  static List<String> keys(NetPerfSurveySpec spec) {
    var keys = new HashSet<>(KNOWN);
    keys.addAll(spec.groupBy());
    Optional.ofNullable(spec.prices()).stream()
        .flatMap(prices -> prices.nodeHour().stream())
        .map(NodePrice::labels)
        .map(Map::keySet)
        .flatMap(Collection::stream)
        .forEach(keys::add);
    return keys.stream().sorted().toList();
  }

  /**
   * The keys of the labels that a plan surely kept: prices may have come after it. Where it doesn't
   * tell, those that every plan keeps, and those that are there.
   */
  static Set<String> kept(SurveyPlan plan, NetPerfSurveySpec spec) {
    if (!plan.labelKeys().isEmpty()) {
      return Set.copyOf(plan.labelKeys());
    }
    var keys = new HashSet<>(KNOWN);
    keys.addAll(spec.groupBy());
    plan.nodes().forEach(node -> keys.addAll(node.labels().keySet()));
    return keys;
  }
}
