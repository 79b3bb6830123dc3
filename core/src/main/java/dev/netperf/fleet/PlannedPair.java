package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pair of a plan.
 *
 * @param index its place in the plan, from 0
 * @param client the client's node
 * @param server the server's node
 */
public record PlannedPair(int index, String client, String server) {

  /** Those of a plan, in its order. */
  public static List<PlannedPair> of(SurveyPlan plan) {
    return IntStream.range(0, plan.pairs().size()).mapToObj(i -> of(plan, i)).toList();
  }

  private static PlannedPair of(SurveyPlan plan, int index) {
    var pair = plan.pairs().get(index);
    int dash = pair.indexOf('-');
    return new PlannedPair(
        index, name(plan, pair.substring(0, dash)), name(plan, pair.substring(dash + 1)));
  }

  private static String name(SurveyPlan plan, String place) {
    return plan.nodes().get(Integer.parseInt(place)).name();
  }
}
