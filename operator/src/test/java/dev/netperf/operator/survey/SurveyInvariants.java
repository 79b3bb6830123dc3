package dev.netperf.operator.survey;

import static dev.netperf.operator.simulation.Violation.require;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.KeepTests;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PlanSummary;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.survey.SimulatedRequests.Fence;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must never happen to a survey, held against what really happened. The numbers are those of
 * the second table in docs/simulation.md.
 */
final class SurveyInvariants {
  private static final int MOST_TESTS = 20;

  /** All events of a survey's life are told in fewer. */
  private static final int MOST_EVENTS = 400;

  private final SurveySimulation world;
  private final NodesOverTime nodes;
  private final SliceInvariants slices;
  private final EndInvariants end;
  private final StatusInvariants statuses;
  private int events;

  SurveyInvariants(SurveySimulation world) {
    this.world = world;
    nodes = new NodesOverTime(world.agenda);
    slices = new SliceInvariants(world, nodes);
    end = new EndInvariants(nodes, slices);
    statuses = new StatusInvariants(world, slices, end);
  }

  void nodesChange(Change change) {
    if (change.kind() == Kind.NODE) {
      nodes.changed(
          change.object().getMetadata().getName(), Optional.ofNullable((Node) change.after()));
    }
  }

  String state(String node) {
    return nodes.now(node).map(Reason::name).orElse("well");
  }

  void expectsRefusal() {
    end.expectsRefusal();
  }

  // ---- 1, 2: what slices say ----

  void sliceWritten(
      SimulatedOperator operator, Optional<NetPerfSurveySlice> before, NetPerfSurveySlice after) {
    slices.written(operator, before, after);
  }

  void slicesRead(SimulatedOperator operator) {
    slices.read(operator);
  }

  /** Of the run at hand none goes. */
  void slicesGo(NetPerfSurvey survey, Set<String> runs) {
    var run =
        world
            .store
            .survey()
            .filter(there -> there.getMetadata().getUid().equals(survey.getMetadata().getUid()))
            .map(there -> there.getStatus().run().id());
    require(1, run.filter(runs::contains).isEmpty(), "its own slices are deleted");
    require(
        1,
        run.isEmpty() || !slices.last(run.get()).isEmpty(),
        "what was measured is deleted, and nothing is there instead");
  }

  // ---- 3, 5, 6: what a status says ----

  void statusWritten(
      SimulatedOperator operator, Fence fence, NetPerfSurvey before, NetPerfSurvey after) {
    statuses.written(operator, fence, before, after);
  }

  // ---- 4: what is created ----

  void created(SimulatedOperator operator, Fence fence, NetPerfTest test) {
    var uid = test.getMetadata().getUid();
    world.truth.made(test, operator.former());
    if (operator.former()) {
      return; // what it knew was true when it asked
    }
    var child = world.truth.child(uid).orElseThrow();
    var status = fence.known().getStatus();
    require(4, fence.proved(), "%s without a fence", child);
    require(4, status.run().id().equals(child.run), "%s is of an old run", child);
    require(4, status.plan() != null, "%s before there is a plan", child);
    require(4, !status.finished(), "%s after the end", child);
    if (!slices.late()) { // else it knows of that when it writes a slice itself
      var entries = slices.of(child.run, child.pair);
      require(4, entries.stream().noneMatch(SurveyEntry::measured), "%s is measured", child);
      require(4, entries.size() == child.attempt - 1, "%s, but %s", child, entries);
    }
    require(4, child.attempt <= 2, "%s: tried too often", child);
    var spec = fence.known().getSpec();
    require(
        4, !slices.trafficReached(fence.known()), "%s, though limits.traffic is reached", child);
    var others =
        world
            .truth
            .underWay(child.survey)
            .filter(other -> !other.uid.equals(uid) && !other.late)
            .toList();
    require(
        4,
        others.size() < spec.concurrency().maxPairs(),
        "%s is one too many beside %s",
        child,
        others);
    for (var other : others) {
      require(
          4,
          Stream.of(child.client, child.server)
              .noneMatch(node -> node.equals(other.client) || node.equals(other.server)),
          "%s has a node of %s",
          child,
          other);
    }
  }

  // ---- 8: what is deleted ----

  void deletes(SimulatedOperator operator, NetPerfTest test) {
    var child = world.truth.child(test.getMetadata().getUid());
    require(8, child.isPresent(), "deletes what is no test of a survey");
    var survey = world.store.survey();
    if (operator.former()
        || survey.isEmpty()
        || survey.get().getStatus() == null
        || survey.get().isMarkedForDeletion()) {
      return;
    }
    var status = survey.get().getStatus();
    var old = !status.run().id().equals(child.get().run);
    var folded = slices.of(child.get().run, child.get().pair).size() >= child.get().attempt;
    var saw = operator.saw(child.get().name);
    var waited = saw.filter(SimulatedTests::waits).isPresent();
    var suspended = world.users.suspended() && saw.filter(SimulatedTests::idle).isPresent();
    require(
        8,
        old || status.finished() || folded || waited || suspended,
        "%s is deleted, and its values are in no slice",
        child.get());
  }

  void posted(Event event) {
    require(5, ++events < MOST_EVENTS, "a storm of events, the last one: %s", event.getNote());
  }

  // ---- 5, 7: the end ----

  boolean ended() {
    return world.store.survey().map(this::ended).orElse(true);
  }

  private boolean ended(NetPerfSurvey survey) {
    var status = survey.getStatus();
    var metadata = survey.getMetadata();
    return status != null
        && status.finished()
        && status.observedGeneration().equals(metadata.getGeneration())
        && asked(metadata.getUid(), status.run().generation())
            .equals(asked(metadata.getUid(), metadata.getGeneration()));
  }

  private String asked(String uid, long generation) {
    return world.users.asked(uid, generation);
  }

  String notEnded() {
    return world
        .store
        .survey()
        .map(NetPerfSurvey::getStatus)
        .map(status -> ready(status).reason() + ": " + ready(status).message())
        .orElse("no status");
  }

  int plannedPairs() {
    return world
        .store
        .survey()
        .map(NetPerfSurvey::getStatus)
        .map(NetPerfSurveyStatus::plan)
        .map(PlanSummary::pairs)
        .orElse(0);
  }

  /** A while after its end. */
  void atRest() {
    var children =
        world.store.tests().stream()
            .filter(test -> !test.getMetadata().getOwnerReferences().isEmpty())
            .toList();
    var survey = world.store.survey();
    if (survey.isEmpty()) {
      require(7, children.isEmpty(), "tests are left");
      require(7, world.store.slices().isEmpty(), "slices are left");
      return;
    }
    for (var child : children) {
      var status = child.getStatus();
      require(
          7, status != null && status.finished(), "not ended: %s", child.getMetadata().getName());
      require(
          7,
          !status.condition(Condition.READY).orElseThrow().status().equals("True"),
          "a good one is left: %s",
          child.getMetadata().getName());
    }
    var most = survey.get().getSpec().keepTests() == KeepTests.Never ? 0 : MOST_TESTS;
    require(7, children.size() <= most, "%d tests are left", children.size());
    slices.atRest(survey.get());
    if (survey.get().getStatus().plan() != null) {
      statuses.asInTheSlices(survey.get());
    }
  }

  static Condition ready(NetPerfSurveyStatus status) {
    return status.condition(Condition.READY).orElseThrow();
  }

  static List<String> nodes(SurveyEntry entry) {
    return List.of(entry.client(), entry.server());
  }
}
