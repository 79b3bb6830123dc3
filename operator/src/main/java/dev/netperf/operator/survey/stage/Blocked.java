package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.fleet.Entries;
import dev.netperf.fleet.PlannedPair;
import dev.netperf.operator.survey.stage.SurveyNodesNow.Obstacle;
import dev.netperf.run.Outcome;
import dev.netperf.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * No test is under way, and none of the pairs that are left can be measured now. A node that
 * restarts comes back: its pairs are skipped when it has been away as long as the plan would have
 * waited for it.
 *
 * @param survey the survey, with the time since when it is so
 * @param due the pairs that are left
 * @param obstacles why they can't be measured
 */
record Blocked(SurveyCase survey, List<Due> due, Obstacles obstacles) {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  SurveyDecision decide() {
    var now = survey.observation().now();
    var until = until();
    return now.isBefore(until) ? waiting(until, Duration.between(now, until)) : skipping();
  }

  /** When the last of them has been away long enough, and no later than the run's deadline. */
  private Instant until() {
    var last =
        due.stream()
            .map(next -> since(obstacle(next.pair())))
            .max(Comparator.naturalOrder())
            .orElseThrow()
            .plus(survey.patience());
    var deadline = Instant.parse(survey.run().deadline());
    return last.isBefore(deadline) ? last : deadline;
  }

  private Instant since(Obstacle obstacle) {
    var noted = Instant.parse(survey.run().ineligibleTime());
    return obstacle.since().filter(since -> since.isBefore(noted)).orElse(noted);
  }

  private SurveyDecision waiting(Instant until, Duration left) {
    var first = obstacle(due.get(0).pair());
    var message =
        first.message()
            + "; pairs that wait for nodes until "
            + Times.seconds(until)
            + ": "
            + due.size();
    return SurveyDecider.going(
        survey,
        Outcome.progressing(first.reason(), message),
        List.of(),
        List.of(),
        left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
  }

  /** What is left can't be measured: said pair by pair, once the API server says so itself. */
  private SurveyDecision skipping() {
    var entries = new ArrayList<SurveyEntry>(survey.fresh());
    due.forEach(next -> entries.add(entry(next.pair())));
    var first = obstacle(due.get(0).pair());
    var going =
        SurveyDecider.going(
            survey,
            Outcome.progressing(first.reason(), first.message()),
            List.of(),
            List.of(),
            Duration.ZERO);
    return new SurveyDecision(
        Optional.empty(),
        entries,
        going.status(),
        Folding.deletable(survey, survey.fresh(), List.of()),
        List.of(),
        true,
        Optional.of(Duration.ZERO));
  }

  /** A pair that failed before stays failed. */
  private SurveyEntry entry(PlannedPair pair) {
    var obstacle = obstacle(pair);
    return survey.entries().stream()
        .filter(entry -> entry.pair() == pair.index())
        .findFirst()
        .orElseGet(() -> Entries.skipped(pair, obstacle.reason().name(), obstacle.message()));
  }

  private Obstacle obstacle(PlannedPair pair) {
    return obstacles.of(pair).orElseThrow();
  }
}
