package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.fleet.Planning;
import dev.netperf.fleet.Planning.Impossible;
import dev.netperf.fleet.Planning.Made;
import dev.netperf.run.Outcome;
import dev.netperf.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run without a plan gets one: what is measured is settled before anything is. */
final class Planner {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private Planner() {}

  static SurveyDecision decide(SurveyCase survey) {
    if (survey.spec().suspend()) {
      return without(
          survey.with(SurveyRuns.eligible(survey.run())),
          new Outcome(
              Outcome.Standing.SUSPENDED,
              Reason.Suspended,
              "Suspended before its plan. " + Reason.Suspended.advice()),
          Optional.of(LOOK_AGAIN));
    }
    var planning =
        Planning.of(
            SurveyNodesNow.eligible(survey.observation()), survey.spec(), survey.run().id());
    return planning instanceof Made made
        ? with(survey, made.plan())
        : impossible(survey, (Impossible) planning);
  }

  private static SurveyDecision with(SurveyCase survey, SurveyPlan plan) {
    var run = SurveyRuns.planned(survey.run(), Times.seconds(survey.observation().now()));
    var outcome =
        Outcome.progressing(
            Reason.Planning,
            "Planned: " + plan.pairs().size() + " pairs of " + plan.nodes().size() + " nodes");
    return new SurveyDecision(
        Optional.of(plan),
        List.of(),
        Optional.of(SurveyStatuses.of(survey, run, plan, outcome)),
        survey.strangers(),
        List.of(),
        true,
        Optional.of(Duration.ZERO));
  }

  /** Nodes may come for a while; a plan that is too large stays so. */
  private static SurveyDecision impossible(SurveyCase survey, Impossible why) {
    var now = survey.observation().now();
    var run = SurveyRuns.ineligible(survey.run(), now);
    var since = Instant.parse(run.ineligibleTime());
    var over = !now.isBefore(since.plus(survey.patience()));
    return why.reason() == Reason.TooManyPairs || over
        ? Ending.with(survey, Outcome.failed(why.reason(), why.message())).onAbsence()
        : without(
            survey.with(run),
            Outcome.progressing(Reason.Planning, "Waiting for nodes: " + why.message()),
            Optional.of(LOOK_AGAIN));
  }

  private static SurveyDecision without(
      SurveyCase survey, Outcome outcome, Optional<Duration> lookAgain) {
    return new SurveyDecision(
        Optional.empty(),
        List.of(),
        Optional.of(SurveyStatuses.of(survey, survey.run(), null, outcome)),
        survey.strangers(),
        List.of(),
        false,
        lookAgain);
  }
}
