package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PastSurvey;
import dev.netperf.api.v1alpha1.survey.PlanSummary;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.api.v1alpha1.survey.SurveyProgress;
import dev.netperf.api.v1alpha1.survey.SurveyRun;
import dev.netperf.fleet.PastSurveys;
import dev.netperf.fleet.SurveyEstimate;
import dev.netperf.fleet.SurveyFigures;
import dev.netperf.run.Conditions;
import dev.netperf.run.Outcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The whole status of a survey, made anew from what is known of its run and where it stands. */
final class SurveyStatuses {
  private SurveyStatuses() {}

  /**
   * The status.
   *
   * @param run the run as it is from now on
   * @param plan its plan; null: there is none yet
   */
  static NetPerfSurveyStatus of(
      SurveyCase survey, SurveyRun run, SurveyPlan plan, Outcome outcome) {
    var observation = survey.observation();
    var before = observation.status();
    long generation = observation.survey().getMetadata().getGeneration();
    var history = PastSurveys.of(before, run);
    if (plan == null) {
      return planless(
          generation,
          run,
          Conditions.of(outcome, before.conditions(), generation, observation.now()),
          history);
    }
    var spec = survey.spec();
    var ended = run.completionTime() != null;
    var figures = SurveyFigures.of(plan, survey.entries(), spec, ended);
    int planned = plan.pairs().size();
    int left = planned - figures.measured() - figures.failed() - figures.skipped();
    return new NetPerfSurveyStatus(
        generation,
        run,
        Conditions.of(
            outcome.saying(figures.answer()), before.conditions(), generation, observation.now()),
        summary(survey, run, plan),
        new SurveyProgress(
            figures.measured() + "/" + planned,
            figures.measured(),
            figures.failed(),
            figures.skipped() + (ended ? left : 0),
            ended ? null : SurveyEstimate.of(survey.left(), plan.nodes().size(), spec).seconds()),
        figures.traffic(),
        figures.summary(),
        figures.groups(),
        figures.groupsNotShown(),
        figures.verdicts(),
        figures.verdictsNotShown(),
        figures.unmeasured(),
        joined(survey, plan),
        figures.failures(),
        history);
  }

  /** A finished status without a plan, for a generation that begins no new run. */
  static NetPerfSurveyStatus observed(SurveyCase survey) {
    var before = survey.observation().status();
    long generation = survey.observation().survey().getMetadata().getGeneration();
    return planless(
        generation,
        before.run(),
        Conditions.observed(before.conditions(), generation),
        before.history());
  }

  private static NetPerfSurveyStatus planless(
      long generation, SurveyRun run, List<Condition> conditions, List<PastSurvey> history) {
    return new NetPerfSurveyStatus(
        generation,
        run,
        conditions,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        history);
  }

  private static PlanSummary summary(SurveyCase survey, SurveyRun run, SurveyPlan plan) {
    int pairs = plan.pairs().size();
    int nodes = plan.nodes().size();
    var estimate = SurveyEstimate.of(pairs, nodes, survey.spec());
    return new PlanSummary(
        Children.prefix(survey.observation().survey(), run.id()) + "-plan",
        nodes,
        plan.eligible(),
        (int) plan.nodes().stream().map(PlannedNode::group).distinct().count(),
        pairs,
        estimate.seconds(),
        estimate.bytesAtGigabit());
  }

  /** Of a run that has ended, what was counted last. */
  private static Integer joined(SurveyCase survey, SurveyPlan plan) {
    if (survey.finished()) {
      return survey.observation().status().joined();
    }
    Set<String> known = plan.nodes().stream().map(PlannedNode::name).collect(Collectors.toSet());
    var now = SurveyNodesNow.eligible(survey.observation());
    int more = (int) now.stream().filter(node -> !known.contains(node.name())).count();
    int notDrawn = plan.eligible() == null ? 0 : plan.eligible() - plan.nodes().size();
    return more > notDrawn ? Integer.valueOf(more - notDrawn) : null;
  }
}
