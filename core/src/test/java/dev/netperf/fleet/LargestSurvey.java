package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.survey.EntryValues;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PastSurvey;
import dev.netperf.api.v1alpha1.survey.PlanSummary;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.api.v1alpha1.survey.SurveyProgress;
import dev.netperf.api.v1alpha1.survey.SurveyRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Statuses in which everything is there that a survey can lead to, in its longest form. */
public final class LargestSurvey {
  private static final String TIME = "2026-01-01T00:00:00Z";
  private static final int RUNS = 12;

  private LargestSurvey() {}

  /** An entry with every value that a spec can have. */
  static SurveyEntry entry(PlannedPair pair, NetPerfSurveySpec spec) {
    var values =
        Template.of(spec.testTemplate().spec()).subjects().stream()
            .map(
                s ->
                    new EntryValues(
                        s.path().name(),
                        s.measurement().name(),
                        s.messageSize().orElse(null),
                        s.measurement().unit(),
                        Collections.nCopies(2, 400_000_000_000L + pair.index())))
            .toArray(EntryValues[]::new);
    return Surveys.entry(pair, values);
  }

  /** After many runs of this spec on these nodes, a part of whose pairs failed. */
  public static NetPerfSurveyStatus of(
      NetPerfSurveySpec spec, List<PlannedNode> nodes, String message) {
    var plan = Surveys.plan(nodes, spec);
    var entries = entries(plan, spec, message);
    var figures = SurveyFigures.of(plan, entries, spec, true);
    var status = status(0, figures, plan, List.of());
    for (int run = 1; run < RUNS; run++) {
      var next = status(run, figures, plan, List.of());
      status = status(run, figures, plan, PastSurveys.of(status, next.run()));
    }
    return status;
  }

  /** The last pairs fail, but not the only one. */
  private static List<SurveyEntry> entries(
      SurveyPlan plan, NetPerfSurveySpec spec, String message) {
    var pairs = PlannedPair.of(plan);
    int measured = Math.max(pairs.size() - 40, (pairs.size() + 1) / 2);
    return Stream.concat(
            pairs.stream().limit(measured).map(pair -> entry(pair, spec)),
            pairs.stream()
                .skip(measured)
                .map(pair -> Entries.failed(pair, "ServerUnresponsive", message)))
        .toList();
  }

  private static NetPerfSurveyStatus status(
      int run, SurveyFigures figures, SurveyPlan plan, List<PastSurvey> history) {
    return new NetPerfSurveyStatus(
        1_000_000L + run,
        new SurveyRun("%032x".formatted(run), 1_000_000L + run, TIME, TIME, TIME, TIME, TIME),
        conditions(),
        new PlanSummary(
            "s".repeat(60), 1000, 5000, 1000, plan.pairs().size(), 604_800L, 1_000_000_000_000L),
        new SurveyProgress("5000/5000", 5000, 5000, 5000, 604_800L),
        figures.traffic(),
        figures.summary(),
        figures.groups(),
        figures.groupsNotShown(),
        figures.verdicts(),
        figures.verdictsNotShown(),
        figures.unmeasured(),
        5000,
        figures.failures(),
        history);
  }

  /** As many as there can be at once, with words for 2,000 bytes. */
  private static List<Condition> conditions() {
    return IntStream.range(0, 6)
        .mapToObj(
            i ->
                new Condition(
                    "Reconciling", "Unknown", "TooManyPairs", "x".repeat(2000), TIME, 1_000_000L))
        .toList();
  }

  /** So many groups of so many nodes, with names as long as can be. */
  public static List<PlannedNode> nodes(int groups, int each) {
    var nodes = new ArrayList<PlannedNode>();
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < each; i++) {
        nodes.add(
            Surveys.node(
                "%0253d".formatted(group * each + i), "%063d/%s".formatted(group, "v".repeat(63))));
      }
    }
    return nodes;
  }
}
