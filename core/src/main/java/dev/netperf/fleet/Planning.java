package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.Directions;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The plan of a survey's run, or why there can be none. */
public sealed interface Planning {
  /** The most pairs of a survey: each is a test. */
  int MOST_PAIRS = 5000;

  /** The fewest nodes of a survey. */
  int FEWEST_NODES = 2;

  /**
   * There is one.
   *
   * @param plan it, with at least one pair
   */
  record Made(SurveyPlan plan) implements Planning {}

  /**
   * There can be none.
   *
   * @param reason TooFewNodes, TooManyPairs, or NodeNotFound of a reference
   * @param message why, and what to do, for a person
   */
  record Impossible(Reason reason, String message) implements Planning {}

  /**
   * The plan of a run. The same nodes, coverage and seed have the same plan everywhere.
   *
   * @param eligible the nodes that fit, in any order
   * @param spec what is surveyed
   * @param runId the id of the run, which is the seed where the spec has none
   */
  static Planning of(List<PlannedNode> eligible, NetPerfSurveySpec spec, String runId) {
    var seed = spec.coverage().seed();
    var draw = new Draw(seed == null || seed.isEmpty() ? runId : seed);
    if (eligible.size() < FEWEST_NODES) {
      return new Impossible(
          Reason.TooFewNodes,
          (eligible.isEmpty() ? "No node fits" : "Only 1 node fits")
              + ", a survey needs 2 or more");
    }
    var missing = missing(eligible, spec);
    if (!missing.isEmpty()) {
      return new Impossible(
          Reason.NodeNotFound, "Of coverage.references these are not among the nodes: " + missing);
    }
    var nodes = Drawn.of(eligible, spec, draw);
    var scheme = Scheme.of(nodes, spec);
    boolean both = spec.coverage().directions() == Directions.Both;
    long count = scheme.count() * (both ? 2 : 1);
    if (count == 0) {
      return new Impossible(Reason.TooFewNodes, "No group has two nodes, so there is no pair");
    }
    if (count > MOST_PAIRS) {
      return new Impossible(Reason.TooManyPairs, tooMany(scheme, both, count));
    }
    var pairs = pairs(Turns.of(scheme.links(draw), draw), both);
    return new Made(new SurveyPlan(nodes, pairs, eligible.size(), PlannedLabels.keys(spec)));
  }

  private static String missing(List<PlannedNode> eligible, NetPerfSurveySpec spec) {
    var names = eligible.stream().map(PlannedNode::name).collect(Collectors.toSet());
    return spec.coverage().references().stream()
        .filter(reference -> !names.contains(reference))
        .collect(Collectors.joining(", "));
  }

  private static String tooMany(Scheme scheme, boolean both, long count) {
    return scheme.words()
        + (both ? ", in both directions," : "")
        + " are "
        + count
        + ", more than "
        + MOST_PAIRS
        + ": "
        + scheme.advice();
  }

  private static List<String> pairs(List<Link> links, boolean both) {
    var pairs = new ArrayList<>(links);
    if (both) {
      links.stream().map(Link::reversed).forEach(pairs::add);
    }
    return pairs.stream().map(Link::toString).toList();
  }
}
