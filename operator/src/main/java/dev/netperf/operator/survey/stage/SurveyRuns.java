package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.SurveyRun;
import dev.netperf.fleet.SurveyRunId;
import dev.netperf.text.Times;
import java.time.Instant;
import java.util.Optional;

/** Which run of a survey is at hand. */
public final class SurveyRuns {
  private SurveyRuns() {}

  /** The run of its status, if its spec still means that one; else a new one that begins now. */
  public static SurveyRun current(NetPerfSurvey survey, Instant now) {
    var metadata = survey.getMetadata();
    var spec = survey.getSpec();
    var run = Optional.ofNullable(survey.getStatus()).map(NetPerfSurveyStatus::run).orElse(null);
    if (run != null
        && SurveyRunId.is(run.id(), metadata.getUid(), run.generation(), spec)
        && !understoodAnew(survey)) {
      return run;
    }
    long generation = metadata.getGeneration();
    return new SurveyRun(
        SurveyRunId.of(metadata.getUid(), generation, spec),
        generation,
        Times.seconds(now),
        null,
        null,
        null,
        null);
  }

  /** Another version of the operator refused it before anything was planned; this one doesn't. */
  private static boolean understoodAnew(NetPerfSurvey survey) {
    var status = survey.getStatus();
    return status.plan() == null
        && survey.getUnread().isEmpty()
        && status
            .condition("Ready")
            .filter(ready -> ready.reason().equals(Reason.Invalid.name()))
            .isPresent();
  }

  /** Whether the run of its status has ended and was judged by the present spec: nothing is due. */
  public static boolean rests(NetPerfSurvey survey, Instant now) {
    var status = survey.getStatus();
    return status != null
        && status.finished()
        && status.observedGeneration().equals(survey.getMetadata().getGeneration())
        && current(survey, now).equals(status.run());
  }

  /** No pair can be measured because of the nodes, now or since longer. */
  static SurveyRun ineligible(SurveyRun run, Instant now) {
    return run.ineligibleTime() == null ? with(run, Times.seconds(now), run.deadline()) : run;
  }

  /** Some pair can be measured, or nobody asks. */
  static SurveyRun eligible(SurveyRun run) {
    return with(run, null, run.deadline());
  }

  static SurveyRun deadline(SurveyRun run, String time) {
    return with(run, run.ineligibleTime(), time);
  }

  private static SurveyRun with(SurveyRun run, String ineligibleTime, String deadline) {
    return new SurveyRun(
        run.id(),
        run.generation(),
        run.startTime(),
        ineligibleTime,
        run.planTime(),
        deadline,
        run.completionTime());
  }

  static SurveyRun planned(SurveyRun run, String time) {
    return new SurveyRun(
        run.id(),
        run.generation(),
        run.startTime(),
        null,
        time,
        run.deadline(),
        run.completionTime());
  }

  static SurveyRun completed(SurveyRun run, String time) {
    return new SurveyRun(
        run.id(), run.generation(), run.startTime(), null, run.planTime(), run.deadline(), time);
  }
}
