package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import java.util.List;

/**
 * Which of the planned nodes are measured with each other, each two at most once. The order is such
 * that every beginning of it has every node about equally often: a survey that is stopped early is
 * a smaller survey, not a crooked one.
 */
interface Scheme {

  /** How many pairs there are; they are not made for it. */
  long count();

  /** The pairs in their order, without a direction. */
  List<Link> links(Draw draw);

  /** What they are, as the subject of a sentence. */
  String words();

  /** How there would be fewer. */
  String advice();

  /** The one that a spec wants of these nodes. */
  static Scheme of(List<PlannedNode> nodes, NetPerfSurveySpec spec) {
    var coverage = spec.coverage();
    return switch (coverage.mode()) {
      case AllPairs -> new EveryPair(nodes.size());
      case Sample ->
          coverage.partners() >= nodes.size() - 1
              ? new EveryPair(nodes.size())
              : new SampledPairs(nodes, coverage.partners());
      case Groups -> new GroupedPairs(nodes, coverage.perGroup(), coverage.between());
      case Reference -> new ReferencedPairs(nodes, coverage.references());
    };
  }
}
