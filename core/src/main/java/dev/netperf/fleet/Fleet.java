package dev.netperf.fleet;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** A plan and what became of its pairs, by groups. */
final class Fleet {
  private final SurveyPlan plan;
  private final Map<String, PlannedNode> nodes;
  private final Map<String, List<PlannedNode>> groups;
  private final Map<GroupKey, Long> planned;
  private final Map<GroupKey, List<SurveyEntry>> measured;
  private final List<SurveyEntry> entries;

  Fleet(SurveyPlan plan, List<SurveyEntry> entries) {
    this.plan = plan;
    nodes = plan.nodes().stream().collect(toMap(PlannedNode::name, Function.identity()));
    groups = plan.nodes().stream().collect(groupingBy(PlannedNode::group, TreeMap::new, toList()));
    this.entries =
        entries.stream()
            .filter(e -> nodes.containsKey(e.client()) && nodes.containsKey(e.server()))
            .toList();
    planned =
        PlannedPair.of(plan).stream()
            .collect(groupingBy(pair -> key(pair.client(), pair.server()), counting()));
    measured =
        this.entries.stream()
            .filter(SurveyEntry::measured)
            .collect(groupingBy(entry -> key(entry.client(), entry.server())));
  }

  private GroupKey key(String client, String server) {
    return GroupKey.of(node(client).group(), node(server).group());
  }

  /** What became of pairs of the plan's nodes, in the order in which they ended. */
  List<SurveyEntry> entries() {
    return entries;
  }

  /** Those of them that have values. */
  List<SurveyEntry> measured() {
    return entries.stream().filter(SurveyEntry::measured).toList();
  }

  PlannedNode node(String name) {
    return nodes.get(name);
  }

  /** The keys of the labels that its nodes keep, where they have them. */
  Set<String> labelKeys(NetPerfSurveySpec spec) {
    return PlannedLabels.kept(plan, spec);
  }

  /** The nodes of a group. */
  List<PlannedNode> nodes(String group) {
    return groups.get(group);
  }

  int groups() {
    return groups.size();
  }

  /** By name. */
  Set<String> groupNames() {
    return groups.keySet();
  }

  /** Each group, then each two that have pairs with each other. */
  Set<GroupKey> keys() {
    var keys = new TreeSet<>(planned.keySet());
    groups.keySet().stream().map(GroupKey::within).forEach(keys::add);
    return keys;
  }

  int planned(GroupKey key) {
    return planned.getOrDefault(key, 0L).intValue();
  }

  List<SurveyEntry> measured(GroupKey key) {
    return measured.getOrDefault(key, List.of());
  }

  /** How many disjoint pairs the nodes of the measured ones could make at most. */
  int disjoint(GroupKey key) {
    var seen = new HashSet<String>();
    measured(key).stream().flatMap(e -> Stream.of(e.client(), e.server())).forEach(seen::add);
    if (key.within()) {
      return seen.size() / 2;
    }
    int ofTheFirst = (int) seen.stream().filter(n -> node(n).group().equals(key.group())).count();
    return Math.min(ofTheFirst, seen.size() - ofTheFirst);
  }
}
