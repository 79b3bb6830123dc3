package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.CoverageMode;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupPrice;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PairCount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A row for each group, then for each two that have pairs with each other. */
final class GroupRows {
  static final String ONE_NODE = "OneNode";
  static final String NO_PAIR_PLANNED = "NoPairPlanned";
  static final String NO_PAIR_MEASURED = "NoPairMeasured";

  private final Fleet fleet;
  private final NetPerfSurveySpec spec;
  private final Template template;
  private final Set<String> labelKeys;
  private final boolean finished;

  GroupRows(Fleet fleet, NetPerfSurveySpec spec, boolean finished) {
    this.fleet = fleet;
    this.spec = spec;
    this.template = Template.of(spec.testTemplate().spec());
    this.labelKeys = fleet.labelKeys(spec);
    this.finished = finished;
  }

  Template template() {
    return template;
  }

  /** In the order of the rows. */
  List<GroupKey> keys() {
    return List.copyOf(fleet.keys());
  }

  /** The names of the groups, in the order of their rows. */
  Set<String> groups() {
    return fleet.groupNames();
  }

  /** Whether a pair within this group was planned. */
  boolean planned(String group) {
    return fleet.planned(GroupKey.within(group)) > 0;
  }

  GroupFigures row(GroupKey key) {
    var entries = fleet.measured(key);
    var pairs =
        new MeasuredPairs(
            template, entries.stream().map(PairValues::new).toList(), independent(key));
    var results = pairs.results();
    return new GroupFigures(
        key.group(),
        key.within() ? null : key.with(),
        key.within() ? fleet.nodes(key.group()).size() : null,
        new PairCount(fleet.planned(key), entries.size()),
        results,
        pairs.comparisons(),
        key.within() ? price(key.group(), results).orElse(null) : null,
        unmeasured(key));
  }

  private Optional<GroupPrice> price(String group, List<GroupResult> results) {
    return Optional.ofNullable(spec.prices())
        .map(prices -> new GroupPrices(prices, labelKeys, template))
        .flatMap(prices -> prices.of(fleet.nodes(group), results));
  }

  /** Pairs with a reference share it, however many other nodes they have. */
  private int independent(GroupKey key) {
    int disjoint = fleet.disjoint(key);
    return spec.coverage().mode() == CoverageMode.Reference
        ? Math.min(disjoint, spec.coverage().references().size())
        : disjoint;
  }

  private String unmeasured(GroupKey key) {
    if (key.within() && fleet.nodes(key.group()).size() == 1) {
      return ONE_NODE;
    }
    if (fleet.planned(key) == 0) {
      return NO_PAIR_PLANNED;
    }
    return finished && fleet.measured(key).isEmpty() ? NO_PAIR_MEASURED : null;
  }
}
