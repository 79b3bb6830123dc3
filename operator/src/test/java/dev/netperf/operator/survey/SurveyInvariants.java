package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.GroupVerdict;
import dev.netperf.api.v1alpha1.survey.KeepTests;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PastSurvey;
import dev.netperf.api.v1alpha1.survey.PlanSummary;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.fleet.SurveyFigures;
import dev.netperf.operator.simulation.Violation;
import dev.netperf.operator.survey.SimulatedRequests.Fence;
import dev.netperf.operator.survey.SimulatedStore.Change;
import dev.netperf.operator.survey.SimulatedStore.Kind;
import dev.netperf.operator.survey.SurveyTruth.Child;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must never happen to a survey, held against what really happened. The numbers are those of
 * the second table in docs/simulation.md.
 */
final class SurveyInvariants {
  private static final int MOST_HISTORY = 10;
  private static final int MOST_BYTES = 128 * 1024;
  private static final int MOST_TESTS = 20;

  /** All events of a survey's life are told in fewer. */
  private static final int MOST_EVENTS = 400;

  private final SurveySimulation world;
  private final NodesOverTime nodes;
  private final SliceInvariants slices;
  private boolean refusalExpected;
  private int events;

  SurveyInvariants(SurveySimulation world) {
    this.world = world;
    nodes = new NodesOverTime(world.agenda);
    slices = new SliceInvariants(world, nodes);
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
    refusalExpected = true;
  }

  // ---- 1, 2: what slices say ----

  void sliceWritten(
      SimulatedOperator operator, Optional<NetPerfSurveySlice> before, NetPerfSurveySlice after) {
    slices.written(operator, before, after);
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

  // ---- 3, 5, 6: what a status may say ----

  void statusWritten(
      SimulatedOperator operator, Fence fence, NetPerfSurvey before, NetPerfSurvey after) {
    var known = fence.known();
    require(
        6,
        known.getMetadata().getUid().equals(before.getMetadata().getUid())
            && known.getMetadata().getGeneration().equals(before.getMetadata().getGeneration())
            && Objects.equals(known.getStatus(), before.getStatus()),
        "written over news");
    var was = Optional.ofNullable(before.getStatus()).orElse(NetPerfSurveyStatus.NONE);
    var is = after.getStatus();
    var sameRun = was.run() != null && was.run().id().equals(is.run().id());
    if (sameRun) {
      sameRun(after, was, is);
    } else {
      newRun(after, was, is);
    }
    history(was, is, sameRun);
    promises(operator, after);
    counts(operator, after);
    if (is.finished() && !(sameRun && was.finished())) {
      ends(operator, after);
    }
  }

  private void sameRun(NetPerfSurvey survey, NetPerfSurveyStatus was, NetPerfSurveyStatus is) {
    if (was.plan() != null) {
      require(6, is.plan() != null, "the plan is lost");
      require(6, samePlan(was.plan(), is.plan()), "another plan: %s, %s", was.plan(), is.plan());
      require(
          6, Objects.equals(was.run().planTime(), is.run().planTime()), "planned at another time");
    }
    if (was.run().deadline() != null && is.run().deadline() != null) {
      deadline(survey, was, is);
    }
    if (was.finished()) {
      require(
          6,
          is.equals(was) || survey.getMetadata().getGeneration() > was.observedGeneration(),
          "a finished run is written anew");
      require(6, is.run().equals(was.run()), "a finished run has changed: %s", is.run());
      require(
          6,
          Objects.equals(is.progress(), was.progress())
              && is.failures().equals(was.failures())
              && Objects.equals(is.traffic(), was.traffic())
              && is.unmeasured().equals(was.unmeasured()),
          "a finished run's figures have changed: %s, %s",
          was.progress(),
          is.progress());
    }
  }

  /** It stays, but a changed spec may give more time, or set a limit that is lower. */
  private static void deadline(
      NetPerfSurvey survey, NetPerfSurveyStatus was, NetPerfSurveyStatus is) {
    var before = Instant.parse(was.run().deadline());
    var after = Instant.parse(is.run().deadline());
    var limited = survey.getSpec().limits().activeDeadlineSeconds() != null;
    var changed = !is.observedGeneration().equals(was.observedGeneration());
    require(
        5,
        after.equals(before) || (changed && (limited || after.isAfter(before))),
        "another deadline: %s, before %s",
        after,
        before);
  }

  private static boolean samePlan(PlanSummary one, PlanSummary other) {
    return one.slice().equals(other.slice())
        && one.nodes().equals(other.nodes())
        && one.pairs().equals(other.pairs())
        && one.groups().equals(other.groups());
  }

  private void newRun(NetPerfSurvey survey, NetPerfSurveyStatus was, NetPerfSurveyStatus is) {
    world.truth.began(is.run().id());
    if (was.run() != null) {
      var uid = survey.getMetadata().getUid();
      require(
          6,
          !asked(uid, was.run().generation()).equals(asked(uid, is.run().generation())),
          "a new run without a cause");
    }
  }

  private void history(NetPerfSurveyStatus was, NetPerfSurveyStatus is, boolean sameRun) {
    var expected =
        sameRun || was.run() == null || was.plan() == null
            ? was.history().stream().map(PastSurvey::id).toList()
            : Stream.concat(Stream.of(was.run().id()), was.history().stream().map(PastSurvey::id))
                .limit(MOST_HISTORY)
                .toList();
    require(
        6,
        is.history().stream().map(PastSurvey::id).toList().equals(expected),
        "the history is lost: %s",
        is.history());
    if (!sameRun && !expected.isEmpty() && was.plan() != null) {
      require(
          6,
          is.history().get(0).measured().equals(was.progress().measured()),
          "another past: %s",
          is.history().get(0));
    }
  }

  private void promises(SimulatedOperator operator, NetPerfSurvey survey) {
    var status = survey.getStatus();
    var run = status.run();
    var ready = ready(status);
    require(
        6,
        status.observedGeneration().equals(survey.getMetadata().getGeneration()),
        "it speaks of generation %s",
        status.observedGeneration());
    require(
        6,
        status.conditions().stream()
            .allMatch(c -> status.observedGeneration().equals(c.observedGeneration())),
        "conditions of another generation");
    require(6, finished(status) == status.finished(), "Finished, or not: %s", ready);
    require(
        6,
        !ready.status().equals("True")
            || (status.finished() && ready.reason().equals(Reason.Complete.name())),
        "Ready too early: %s",
        ready);
    judged(survey);
    if (status.plan() != null) {
      require(6, run.planTime() != null, "when was it planned?");
      var waits = ready.message().startsWith("Suspended") || ready.reason().equals("Planning");
      require(
          5, waits || status.finished() || run.deadline() != null, "without a deadline: %s", run);
    }
    require(
        5,
        run.deadline() == null
            || status.finished()
            || ready.reason().equals("Suspended")
            || at(operator.decided()).isBefore(Instant.parse(run.deadline())),
        "it goes on after its deadline %s",
        run.deadline());
    int size = SimulatedApi.size(survey);
    require(6, size < MOST_BYTES, "a status of %d bytes", size);
  }

  /** What thresholds came to, and what follows from it. */
  private static void judged(NetPerfSurvey survey) {
    var status = survey.getStatus();
    var outcomes = status.verdicts().stream().map(GroupVerdict::outcome).toList();
    require(6, status.finished() || outcomes.isEmpty(), "judged too early: %s", outcomes);
    var asked = !survey.getSpec().require().thresholds().isEmpty();
    require(6, asked || outcomes.isEmpty(), "judged, though nothing is asked: %s", outcomes);
    var breached = outcomes.contains("Breached");
    var open = outcomes.contains("Inconclusive");
    var ready = ready(status);
    switch (Reason.valueOf(ready.reason())) {
      case Complete ->
          require(6, !breached && !open && asked != outcomes.isEmpty(), "passed with %s", outcomes);
      case ThresholdBreached -> require(6, breached, "breached with %s", outcomes);
      case Inconclusive -> require(6, open && !breached, "inconclusive with %s", outcomes);
      default -> {}
    }
  }

  private static boolean finished(NetPerfSurveyStatus status) {
    return status.condition(Condition.FINISHED).orElseThrow().status().equals("True");
  }

  private Instant at(long millis) {
    return world.agenda.now().minusMillis(world.agenda.millis() - millis);
  }

  private void counts(SimulatedOperator operator, NetPerfSurvey survey) {
    var status = survey.getStatus();
    if (status.plan() == null) {
      return;
    }
    var progress = status.progress();
    int planned = status.plan().pairs();
    require(
        6,
        progress.measured() + progress.failed() + progress.skipped() <= planned,
        "more than all: %s",
        progress);
    var complete = new HashSet<Integer>();
    world.truth.of(status.run().id()).stream()
        .filter(Child::complete)
        .forEach(child -> complete.add(child.pair));
    require(6, progress.measured() <= complete.size(), "never measured: %s", progress);
    if (status.finished() && !operator.former()) {
      asInTheSlices(survey);
    }
  }

  /** Progress counted anew, groups computed anew. */
  private void asInTheSlices(NetPerfSurvey survey) {
    var status = survey.getStatus();
    var last = slices.last(status.run().id());
    int planned = status.plan().pairs();
    long measured = last.stream().filter(SurveyEntry::measured).count();
    long failed = last.stream().filter(e -> e.failed() != null).count();
    var progress = status.progress();
    require(
        6,
        progress.measured() == measured
            && progress.failed() == failed
            && progress.skipped() == planned - measured - failed
            && progress.summary().equals(measured + "/" + planned),
        "not as in the slices, %d measured, %d failed: %s",
        measured,
        failed,
        progress);
    var plan = slices.plan(status.run().id());
    var figures = SurveyFigures.of(plan, last, survey.getSpec(), true);
    require(6, figures.groups().equals(status.groups()), "groups not as in the slices");
    require(6, figures.verdicts().equals(status.verdicts()), "verdicts not as in the slices");
    require(6, figures.failures().equals(status.failures()), "failures not as in the slices");
    require(6, Objects.equals(figures.traffic(), status.traffic()), "traffic not as in the slices");
  }

  private void ends(SimulatedOperator operator, NetPerfSurvey survey) {
    var status = survey.getStatus();
    var ready = ready(status);
    var reason = Reason.valueOf(ready.reason());
    var overdue =
        status.run().deadline() != null
            && !at(operator.decided()).isBefore(Instant.parse(status.run().deadline()));
    switch (reason) {
      case Complete, ThresholdBreached, Inconclusive, Incomplete -> {
        if (ready.message().contains(" until the deadline")) {
          require(3, overdue, "there is time left: %s", ready);
        } else if (ready.message().contains(" until limits.traffic")) {
          require(3, trafficReached(survey), "there is traffic left: %s", ready);
        } else {
          byItself(status);
        }
      }
      case DeadlineExceeded -> require(3, overdue, "there is time left: %s", ready);
      case TrafficLimit -> require(3, trafficReached(survey), "there is traffic left: %s", ready);
      case CreateRefused -> require(3, refusalExpected, "nothing is refused for good: %s", ready);
      case TooFewNodes, NodeNotFound ->
          require(3, scarce(operator, ready), "there are nodes: %s", ready);
      default -> alike(status, reason);
    }
  }

  private boolean scarce(SimulatedOperator operator, Condition ready) {
    return ready.message().contains("No group has two nodes")
        || nodes.fewer(2, operator.turnBegan())
        || nodes.was("node-1", Optional.of(Reason.NodeNotFound), operator.turnBegan())
        || nodes.was("node-1", Optional.of(Reason.NodeNotReady), operator.turnBegan())
        || nodes.was("node-1", Optional.of(Reason.NoEligibleNodes), operator.turnBegan());
  }

  private boolean trafficReached(NetPerfSurvey survey) {
    var limit = survey.getSpec().limits().traffic();
    long moved =
        slices.last(survey.getStatus().run().id()).stream()
            .mapToLong(entry -> entry.bytes() == null ? 0 : entry.bytes())
            .sum();
    return limit != null && moved >= Quantity.getAmountInBytes(Quantity.parse(limit)).doubleValue();
  }

  /** Nothing was left to do. */
  private void byItself(NetPerfSurveyStatus status) {
    var run = status.run().id();
    var last = slices.last(run);
    require(
        3,
        last.size() == status.plan().pairs(),
        "pairs without a word: %d of %d",
        last.size(),
        status.plan().pairs());
    for (var entry : last) {
      require(
          3,
          entry.failed() == null || slices.of(run, entry.pair()).size() == 2,
          "not tried once more: %s",
          entry);
    }
  }

  /** The last three pairs failed so, and none was measured. */
  private void alike(NetPerfSurveyStatus status, Reason reason) {
    var last = slices.last(status.run().id());
    require(
        3,
        last.size() >= 3
            && last.stream().noneMatch(SurveyEntry::measured)
            && last.subList(last.size() - 3, last.size()).stream()
                .allMatch(entry -> reason.name().equals(entry.failed())),
        "given up for %s",
        reason);
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
    require(4, !trafficReached(fence.known()), "%s, though limits.traffic is reached", child);
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
    var waited =
        operator
            .caches()
            .get(Kind.TEST, child.get().name)
            .filter(seen -> SimulatedTests.waits((NetPerfTest) seen))
            .isPresent();
    var suspended =
        world.users.suspended()
            && operator
                .caches()
                .get(Kind.TEST, child.get().name)
                .filter(seen -> SimulatedTests.idle((NetPerfTest) seen))
                .isPresent();
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
      asInTheSlices(survey.get());
    }
  }

  private static Condition ready(NetPerfSurveyStatus status) {
    return status.condition(Condition.READY).orElseThrow();
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library of ours
  static void require(int invariant, boolean holds, String what, Object... details) {
    if (!holds) {
      throw new Violation(invariant, what.formatted(details));
    }
  }

  static List<String> nodes(SurveyEntry entry) {
    return List.of(entry.client(), entry.server());
  }
}
