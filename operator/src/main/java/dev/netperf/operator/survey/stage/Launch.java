package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which pairs are next. */
final class Launch {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SurveyCase survey;

  private Launch(SurveyCase survey) {
    this.survey = survey;
  }

  static SurveyDecision decide(SurveyCase survey) {
    var obstacles = new Obstacles(survey);
    var due = survey.due();
    var open = due.stream().filter(next -> obstacles.of(next.pair()).isEmpty()).toList();
    if (!open.isEmpty() || due.isEmpty()) {
      return new Launch(survey.with(SurveyRuns.eligible(survey.run()))).decide(open);
    }
    var blocked = survey.with(SurveyRuns.ineligible(survey.run(), survey.observation().now()));
    return survey.underWay().isEmpty()
        ? new Blocked(blocked, due, obstacles).decide()
        : new Launch(blocked).decide(List.of());
  }

  private SurveyDecision decide(List<Due> open) {
    var possible = open.stream().filter(next -> !survey.goes(next)).toList();
    var chosen = chosen(possible, room());
    var withdrawn = chosen.isEmpty() ? withdrawn(possible) : List.<NetPerfTest>of();
    return SurveyDecider.going(survey, outcome(chosen), tests(chosen), withdrawn, LOOK_AGAIN);
  }

  /**
   * How many pairs more may begin. What those under way move is known when they have ended: with a
   * limit on traffic the first goes alone, and then each is expected to move the most that one did
   * which was measured. Where none is left, one is under way: else the run has ended.
   */
  private int room() {
    int underWay = survey.underWay().size();
    int room = survey.spec().concurrency().maxPairs() - underWay;
    double left = Ending.trafficLeft(survey);
    if (Double.isInfinite(left)) {
      return room;
    }
    var most =
        survey.entries().stream().filter(SurveyEntry::measured).mapToLong(Ending::moved).max();
    double affordable = most.isPresent() ? Math.max(1, left / most.getAsLong()) : 1;
    return (int) Math.min(room, affordable - underWay);
  }

  /** In the plan's order those whose nodes are free; if no test is under way, at least one. */
  private List<Due> chosen(List<Due> possible, int room) {
    var taken = survey.occupied();
    Predicate<String> unavailable =
        node -> taken.contains(node) || survey.observation().busy().test(node);
    var chosen = new ArrayList<Due>();
    for (var next : possible) {
      if (chosen.size() < room
          && !unavailable.test(next.pair().client())
          && !unavailable.test(next.pair().server())) {
        chosen.add(next);
        taken.add(next.pair().client());
        taken.add(next.pair().server());
      }
    }
    if (chosen.isEmpty() && room > 0 && survey.underWay().isEmpty()) {
      possible.stream().findFirst().ifPresent(chosen::add); // it stands in the queue for its nodes
    }
    return chosen;
  }

  /**
   * A test that only waits for nodes of others must not keep pairs from going on that could; not at
   * once, or two surveys would give way to each other for ever.
   */
  private List<NetPerfTest> withdrawn(List<Due> possible) {
    var waiting =
        survey.underWay().stream()
            .filter(child -> child.waitsSince(PATIENCE, survey.observation().now()))
            .findFirst();
    var occupied = survey.occupied();
    Predicate<String> free =
        node -> !occupied.contains(node) && !survey.observation().busy().test(node);
    var better =
        possible.stream()
            .anyMatch(d -> free.test(d.pair().client()) && free.test(d.pair().server()));
    return better ? waiting.map(Child::test).stream().toList() : List.of();
  }

  private List<NetPerfTest> tests(List<Due> chosen) {
    var run = survey.run().id();
    return chosen.stream()
        .map(next -> Children.of(survey.observation().survey(), run, next.pair(), next.attempt()))
        .toList();
  }

  private Outcome outcome(List<Due> chosen) {
    var underWay = survey.underWay();
    if (chosen.isEmpty() && !underWay.isEmpty() && underWay.stream().allMatch(Child::waits)) {
      return Outcome.progressing(
          Reason.NodesBusy, "Other tests have the nodes of " + underWay.get(0).name());
    }
    var refused = chosen.isEmpty() ? Optional.<Outcome>empty() : refused();
    if (refused.isPresent()) {
      return refused.get();
    }
    int planned = survey.pairs().size();
    return Outcome.progressing(
        Reason.Measuring, (planned - survey.left()) + " of " + planned + " pairs are done");
  }

  /** What was refused is tried again, and until it is taken nothing else is said of it. */
  private Optional<Outcome> refused() {
    return survey
        .observation()
        .status()
        .condition(Condition.READY)
        .filter(ready -> Reason.CreateRefused.name().equals(ready.reason()))
        .map(ready -> Outcome.progressing(Reason.CreateRefused, ready.message()));
  }
}
