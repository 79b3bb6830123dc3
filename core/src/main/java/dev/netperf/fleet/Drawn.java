package dev.netperf.fleet;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The nodes of a plan. */
final class Drawn {
  private static final Comparator<PlannedNode> BY_NAME = Comparator.comparing(PlannedNode::name);

  private Drawn() {}

  /**
   * All of them or, where there are more than a survey may have, the references and as many of each
   * group: one of each in turn, until there are enough. By name.
   */
  static List<PlannedNode> of(List<PlannedNode> eligible, NetPerfSurveySpec spec, Draw draw) {
    var sorted = eligible.stream().sorted(BY_NAME).toList();
    int most = spec.nodes().max();
    if (sorted.size() <= most) {
      return sorted;
    }
    var references = spec.coverage().references();
    var drawn =
        new ArrayList<>(sorted.stream().filter(n -> references.contains(n.name())).toList());
    var groups =
        sorted.stream()
            .filter(node -> !references.contains(node.name()))
            .collect(groupingBy(PlannedNode::group, TreeMap::new, toList()));
    var turns = new ArrayDeque<ArrayDeque<PlannedNode>>();
    draw.shuffled(List.copyOf(groups.values()))
        .forEach(group -> turns.add(new ArrayDeque<>(draw.shuffled(group))));
    while (drawn.size() < most) {
      var group = turns.remove();
      drawn.add(group.remove());
      if (!group.isEmpty()) {
        turns.add(group);
      }
    }
    return drawn.stream().sorted(BY_NAME).toList();
  }
}
