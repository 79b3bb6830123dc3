package dev.netperf.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.survey.EntryValues;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Surveys as a user writes them, fleets, and what became of their pairs. */
public final class Surveys {
  public static final String UID = "0f0e0d0c-0b0a-4908-8706-050403020100";
  static final String RUN = "0123456789abcdef0123456789abcdef";

  private static final ObjectMapper YAML = new YAMLMapper();

  private Surveys() {}

  /** A spec, as YAML. */
  public static NetPerfSurveySpec spec(String yaml) {
    try {
      return YAML.readValue(yaml, NetPerfSurveySpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  /** Nodes of groups a, b, c... of these sizes, named after them: a-0, a-1, b-0. */
  static List<PlannedNode> nodes(int... sizes) {
    var nodes = new ArrayList<PlannedNode>();
    for (int group = 0; group < sizes.length; group++) {
      var name = group < 26 ? String.valueOf((char) ('a' + group)) : "g" + group;
      for (int i = 0; i < sizes[group]; i++) {
        nodes.add(node(name + "-" + i, name));
      }
    }
    return nodes;
  }

  static PlannedNode node(String name, String group) {
    return new PlannedNode(name, group, Map.of("node.kubernetes.io/instance-type", group));
  }

  /** So many nodes in some groups, in any order. */
  static List<PlannedNode> nodes(Dice dice, int count) {
    int groups = dice.between(1, dice.oneOf(1, 2, 3, count));
    return dice.shuffled(
        IntStream.range(0, count)
            .mapToObj(i -> node("node-" + i, "group-" + dice.below(groups)))
            .toList());
  }

  static SurveyPlan plan(List<PlannedNode> nodes, NetPerfSurveySpec spec) {
    return ((Planning.Made) Planning.of(nodes, spec, RUN)).plan();
  }

  /** A plan of exactly these pairs, as CLIENT SERVER. */
  static SurveyPlan plan(List<PlannedNode> nodes, List<String> pairs) {
    var names = nodes.stream().map(PlannedNode::name).toList();
    return new SurveyPlan(
        nodes,
        pairs.stream()
            .map(pair -> pair.split(" "))
            .map(ends -> names.indexOf(ends[0]) + "-" + names.indexOf(ends[1]))
            .toList(),
        nodes.size(),
        null);
  }

  static EntryValues values(String path, String measurement, long... values) {
    return valuesAt(null, path, measurement, values);
  }

  static EntryValues valuesAt(Integer size, String path, String measurement, long... values) {
    return new EntryValues(
        path,
        measurement,
        size,
        measurement.endsWith("Bandwidth") ? "bit/s" : "ns",
        IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
  }

  /** What a pair was measured to have, 1 GB moved. */
  static SurveyEntry entry(PlannedPair pair, EntryValues... values) {
    return new SurveyEntry(
        pair.index(),
        pair.client(),
        pair.server(),
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:45.000Z",
        0,
        1_000_000_000L,
        null,
        List.of(values),
        null,
        null,
        null);
  }
}
