package dev.netperf.operator.survey;

import static dev.netperf.operator.simulation.Violation.require;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.fleet.PlannedPair;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.survey.SurveyTruth.Child;
import dev.netperf.operator.survey.SurveyTruth.Hand;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must never stand in a slice. */
final class SliceInvariants {
  private final SurveySimulation world;
  private final NodesOverTime nodes;
  private final Map<String, SurveyPlan> plans = new HashMap<>();

  /** How many entries of a run its leader has read, or appended. */
  private final Map<String, Integer> readTo = new HashMap<>();

  /** How many of them the status of a run that has ended must count. */
  private final Map<String, Integer> countedTo = new HashMap<>();

  private boolean late;

  SliceInvariants(SurveySimulation world, NodesOverTime nodes) {
    this.world = world;
    this.nodes = nodes;
  }

  /** Whether a former leader wrote a slice when its time was over. */
  boolean late() {
    return late;
  }

  /** The plan of a run, as it was written once. */
  SurveyPlan plan(String run) {
    return plans.get(run);
  }

  /** All that was said of a run's pair. */
  List<SurveyEntry> of(String run, int pair) {
    return entries(run).filter(entry -> entry.pair() == pair).toList();
  }

  /** The last word on each pair of a run, in the order of the last words. */
  List<SurveyEntry> last(String run) {
    return last(entries(run));
  }

  /**
   * The same of those that its status must count. What a former leader appended when the leader had
   * read for the last time is at the end, for nobody appends to what he has not read.
   */
  List<SurveyEntry> counted(String run) {
    return last(entries(run).limit(countedTo.getOrDefault(run, 0)));
  }

  /** Whether a former leader appended something that the run's status need not count yet. */
  boolean more(String run) {
    return entries(run).count() > countedTo.getOrDefault(run, 0);
  }

  /** The leader reads all slices. */
  void read(SimulatedOperator operator) {
    if (!operator.former()) {
      world.store.slices().forEach(slice -> knows(slice.getRun()));
    }
  }

  private void knows(String run) {
    readTo.put(run, (int) entries(run).count());
  }

  /** From now on the status of a run that has ended must count all that is known to this one. */
  void counts(SimulatedOperator operator, String run) {
    countedTo.put(
        run, operator.former() ? (int) entries(run).count() : readTo.getOrDefault(run, 0));
  }

  private static List<SurveyEntry> last(Stream<SurveyEntry> entries) {
    var last = new LinkedHashMap<Integer, SurveyEntry>();
    entries.forEach(
        entry -> {
          last.remove(entry.pair());
          last.put(entry.pair(), entry);
        });
    return List.copyOf(last.values());
  }

  /** Whether what was moved is as much as limits.traffic. */
  boolean trafficReached(NetPerfSurvey survey) {
    var limit = survey.getSpec().limits().traffic();
    long moved =
        last(survey.getStatus().run().id()).stream()
            .mapToLong(entry -> entry.bytes() == null ? 0 : entry.bytes())
            .sum();
    return limit != null && moved >= Quantity.getAmountInBytes(Quantity.parse(limit)).doubleValue();
  }

  private Stream<SurveyEntry> entries(String run) {
    return of(run).flatMap(slice -> slice.getEntries().stream());
  }

  private Stream<NetPerfSurveySlice> of(String run) {
    return world.store.slices().stream()
        .filter(slice -> slice.getRun().equals(run))
        .sorted(Comparator.comparing(slice -> slice.getMetadata().getName()));
  }

  void written(
      SimulatedOperator operator, Optional<NetPerfSurveySlice> before, NetPerfSurveySlice after) {
    if (world.store.survey().filter(survey -> OwnedObjects.owned(after, survey)).isEmpty()) {
      return; // the garbage collector comes for it, too
    }
    late |= operator.former();
    if (!operator.former()) {
      knows(after.getRun());
      counts(operator, after.getRun());
    }
    if (after.getPlan() != null) {
      var known = plans.put(after.getRun(), after.getPlan());
      require(1, known == null || operator.former(), "a second plan");
    }
    var known = before.map(NetPerfSurveySlice::getEntries).orElse(List.of());
    var is = after.getEntries();
    require(1, is.size() <= NetPerfSurveySlice.MOST_ENTRIES, "a slice of %d entries", is.size());
    require(
        1,
        is.size() >= known.size() && is.subList(0, known.size()).equals(known),
        "an entry is lost");
    for (var entry : is.subList(known.size(), is.size())) {
      isTrue(operator, after.getRun(), entry);
    }
  }

  private void isTrue(SimulatedOperator operator, String run, SurveyEntry entry) {
    var planned = PlannedPair.of(plans.get(run)).get(entry.pair());
    require(
        2,
        planned.client().equals(entry.client()) && planned.server().equals(entry.server()),
        "another pair: %s",
        entry);
    var all = of(run, entry.pair());
    require(1, all.size() <= 2, "too often: %s", all);
    require(
        1, all.stream().filter(SurveyEntry::measured).count() <= 1, "measured twice: %s", entry);
    require(1, !all.get(0).measured() || all.size() == 1, "measured, and more: %s", all);
    if (entry.measured()) {
      measured(run, entry);
    } else if (entry.failed() != null) {
      failed(run, entry);
    } else {
      skipped(operator, entry);
      waited(operator, run, entry);
    }
  }

  private void measured(String run, SurveyEntry entry) {
    var child = world.truth.measured(entry);
    require(2, child.isPresent(), "never measured so: %s", entry);
    require(
        2,
        child.get().run.equals(run)
            && child.get().pair == entry.pair()
            && child.get().complete()
            && SurveyInvariants.nodes(entry)
                .equals(List.of(child.get().client, child.get().server)),
        "measured by %s: %s",
        child.get(),
        entry);
  }

  @SuppressWarnings("ReferenceEquality") // one and the same entry, not one that says the same
  private void failed(String run, SurveyEntry entry) {
    var children = world.truth.of(run, entry.pair());
    if (entry.failed().equals(Reason.TestDeleted.name())) {
      var said =
          of(run, entry.pair()).stream()
              .filter(other -> other != entry && entry.failed().equals(other.failed()))
              .toList();
      var deleted = children.stream().filter(SliceInvariants::deletedByOthers).count();
      require(
          2,
          said.size() < deleted || said.contains(entry), // what failed before stays failed
          "nobody deleted its test: %s",
          entry);
    } else {
      require(
          2,
          children.stream().anyMatch(child -> entry.failed().equals(child.ended)),
          "it didn't fail so: %s",
          entry);
    }
  }

  private static boolean deletedByOthers(Child child) {
    return child
        .deletedBy
        .filter(hand -> hand == Hand.SOMEBODY || hand == Hand.FORMER_LEADER)
        .isPresent();
  }

  private void skipped(SimulatedOperator operator, SurveyEntry entry) {
    var reason = Optional.of(Reason.valueOf(entry.skipped()));
    require(
        2,
        SurveyInvariants.nodes(entry).stream()
            .anyMatch(node -> nodes.was(node, reason, operator.turnBegan())),
        "it could be measured: %s",
        entry);
  }

  /** It was waited for, as its status says; or a node said itself how long it had been away. */
  private void waited(SimulatedOperator operator, String run, SurveyEntry entry) {
    var survey = world.store.survey().orElseThrow();
    var patience = survey.getSpec().testTemplate().spec().placementDeadlineSeconds();
    var status = survey.getStatus();
    if (operator.former() || patience == 0 || !status.run().id().equals(run)) {
      return;
    }
    var noted = status.run().ineligibleTime();
    require(
        2,
        (noted != null && !world.agenda.now().isBefore(Instant.parse(noted).plusSeconds(patience)))
            || SurveyInvariants.nodes(entry).stream()
                .anyMatch(
                    node ->
                        nodes.was(node, Optional.of(Reason.NodeNotReady), operator.turnBegan())),
        "nobody waited for it, since %s: %s",
        noted,
        entry);
  }

  /** Of the runs before none stays once this one has entries. */
  void atRest(NetPerfSurvey survey) {
    var run = survey.getStatus().run().id();
    var others =
        world.store.slices().stream().filter(slice -> !slice.getRun().equals(run)).toList();
    require(
        7,
        late || others.isEmpty() || entries(run).findAny().isEmpty(),
        "%d slices of other runs are left",
        others.size());
  }
}
