package dev.netperf.fleet;

import static java.util.stream.Collectors.toMap;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.PastRun;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PastGroup;
import dev.netperf.api.v1alpha1.survey.PastSurvey;
import dev.netperf.api.v1alpha1.survey.SurveyProgress;
import dev.netperf.api.v1alpha1.survey.SurveyRun;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs of a survey before the one at hand, the newest first. */
public final class PastSurveys {
  private static final int MOST_RUNS = 10;
  private static final int MOST_MEDIANS = 40;
  private static final Comparator<Integer> SIZES = Comparator.nullsFirst(Comparator.naturalOrder());

  private PastSurveys() {}

  /**
   * The history that belongs to a run, the newest 10.
   *
   * @param before the status before; what it tells of another run becomes history if that had a
   *     plan: what only waited for nodes must push nothing out
   * @param now the run at hand
   */
  public static List<PastSurvey> of(NetPerfSurveyStatus before, SurveyRun now) {
    if (before.run() == null || before.run().id().equals(now.id()) || before.plan() == null) {
      return before.history();
    }
    return bounded(
        Stream.concat(Stream.of(past(before)), before.history().stream())
            .limit(MOST_RUNS)
            .toList());
  }

  /** Every run, but of older ones fewer medians, or none, where there is no room for all. */
  private static List<PastSurvey> bounded(List<PastSurvey> runs) {
    var room = new Room(Room.OF_HISTORY);
    runs.forEach(run -> room.takes(with(run, List.of())));
    return runs.stream().map(run -> with(run, room.first(run.groups(), MOST_MEDIANS))).toList();
  }

  private static PastSurvey with(PastSurvey run, List<PastGroup> medians) {
    return new PastSurvey(
        run.id(),
        run.generation(),
        run.startTime(),
        run.completionTime(),
        run.reason(),
        run.planned(),
        run.measured(),
        medians);
  }

  private static PastSurvey past(NetPerfSurveyStatus status) {
    var run = status.run();
    return new PastSurvey(
        run.id(),
        run.generation(),
        run.startTime(),
        run.completionTime(),
        status.finished()
            ? status.condition(Condition.READY).map(Condition::reason).orElse(null)
            : PastRun.STOPPED,
        status.plan().pairs(),
        Optional.ofNullable(status.progress()).map(SurveyProgress::measured).orElse(0),
        status.groups().stream().flatMap(PastSurveys::medians).limit(MOST_MEDIANS).toList());
  }

  /** Of several message sizes the one that a row tells of. */
  private static Stream<PastGroup> medians(GroupFigures group) {
    return group.results().stream()
        .collect(
            toMap(
                result -> List.of(result.path(), result.measurement()),
                result -> result,
                PastSurveys::told,
                LinkedHashMap::new))
        .values()
        .stream()
        .map(result -> median(group, result));
  }

  private static GroupResult told(GroupResult one, GroupResult other) {
    boolean larger = SIZES.compare(one.messageSize(), other.messageSize()) >= 0;
    return larger == one.unit().equals(Measurement.TCPBandwidth.unit()) ? one : other;
  }

  private static PastGroup median(GroupFigures group, GroupResult result) {
    return new PastGroup(
        group.group(),
        group.with(),
        result.pairs(),
        result.path(),
        result.measurement(),
        result.unit(),
        result.median());
  }
}
