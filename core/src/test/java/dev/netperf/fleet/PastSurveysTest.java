package dev.netperf.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PairCount;
import dev.netperf.api.v1alpha1.survey.PastGroup;
import dev.netperf.api.v1alpha1.survey.PastSurvey;
import dev.netperf.api.v1alpha1.survey.PlanSummary;
import dev.netperf.api.v1alpha1.survey.SurveyProgress;
import dev.netperf.api.v1alpha1.survey.SurveyRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastSurveysTest {
  private static final PlanSummary PLAN = new PlanSummary("s", 4, 4, 2, 6, 300L, 0L);
  private static final SurveyRun NEXT = run("next", null);

  private static SurveyRun run(String id, String completed) {
    return new SurveyRun(id, 3L, "start", null, "planned", "deadline", completed);
  }

  private static GroupResult result(String path, String measurement, Integer size, long median) {
    return new GroupResult(
        path,
        measurement,
        size,
        measurement.endsWith("Bandwidth") ? "bit/s" : "ns",
        3,
        median,
        null,
        null,
        null,
        median,
        median,
        null);
  }

  private static NetPerfSurveyStatus status(
      SurveyRun run, PlanSummary plan, List<GroupResult> results, List<PastSurvey> history) {
    return new NetPerfSurveyStatus(
        3L,
        run,
        List.of(new Condition("Ready", "False", "Incomplete", "…", "then", 3L)),
        plan,
        new SurveyProgress("4/6", 4, 1, 1, null),
        null,
        null,
        List.of(new GroupFigures("a", "b", null, new PairCount(6, 4), results, null, null, null)),
        null,
        null,
        null,
        null,
        null,
        null,
        history);
  }

  private static PastSurvey past(String id) {
    return new PastSurvey(id, 1L, "start", "end", "Complete", 6, 6, null);
  }

  @Test
  void anotherRunMakesTheFormerOneHistory() {
    // Given
    var before =
        status(
            run("before", "end"),
            PLAN,
            List.of(
                result("HostToHost", "TCPBandwidth", null, 7),
                result("PodToPod", "TCPLatency", null, 8)),
            List.of(past("older")));

    // Then
    assertThat(PastSurveys.of(before, NEXT))
        .isEqualTo(
            List.of(
                new PastSurvey(
                    "before",
                    3L,
                    "start",
                    "end",
                    "Incomplete",
                    6,
                    4,
                    List.of(
                        new PastGroup("a", "b", 3, "HostToHost", "TCPBandwidth", "bit/s", 7L),
                        new PastGroup("a", "b", 3, "PodToPod", "TCPLatency", "ns", 8L))),
                past("older")));
  }

  @Test
  void aRunThatDidNotEndWasStopped() {
    var before = status(run("before", null), PLAN, List.of(), List.of());

    assertThat(PastSurveys.of(before, NEXT).get(0).reason()).isEqualTo("Stopped");
    assertThat(PastSurveys.of(before, NEXT).get(0).completionTime()).isNull();
  }

  @Test
  void theSameRunAndOneWithoutAPlanAreNoHistory() {
    var history = List.of(past("older"));

    assertThat(PastSurveys.of(status(run("next", "end"), PLAN, List.of(), history), NEXT))
        .isEqualTo(history);
    assertThat(PastSurveys.of(status(run("before", "end"), null, List.of(), history), NEXT))
        .isEqualTo(history);
    assertThat(PastSurveys.of(NetPerfSurveyStatus.NONE, NEXT)).isEmpty();
  }

  @Test
  void theNewestTenStay() {
    var status = status(run("run 0", "end"), PLAN, List.of(), List.of());
    for (int i = 1; i <= 15; i++) {
      var next = run("run " + i, "end");
      status = status(next, PLAN, List.of(), PastSurveys.of(status, next));
    }

    assertThat(status.history().stream().map(PastSurvey::id))
        .hasSize(10)
        .startsWith("run 14", "run 13")
        .endsWith("run 5");
  }

  @Test
  void ofSeveralMessageSizesTheOneOfTheRowIsKept() {
    // Given
    var results =
        List.of(
            result("PodToPod", "TCPBandwidth", 64, 1),
            result("PodToPod", "TCPLatency", 64, 2),
            result("PodToPod", "TCPBandwidth", 1000, 3),
            result("PodToPod", "TCPLatency", 1000, 4),
            result("PodToPod", "TCPBandwidth", 500, 5),
            result("PodToPod", "TCPLatency", 1, 6));

    // When
    var past = PastSurveys.of(status(run("before", "end"), PLAN, results, List.of()), NEXT).get(0);

    // Then the bandwidth of the largest, the latency of the smallest
    assertThat(past.groups().stream().map(PastGroup::median)).containsExactly(3L, 6L);
  }
}
