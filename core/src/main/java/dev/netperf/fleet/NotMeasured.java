package dev.netperf.fleet;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.netperf.api.v1alpha1.survey.PairFailure;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.UnmeasuredNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The pairs that have no values, and their nodes.
 *
 * @param entries of such pairs, in the order in which they ended
 */
record NotMeasured(List<SurveyEntry> entries) {
  private static final int MOST = 20;

  private record End(String node, SurveyEntry entry) {}

  static NotMeasured of(Fleet fleet) {
    return new NotMeasured(fleet.entries().stream().filter(entry -> !entry.measured()).toList());
  }

  /** Those nodes with most of them, at most 20. */
  List<UnmeasuredNode> nodes() {
    var byNode =
        entries.stream()
            .flatMap(e -> Stream.of(new End(e.client(), e), new End(e.server(), e)))
            .collect(groupingBy(End::node, TreeMap::new, toList()));
    var nodes =
        byNode.entrySet().stream()
            .map(node -> unmeasured(node.getKey(), node.getValue()))
            .sorted(Comparator.comparing(UnmeasuredNode::pairs, Comparator.reverseOrder()))
            .toList();
    return new Room(Room.OF_UNMEASURED).first(nodes, MOST);
  }

  private static UnmeasuredNode unmeasured(String node, List<End> ends) {
    return new UnmeasuredNode(node, reason(ends.get(ends.size() - 1).entry()), ends.size());
  }

  /** The newest of them, at most 20, in the order in which they ended. */
  List<PairFailure> failures() {
    var newestFirst = new ArrayList<>(entries);
    Collections.reverse(newestFirst);
    var failures =
        newestFirst.stream()
            .limit(MOST)
            .map(e -> new PairFailure(e.pair(), e.client(), e.server(), reason(e), e.message()))
            .toList();
    var newest = new Room(Room.OF_FAILURES).first(failures, MOST);
    Collections.reverse(newest);
    return newest;
  }

  int failed() {
    return (int) entries.stream().filter(entry -> entry.failed() != null).count();
  }

  private static String reason(SurveyEntry entry) {
    return entry.failed() != null ? entry.failed() : entry.skipped();
  }
}
