package dev.netperf.fleet;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The group of a node. */
public final class NodeGroups {
  /** The group of every node where nothing is grouped by. */
  public static final String ALL = "all";

  private static final String NONE = "none";

  private NodeGroups() {}

  /**
   * The values of these labels, joined by a slash, which no value has in it. A label that is
   * missing, or has no value, is {@code none}; without keys every node is in the group {@code all}.
   */
  public static String of(Map<String, String> labels, List<String> groupBy) {
    return groupBy.isEmpty()
        ? ALL
        : groupBy.stream().map(key -> value(labels.get(key))).collect(Collectors.joining("/"));
  }

  private static String value(String label) {
    return label == null || label.isEmpty() ? NONE : label;
  }
}
