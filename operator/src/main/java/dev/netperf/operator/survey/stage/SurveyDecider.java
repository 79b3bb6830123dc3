package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Lean;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.run.Outcome;
import dev.netperf.text.NotUnderstood;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** From an observation of a survey to a decision: the first that has something to say decides. */
public final class SurveyDecider {
  /** A net under lost events. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** What was refused may be granted later. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(15);

  private SurveyDecider() {}

  /** What to do next. */
  public static SurveyDecision decide(SurveyObservation observation) {
    if (observation.survey().isMarkedForDeletion()) {
      var kept = observation.survey().getMetadata().getFinalizers().contains(Lean.ORPHAN);
      return SurveyDecision.deleting(kept ? List.of() : observation.children());
    }
    if (observation.survey().getStatusUnread().isPresent()) {
      return SurveyDecision.deleting(List.of());
    }
    var survey = SurveyCase.of(observation);
    return finished(survey)
        .or(() -> invalid(survey))
        .or(() -> planless(survey))
        .orElseGet(() -> planned(Deadline.of(survey)));
  }

  private static SurveyDecision planned(SurveyCase survey) {
    return Ending.of(survey)
        .or(() -> suspended(survey))
        .or(() -> refused(survey))
        .orElseGet(() -> Launch.decide(survey));
  }

  /** Its result stands; a changed spec that begins no new run may judge it anew. */
  private static Optional<SurveyDecision> finished(SurveyCase survey) {
    if (!survey.finished()) {
      return Optional.empty();
    }
    var observation = survey.observation();
    var before = observation.status();
    var observed =
        before.observedGeneration().equals(observation.survey().getMetadata().getGeneration());
    var status =
        observed
            ? before
            : survey
                .plan()
                .map(plan -> SurveyStatuses.of(survey, survey.run(), plan, judged(survey)))
                .orElseGet(() -> SurveyStatuses.observed(survey));
    return Optional.of(
        new SurveyDecision(
            Optional.empty(),
            List.of(),
            Optional.of(status),
            Ending.leftovers(survey),
            List.of(),
            false,
            Optional.empty()));
  }

  /** What is asked in words that this version doesn't know, nothing may pass. */
  private static Outcome judged(SurveyCase survey) {
    return notUnderstood(survey).orElseGet(() -> Ending.again(survey));
  }

  private static Optional<SurveyDecision> invalid(SurveyCase survey) {
    return notUnderstood(survey).map(outcome -> Ending.with(survey, outcome));
  }

  private static Optional<Outcome> notUnderstood(SurveyCase survey) {
    return NotUnderstood.of(survey.observation().survey().getUnread())
        .map(message -> Outcome.failed(Reason.Invalid, message));
  }

  private static Optional<SurveyDecision> planless(SurveyCase survey) {
    return survey.plan().isPresent() ? Optional.empty() : Optional.of(Planner.decide(survey));
  }

  /** The API server refused a test: for good, or for now. */
  private static Optional<SurveyDecision> refused(SurveyCase survey) {
    return survey
        .observation()
        .refusal()
        .map(
            refusal ->
                refusal.effect() == Refusal.Effect.RUN_FAILS
                    ? Ending.with(survey, Outcome.failed(Reason.CreateRefused, refusal.message()))
                    : going(
                        survey,
                        Outcome.progressing(Reason.CreateRefused, refusal.message()),
                        List.of(),
                        List.of(),
                        TRY_AGAIN));
  }

  /** What the slices don't have, no status has and no test goes for. A deadline ends that, too. */
  public static SurveyDecision unrecorded(SurveyObservation observation, Refusal refusal) {
    var survey = SurveyCase.of(observation).recorded();
    var message = "What was planned or measured could not be written down: " + refusal.message();
    var never = survey.plan().isEmpty() && refusal.effect() == Refusal.Effect.RUN_FAILS;
    return never || Ending.overdue(survey)
        ? Ending.with(survey, Outcome.failed(Reason.CreateRefused, message))
        : new SurveyDecision(
            Optional.empty(),
            List.of(),
            Optional.of(
                SurveyStatuses.of(
                    survey,
                    survey.run(),
                    survey.plan().orElse(null),
                    Outcome.progressing(Reason.CreateRefused, message))),
            List.of(),
            List.of(),
            false,
            Optional.of(TRY_AGAIN));
  }

  /**
   * Pairs under way are measured to their end; tests that have not begun would fill links later.
   */
  private static Optional<SurveyDecision> suspended(SurveyCase survey) {
    if (!survey.spec().suspend()) {
      return Optional.empty();
    }
    var run = SurveyRuns.eligible(survey.run());
    var waiting =
        survey.underWay().stream().filter(child -> !child.begun()).map(Child::test).toList();
    int begun = survey.underWay().size() - waiting.size();
    return Optional.of(
        begun > 0
            ? going(
                survey.with(run),
                Outcome.progressing(
                    Reason.Measuring, "Suspended after the pairs under way: " + begun),
                List.of(),
                waiting,
                LOOK_AGAIN)
            : going(
                survey.with(run),
                new Outcome(
                    Outcome.Standing.SUSPENDED,
                    Reason.Suspended,
                    "Suspended, pairs kept: "
                        + survey.entries().size()
                        + ". "
                        + Reason.Suspended.advice()),
                List.of(),
                waiting,
                LOOK_AGAIN));
  }

  /** The run goes on: with these tests made, and these withdrawn. */
  static SurveyDecision going(
      SurveyCase survey,
      Outcome outcome,
      List<NetPerfTest> create,
      List<NetPerfTest> withdraw,
      Duration lookAgain) {
    var entries = Folding.due(survey, create.stream().anyMatch(Children::again));
    var run = survey.run();
    var plan = survey.plan().orElseThrow();
    return new SurveyDecision(
        Optional.empty(),
        entries,
        Optional.of(SurveyStatuses.of(survey, run, plan, outcome)),
        Folding.deletable(survey, entries, withdraw),
        create,
        survey.absence(),
        Optional.of(notAfter(run.deadline(), lookAgain, survey.observation().now())));
  }

  private static Duration notAfter(String deadline, Duration wanted, Instant now) {
    if (deadline == null) {
      return wanted;
    }
    var left = Duration.between(now, Instant.parse(deadline));
    return left.isNegative() || left.compareTo(wanted) > 0 ? wanted : left;
  }
}
