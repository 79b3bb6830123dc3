package dev.netperf.operator.survey;

import static dev.netperf.operator.simulation.Violation.require;
import static dev.netperf.operator.survey.SurveyInvariants.ready;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.GroupVerdict;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PastSurvey;
import dev.netperf.api.v1alpha1.survey.PlanSummary;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.fleet.SurveyFigures;
import dev.netperf.operator.survey.SimulatedRequests.Fence;
import dev.netperf.operator.survey.SurveyTruth.Child;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold of a status, and of one after another. */
final class StatusInvariants {
  private static final int MOST_HISTORY = 10;
  private static final int MOST_BYTES = 128 * 1024;

  private final SurveySimulation world;
  private final SliceInvariants slices;
  private final EndInvariants end;

  StatusInvariants(SurveySimulation world, SliceInvariants slices, EndInvariants end) {
    this.world = world;
    this.slices = slices;
    this.end = end;
  }

  void written(SimulatedOperator operator, Fence fence, NetPerfSurvey before, NetPerfSurvey after) {
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
      end.comes(operator, after);
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
          sameFigures(was, is) || slices.more(is.run().id()), // then it counts them now
          "a finished run's figures have changed: %s, %s",
          was.progress(),
          is.progress());
    }
  }

  private static boolean sameFigures(NetPerfSurveyStatus was, NetPerfSurveyStatus is) {
    return Objects.equals(is.progress(), was.progress())
        && is.failures().equals(was.failures())
        && Objects.equals(is.traffic(), was.traffic())
        && is.unmeasured().equals(was.unmeasured());
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
          !world
              .users
              .asked(uid, was.run().generation())
              .equals(world.users.asked(uid, is.run().generation())),
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
            || operator.decided().isBefore(Instant.parse(run.deadline())),
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
    if (status.finished()) {
      slices.counts(operator, status.run().id());
      if (!operator.former()) {
        asInTheSlices(survey);
      }
    }
  }

  /** Progress counted anew, groups computed anew: from what the slices had when it was written. */
  void asInTheSlices(NetPerfSurvey survey) {
    var status = survey.getStatus();
    var last = slices.counted(status.run().id());
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
}
