package dev.netperf.operator.survey.stage;

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
    if (run != null && SurveyRunId.is(run.id(), metadata.getUid(), run.generation(), spec)) {
      return run;
    }
    long generation = metadata.getGeneration();
    return new SurveyRun(
        SurveyRunId.of(metadata.getUid(), generation, spec),
        generation,
        Times.seconds(now),
        null,
        null,
        null);
  }

  /** Whether the run of its status has ended and was judged by the present spec: nothing is due. */
  public static boolean rests(NetPerfSurvey survey, Instant now) {
    var status = survey.getStatus();
    return status != null
        && status.finished()
        && status.observedGeneration().equals(survey.getMetadata().getGeneration())
        && current(survey, now).equals(status.run());
  }

  static SurveyRun planned(SurveyRun run, String time) {
    return new SurveyRun(
        run.id(), run.generation(), run.startTime(), time, run.deadline(), run.completionTime());
  }

  static SurveyRun deadline(SurveyRun run, String time) {
    return new SurveyRun(
        run.id(), run.generation(), run.startTime(), run.planTime(), time, run.completionTime());
  }

  static SurveyRun completed(SurveyRun run, String time) {
    return new SurveyRun(
        run.id(), run.generation(), run.startTime(), run.planTime(), run.deadline(), time);
  }
}
