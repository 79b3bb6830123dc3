package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.fleet.SurveyEstimate;
import dev.netperf.text.Times;
import java.time.Instant;

/** When a run ends at the latest. */
final class Deadline {
  /** For what goes wrong on the way. */
  private static final long SPARE_SECONDS = 1800;

  private Deadline() {}

  /**
   * The survey with the deadline of its run: set once, and anew when its user changes the spec. One
   * that is suspended waits for its user, without a deadline.
   */
  static SurveyCase of(SurveyCase survey) {
    var run = survey.run();
    if (survey.spec().suspend()) {
      return survey.with(SurveyRuns.deadline(run, null));
    }
    if (run.deadline() != null && !changed(survey)) {
      return survey;
    }
    var limit = survey.spec().limits().activeDeadlineSeconds();
    var deadline = limit == null ? estimated(survey) : since(survey).plusSeconds(limit);
    return survey.with(SurveyRuns.deadline(run, Times.seconds(deadline)));
  }

  private static boolean changed(SurveyCase survey) {
    var observation = survey.observation();
    var generation = observation.survey().getMetadata().getGeneration();
    return !observation.status().observedGeneration().equals(generation);
  }

  /** By what is left to do; where nobody sets a limit, a change makes it no earlier. */
  private static Instant estimated(SurveyCase survey) {
    long seconds =
        2 * SurveyEstimate.oneByOne(survey.left(), survey.spec()).seconds() + SPARE_SECONDS;
    var deadline = survey.observation().now().plusSeconds(seconds);
    var before = survey.run().deadline();
    return before != null && deadline.isBefore(Instant.parse(before))
        ? Instant.parse(before)
        : deadline;
  }

  /** When the run got its plan, or was last resumed: Ready is Unknown from then on. */
  private static Instant since(SurveyCase survey) {
    var planned = Instant.parse(survey.run().planTime());
    return survey
        .observation()
        .status()
        .condition(Condition.READY)
        .filter(ready -> "Unknown".equals(ready.status()))
        .map(ready -> Instant.parse(ready.lastTransitionTime()))
        .map(began -> began.isBefore(planned) ? planned : began)
        .orElse(survey.observation().now());
  }
}
