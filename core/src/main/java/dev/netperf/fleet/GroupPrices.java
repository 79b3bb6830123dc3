package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.GroupPrice;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.api.v1alpha1.survey.NodePrice;
import dev.netperf.api.v1alpha1.survey.PathPrice;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.Prices;
import dev.netperf.result.Subject;
import dev.netperf.text.Figures;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much network the price of a group's nodes buys.
 *
 * @param prices what nodes cost
 * @param labelKeys of the labels that the plan kept of its nodes: what others they have isn't known
 * @param template what was measured
 */
record GroupPrices(Prices prices, Set<String> labelKeys, Template template) {
  private static final double BITS_PER_GIGABIT = 1e9;
  private static final double BITS_PER_TERABYTE = 8e12;
  private static final double SECONDS_PER_HOUR = 3600;

  /** Both ends of a transfer are paid for. */
  private static final int NODES = 2;

  /**
   * The price of a group; empty: none fits any of its nodes. It is ambiguous where its nodes don't
   * have one and the same, or where labels might decide that the plan didn't keep.
   */
  Optional<GroupPrice> of(List<PlannedNode> nodes, List<GroupResult> results) {
    var unknown =
        nodes.stream().flatMap(this::unknown).collect(Collectors.toCollection(TreeSet::new));
    if (!unknown.isEmpty()) {
      return Optional.of(ambiguous(message(unknown)));
    }
    var fitting = nodes.stream().map(this::fitting).toList();
    if (fitting.stream().allMatch(List::isEmpty)) {
      return Optional.empty();
    }
    boolean unambiguous =
        fitting.stream().allMatch(list -> list.size() == 1)
            && fitting.stream().map(list -> amount(list.get(0))).distinct().count() == 1;
    return Optional.of(unambiguous ? price(fitting.get(0).get(0), results) : ambiguous(null));
  }

  private static GroupPrice ambiguous(String message) {
    return new GroupPrice(null, null, null, true, null, message);
  }

  /** One that fits by its other labels, and no other one has more of them, might hold. */
  private Stream<String> unknown(PlannedNode node) {
    int most = fitting(node).stream().mapToInt(price -> price.labels().size()).max().orElse(0);
    return prices.nodeHour().stream()
        .filter(price -> price.labels().size() >= most)
        .filter(
            price ->
                price.labels().entrySet().stream()
                    .filter(label -> labelKeys.contains(label.getKey()))
                    .allMatch(node.labels().entrySet()::contains))
        .flatMap(price -> price.labels().keySet().stream())
        .filter(key -> !labelKeys.contains(key));
  }

  private static String message(SortedSet<String> unknown) {
    int more = unknown.size() - 1;
    return "The plan was made without the label "
        + unknown.first()
        + (more > 0 ? " and " + more + " more" : "")
        + " that prices go by: change spec.rerun, a new run keeps it";
  }

  /** Those with most labels of the prices that fit a node. */
  private List<NodePrice> fitting(PlannedNode node) {
    var all =
        prices.nodeHour().stream()
            .filter(price -> node.labels().entrySet().containsAll(price.labels().entrySet()))
            .toList();
    int most = all.stream().map(p -> p.labels().size()).max(Comparator.naturalOrder()).orElse(0);
    return all.stream().filter(price -> price.labels().size() == most).toList();
  }

  private static BigDecimal amount(NodePrice price) {
    return new BigDecimal(price.price()).stripTrailingZeros();
  }

  private GroupPrice price(NodePrice price, List<GroupResult> results) {
    var row = template.row();
    double hour = amount(price).doubleValue();
    var paths =
        template.spec().paths().stream()
            .flatMap(path -> row.bandwidth(path).flatMap(s -> result(s, results)).stream())
            .map(result -> path(result, hour))
            .toList();
    return new GroupPrice(prices.currency(), prices.asOf(), price.price(), null, paths, null);
  }

  private static Optional<GroupResult> result(Subject subject, List<GroupResult> results) {
    return results.stream()
        .filter(r -> subject.is(r.path(), r.measurement(), r.messageSize()))
        .findFirst();
  }

  /** The price is taken as exact: the intervals are those of the bandwidth. */
  private static PathPrice path(GroupResult result, double hour) {
    var low = Optional.ofNullable(result.low());
    var high = Optional.ofNullable(result.high());
    return new PathPrice(
        result.path(),
        Figures.digits(perPrice(result.median(), hour)),
        low.map(bits -> Figures.digitsBelow(perPrice(bits, hour))).orElse(null),
        high.map(bits -> Figures.digitsAbove(perPrice(bits, hour))).orElse(null),
        Figures.digits(perTerabyte(result.median(), hour)),
        high.map(bits -> Figures.digitsBelow(perTerabyte(bits, hour))).orElse(null),
        low.filter(bits -> bits > 0)
            .map(bits -> Figures.digitsAbove(perTerabyte(bits, hour)))
            .orElse(null));
  }

  private static double perPrice(long bits, double hour) {
    return bits / BITS_PER_GIGABIT / hour;
  }

  private static double perTerabyte(long bits, double hour) {
    return NODES * hour * (BITS_PER_TERABYTE / bits) / SECONDS_PER_HOUR;
  }
}
