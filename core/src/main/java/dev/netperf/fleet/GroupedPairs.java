package dev.netperf.fleet;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.netperf.api.v1alpha1.survey.PlannedNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Some disjoint pairs within each group and, where that is wanted, between each two groups; fewer
 * where a group has not so many nodes. The first pair of all comes before the second of any.
 * Whoever has been measured least is next, so that the nodes of a group are measured equally often.
 */
final class GroupedPairs implements Scheme {
  private final List<List<Integer>> groups;
  private final int perGroup;
  private final boolean between;

  GroupedPairs(List<PlannedNode> nodes, int perGroup, boolean between) {
    groups =
        List.copyOf(
            IntStream.range(0, nodes.size())
                .boxed()
                .collect(
                    groupingBy(
                        place -> nodes.get(place).group(),
                        TreeMap::new,
                        mapping(place -> place, toList())))
                .values());
    this.perGroup = perGroup;
    this.between = between;
  }

  @Override
  public long count() {
    long count = 0;
    for (int one = 0; one < groups.size(); one++) {
      count += most(one, one);
      for (int other = 0; between && other < one; other++) {
        count += most(one, other);
      }
    }
    return count;
  }

  /** How many disjoint pairs are measured between two groups, or within one. */
  private int most(int one, int other) {
    int possible =
        one == other
            ? groups.get(one).size() / 2
            : Math.min(groups.get(one).size(), groups.get(other).size());
    return Math.min(perGroup, possible);
  }

  @Override
  public List<Link> links(Draw draw) {
    var meetings =
        meetings(draw).stream()
            .map(m -> new Meeting(m.a(), m.b(), most(m.a(), m.b()), new HashSet<>()))
            .toList();
    var queues = groups.stream().map(group -> new Queue(draw.shuffled(group))).toList();
    var links = new ArrayList<Link>();
    for (int turn = 0; turn < perGroup; turn++) {
      for (var meeting : meetings) {
        if (turn < meeting.most()) {
          links.add(
              new Link(
                  queues.get(meeting.one()).next(meeting.taken()),
                  queues.get(meeting.other()).next(meeting.taken())));
        }
      }
    }
    return links;
  }

  /** Each group with itself, then each two, in rounds in which a group plays at most once. */
  private List<Link> meetings(Draw draw) {
    var players = draw.shuffled(IntStream.range(0, groups.size()).boxed().toList());
    var meetings = new ArrayList<Link>();
    players.forEach(group -> meetings.add(new Link(group, group)));
    if (between) {
      Tournament.inOrder(new Tournament(players).all()).forEach(meetings::add);
    }
    return meetings;
  }

  /** Two groups, or one with itself, and the nodes that have been taken for it. */
  private record Meeting(int one, int other, int most, Set<Integer> taken) {}

  /** The nodes of a group. */
  private static final class Queue {
    private final List<Integer> nodes;
    private final Map<Integer, Integer> times = new HashMap<>();

    Queue(List<Integer> nodes) {
      this.nodes = nodes;
    }

    /** The first of those that have been measured least and are not taken; now it is taken. */
    int next(Set<Integer> taken) {
      int node =
          nodes.stream()
              .filter(n -> !taken.contains(n))
              .min(Comparator.comparing(n -> times.getOrDefault(n, 0)))
              .orElseThrow();
      taken.add(node);
      times.merge(node, 1, Integer::sum);
      return node;
    }
  }

  @Override
  public String words() {
    return "The pairs of "
        + groups.size()
        + " groups, "
        + perGroup
        + " within each"
        + (between ? " and between each two" : "");
  }

  @Override
  public String advice() {
    return between
        ? "lower coverage.perGroup, set coverage.between to false or group by another label"
        : "lower coverage.perGroup or group by another label";
  }
}
