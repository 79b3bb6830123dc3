package dev.netperf.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A check that can't fail is no check: each of these defects must be caught by some schedule. */
class PlantedBugsIT {
  private static final long SCHEDULES = 10_000;

  private static final List<PlantedBug> BUGS =
      List.of(
          // writing
          rare(
              71,
              "cluster/StatusWriter.java",
              "status.getMetadata().setResourceVersion(observed.getMetadata().getResourceVersion());",
              ""),
          bug(
              "cluster/Refusals.java",
              "JUDGED.test(text) ||",
              "JUDGED.test(text) || text.contains(\"exceeded quota\") ||"),
          bug("netperftest/Turn.java", "deletions.ask(decision.delete(), cluster);", ""),
          bug("netperftest/Turn.java", "written.isEmpty() && races.outrun(test)", "false"),
          bug(
              "runtime/Leadership.java",
              "nanoTime.getAsLong() - renewed.getAsLong() > validity.toNanos()",
              "nanoTime.getAsLong() < renewed.getAsLong()"),
          bug(
              "netperftest/Turn.java",
              "decision.failing() ? PastCaches.decide(observation, cluster, Decider::decide) : decision",
              "decision"),
          // the ledger
          bug(
              "placement/Ledger.java",
              "noteChange(queue.remove(uid));\n    noteChange(claims.remove(uid) != null);",
              "noteChange(queue.remove(uid));"),
          rare(
              752,
              "placement/Claims.java",
              "held.forEach(h -> blockers.putIfAbsent(h.node(), h.holder()));",
              ""),
          rare(
              843,
              "netperftest/LedgerRecovery.java",
              "all.stream().filter(LedgerRecovery::admitted).forEach(this::reserve);",
              ""),
          bug(
              "stage/Decisions.java",
              "var holds = state.admitted() && !outcome.finished();",
              "var holds = state.admitted() && !outcome.finished() && !create.isEmpty();"),
          // turns
          bug(
              "stage/Cleanup.java",
              "return !ProbeService.ofRun(service, situation.state().run().id()) || idle(situation);",
              "return false;"),
          rare(
              260,
              "cluster/Deletions.java",
              "cluster.delete(object);\n        asked.add(uid);",
              "asked.add(uid);\n        cluster.delete(object);"),
          bug(
              "observe/ProbePodSource.java",
              "pod.holdsNode(now) && !",
              "!pod.pod().isMarkedForDeletion() && !"),
          rare(
              251,
              "probe/ProbeMetadata.java",
              "Labels.ATTEMPT, Integer.toString(attempt.number())",
              "Labels.ATTEMPT, \"0\""),
          bug("observe/ProbePodSource.java", "return pod.is(Role.CLIENT)\n", "return false\n"),
          bug("placement/Slots.java", "if (!other.equals(uid) && recent(slot)) {", "if (false) {"),
          rare(
              7307,
              "stage/Decisions.java",
              "situation.client().isPresent() ? SlotUse.Kind.KEPT",
              "situation.anyClientRuns() ? SlotUse.Kind.KEPT"),
          bug("placement/Turns.java", "Math.max(0, limit - measuring.size())", "0"),
          // other nodes
          rare(
              447,
              "stage/Elsewhere.java",
              "situation.state().samples().isEmpty()\n        && picked",
              "picked"),
          // runs
          bug("stage/SameRun.java", ": seen ||", ": true ||"),
          bug(
              "stage/SameRun.java",
              "if (status.run() == null) {",
              "if (status.run() == null || status.run().completionTime() == null) {"),
          bug("plan/RunId.java", "Set.of(\n          \"suspend\",", "Set.of("),
          bug(
              "plan/RunId.java",
              "Set.of(\n          \"suspend\",",
              "Set.of(\"rerun\", \"suspend\","),
          bug("stage/Finished.java", "if (!situation.finished()) {", "if (true) {"),
          bug("stage/Finished.java", "Cleanup.of(situation)", "List.of()"),
          bug(
              "run/StatusFactory.java",
              "return status.with(generation,",
              "return status.with(status.observedGeneration(),"),
          bug(
              "run/StatusFactory.java",
              "generation,\n        state.run(),",
              "state.run().generation(),\n        state.run(),"),
          // samples
          bug("stage/Harvest.java", "client.ended()\n", "client.ended() && client.deleting()\n"),
          bug("stage/Harvest.java", "planned.index(),\n", "planned.index() + 1,\n"),
          bug(
              "stage/Harvest.java",
              "planned.path().name(),",
              "dev.netperf.api.v1alpha1.Path.PodToPod.name(),"),
          bug(
              "stage/Cleanup.java",
              "if (!pod.ofRun(situation.state().run().id())) {\n      return true;",
              "if (!pod.ofRun(situation.state().run().id())) {\n      return false;"),
          bug("stage/Cleanup.java", "|| !retained(situation, pod)", ""),
          bug("stage/Cleanup.java", ".id()) || idle(situation);", ".id());"),
          bug("stage/Decisions.java", "Cleanup.of(situation),", "List.of(),"),
          rare(179, "stage/Sampling.java", "if (situation.anyClientRuns()) {", "if (false) {"),
          rare(
              73,
              "stage/Situation.java",
              "return new Attempt(state.taken(), state.interruptions());",
              "return new Attempt(state.taken(), 0);"),
          bug(
              "stage/Situation.java",
              "return pods().stream()\n        .filter(p -> p.is(Role.CLIENT) && p.attempt().equals(attempt))",
              "return observation.pods().stream()\n        .filter(p -> p.is(Role.CLIENT) && p.attempt().equals(attempt))"),
          bug(
              "run/RunState.java",
              "return (int) samples.stream().filter(Parting::stands).count();",
              "return samples.size();"),
          bug(
              "run/RunState.java",
              "Stream.concat(samples.stream(), Stream.of(sample)).toList()",
              "List.of(sample)"),
          rare(1652, "api/v1alpha1/Run.java", "interruptions == null ? 1 : interruptions + 1", "1"),
          // what admission makes of pods
          bug(
              "stage/PodFaults.java",
              "return Admitted.change(pod)",
              "return Optional.<String>empty()"),
          rare(
              392,
              "cluster/OwnedObjects.java",
              "if (!labelled(made, object) || !owned(made, owner)) {",
              "if (false) {"),
          // the end
          bug(
              "stage/Conclusion.java",
              "if (situation.sample().isPresent()) {",
              "if (situation.state().taken() < situation.plan().samples().size() - 1) {"),
          rare(251, "stage/GivenUp.java", "if (!holds(situation)) {", "if (true) {"),
          rare(98, "stage/Deadline.java", "situation.now().isBefore(deadline.get())", "true"),
          bug(
              "run/Conditions.java",
              "case SUSPENDED, FAILED -> \"False\";",
              "case SUSPENDED, FAILED -> \"True\";"),
          bug("run/Conditions.java", "outcome.finished() ? \"True\" : \"False\"", "\"True\""));

  private static PlantedBug bug(String file, String original, String planted) {
    return rare(1, file, original, planted);
  }

  private static PlantedBug rare(long hint, String file, String original, String planted) {
    return new PlantedBug(Schedules.class, file, original, planted, hint);
  }

  @Test
  void everyPlantedBugIsCaught() {
    // When schedules are played against an operator with one of the defects
    var missed = PlantedBug.missed(BUGS, SCHEDULES);

    // Then one of them breaks an invariant
    assertThat(missed).isEmpty();
  }
}
