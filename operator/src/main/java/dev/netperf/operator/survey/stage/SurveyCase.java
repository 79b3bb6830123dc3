package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.api.v1alpha1.survey.SurveyRun;
import dev.netperf.fleet.Entries;
import dev.netperf.fleet.PlannedPair;
import dev.netperf.text.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A survey with what follows from its observation at once.
 *
 * @param observation what it follows from
 * @param run the run at hand
 * @param plan its plan; empty: there is none yet, or it came when the run had ended
 * @param pairs the planned pairs; none before there is a plan
 * @param attempts how often each pair was tried or given up, by the slices
 * @param children the tests of this run
 * @param strangers the tests of earlier runs, and what else looks like one of its tests
 * @param fresh what became of pairs that the slices don't have yet; nothing once the run has ended
 * @param entries what became of pairs, the last word on each, in the order of their last words
 * @param due pairs that are to be tried, in their order
 */
record SurveyCase(
    SurveyObservation observation,
    SurveyRun run,
    Optional<SurveyPlan> plan,
    List<PlannedPair> pairs,
    Map<Integer, Integer> attempts,
    List<Child> children,
    List<NetPerfTest> strangers,
    List<SurveyEntry> fresh,
    List<SurveyEntry> entries,
    List<Due> due) {
  static SurveyCase of(SurveyObservation observation) {
    var run = SurveyRuns.current(observation.survey(), observation.now());
    var ended = run.completionTime() != null;
    var plan =
        ended && observation.status().plan() == null
            ? Optional.<SurveyPlan>empty()
            : observation.record().plan();
    if (plan.isPresent() && run.planTime() == null) {
      run = SurveyRuns.planned(run, Times.seconds(observation.now())); // its status was not written
    }
    var pairs = plan.map(PlannedPair::of).orElse(List.of());
    var attempts = observation.record().attempts();
    var id = run.id();
    var children = new ArrayList<Child>();
    var strangers = new ArrayList<NetPerfTest>();
    for (var test : observation.children()) {
      Child.of(test, id)
          .filter(child -> child.pair() < pairs.size())
          .filter(child -> child.attempt() <= attempts.getOrDefault(child.pair(), 0) + 1)
          .ifPresentOrElse(children::add, () -> strangers.add(test));
    }
    strangers.removeIf(test -> !Child.made(test));
    children.sort(Comparator.comparingInt(Child::attempt).thenComparingInt(Child::pair));
    var known =
        new SurveyCase(
            observation,
            run,
            plan,
            pairs,
            attempts,
            List.copyOf(children),
            List.copyOf(strangers),
            List.of(),
            List.of(),
            List.of());
    return known.following(ended ? List.of() : known.unrecorded());
  }

  /** What became of pairs that the slices don't have yet. */
  private List<SurveyEntry> unrecorded() {
    var fresh =
        children.stream()
            .filter(child -> child.finished() && !folded(child))
            .map(child -> child.entry(pairs.get(child.pair())));
    return Stream.concat(fresh, gone().stream()).map(this::withTriesBefore).toList();
  }

  /** The same, with what follows from what the slices have and from these. */
  private SurveyCase following(List<SurveyEntry> fresh) {
    var last = new LinkedHashMap<Integer, SurveyEntry>();
    var count = new HashMap<>(attempts);
    Stream.concat(observation.record().entries().stream(), fresh.stream())
        .forEach(
            entry -> {
              last.remove(entry.pair());
              last.put(entry.pair(), entry);
            });
    fresh.forEach(entry -> count.merge(entry.pair(), 1, Integer::sum));
    var entries = List.copyOf(last.values());
    var due = Due.of(pairs, entries, count, underWay());
    return new SurveyCase(
        observation, run, plan, pairs, attempts, children, strangers, fresh, entries, due);
  }

  /** What a pair's last word says of traffic is what all its tries moved. */
  private SurveyEntry withTriesBefore(SurveyEntry entry) {
    return observation.record().entries().stream()
        .filter(before -> before.pair().equals(entry.pair()) && before.bytes() != null)
        .reduce((first, last) -> last)
        .map(before -> entry.moving(before.bytes()))
        .orElse(entry);
  }

  /** The same, with what the slices have alone. */
  SurveyCase recorded() {
    return following(List.of());
  }

  private boolean folded(Child child) {
    return attempts.getOrDefault(child.pair(), 0) >= child.attempt();
  }

  /** What became of tests that were there and are no more, without a word of theirs. */
  private List<SurveyEntry> gone() {
    var launched = observation.record().launched();
    if (launched.isEmpty()) {
      return List.of();
    }
    var there =
        children.stream()
            .filter(child -> child.finished() || !child.going())
            .map(Child::name)
            .collect(Collectors.toSet());
    var gone = new ArrayList<SurveyEntry>();
    for (var pair : pairs) {
      int attempt = attempts.getOrDefault(pair.index(), 0) + 1;
      var name = Children.name(observation.survey(), run.id(), pair.index(), attempt);
      if (launched.contains(name) && !there.contains(name)) {
        gone.add(
            Entries.failed(
                pair,
                Reason.TestDeleted.name(),
                "Somebody deleted its test " + name + " before its values were taken over"));
      }
    }
    return gone;
  }

  /** The same with the run as it is from now on. */
  SurveyCase with(SurveyRun changed) {
    return new SurveyCase(
        observation, changed, plan, pairs, attempts, children, strangers, fresh, entries, due);
  }

  NetPerfSurveySpec spec() {
    return observation.survey().getSpec();
  }

  /** How long nodes that are wanted may be away: as long as a test would wait for some. */
  Duration patience() {
    return Duration.ofSeconds(spec().testTemplate().spec().placementDeadlineSeconds());
  }

  boolean finished() {
    return run.completionTime() != null;
  }

  /** Whether it rests on a test's absence. */
  boolean absence() {
    return fresh.stream().anyMatch(e -> Reason.TestDeleted.name().equals(e.failed()));
  }

  /** Tests that have not ended, and will. */
  List<Child> underWay() {
    return children.stream().filter(child -> !child.finished() && !child.going()).toList();
  }

  /** Tests that ended when the run had ended: nothing is taken over from them. */
  List<Child> late() {
    return finished()
        ? children.stream()
            .filter(child -> child.finished() && !child.going() && !folded(child))
            .toList()
        : List.of();
  }

  /** How many pairs are to be tried, or are under way. */
  int left() {
    return due.size() + underWay().size();
  }

  /**
   * Whether a test of its name is there yet, though it was deleted: somebody's finalizer keeps it.
   */
  boolean goes(Due due) {
    return children.stream()
        .anyMatch(
            child ->
                child.going()
                    && child.pair() == due.pair().index()
                    && child.attempt() == due.attempt());
  }

  /** Nodes of tests under way. */
  Set<String> occupied() {
    var nodes = new HashSet<String>();
    for (var child : underWay()) {
      nodes.add(pairs.get(child.pair()).client());
      nodes.add(pairs.get(child.pair()).server());
    }
    return nodes;
  }
}
