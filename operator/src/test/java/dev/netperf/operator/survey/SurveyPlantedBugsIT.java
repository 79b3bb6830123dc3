package dev.netperf.operator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.simulation.PlantedBug;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check that can't fail is no check: each of these defects must be caught by some schedule. */
class SurveyPlantedBugsIT {
  private static final long SCHEDULES = 10_000;

  private static final List<PlantedBug> BUGS =
      List.of(
          // the order of deeds
          bug(
              "survey/SurveyTurn.java",
              "decision = recorded(decision, observation);",
              "delete(decision, observation);\n"
                  + "      decision = recorded(decision, observation);"),
          rare(
              66,
              "survey/SurveyTurn.java",
              "if (written.isEmpty()) {\n        return Optional.of(races.lost(observed));\n"
                  + "      }\n      observed = written.get();",
              "observed = written.orElse(observed);"),
          bug(
              "survey/stage/SurveyDecision.java",
              "!(create.isEmpty() && status.get().equals(observation.status()))",
              "!status.get().equals(observation.status())"),
          bug(
              "cluster/StatusWriter.java",
              "status.getMetadata().setResourceVersion(observed.getMetadata().getResourceVersion());",
              ""),
          // what is not in a cache
          rare(
              102,
              "survey/SurveyTurn.java",
              "if (!decision.absence() && !doubtful) {",
              "if (!doubtful) {"),
          rare(102, "survey/stage/Planner.java", ".onAbsence()", ""),
          rare(
              6017,
              "survey/NewSurveys.java",
              "if (arrivals.replaced(survey, before)) {",
              "if (false) {"),
          // slices
          bug("survey/Journal.java", "book -> book.trusted = false", "book -> {}"),
          bug(
              "survey/Journal.java",
              "Stream.concat(there.stream(), some.stream())",
              "Stream.of(there, some, some).flatMap(List::stream)"),
          bug("survey/Journal.java", "book.slices > 0 && !book.others", "!book.others"),
          bug(
              "survey/SurveyTurn.java",
              "decision.status().isPresent() && journal.outdated(uid(survey))",
              "false"),
          bug(
              "survey/stage/Ending.java",
              "survey.fresh(),\n        Optional.of(",
              "List.of(),\n        Optional.of("),
          bug("survey/stage/Folding.java", "&& !again;", ";"),
          bug(
              "survey/stage/Folding.java",
              "folded.getOrDefault(child.pair(), 0) >= child.attempt()",
              "folded.getOrDefault(child.pair(), 1) >= child.attempt()"),
          bug(
              "survey/stage/SurveyCase.java",
              "return attempts.getOrDefault(child.pair(), 0) >= child.attempt();",
              "return attempts.getOrDefault(child.pair(), 0) > child.attempt();"),
          bug("fleet/Entries.java", "byRepetition[counted.repetition() - 1]", "byRepetition[0]"),
          // who deleted a test
          rare(
              26,
              "survey/Journal.java",
              "tests.stream().map(Journal::name).forEach(book.launched::remove);",
              ""),
          rare(
              843,
              "survey/Journal.java",
              "tests.forEach(test -> book.leaving.add(test.getMetadata().getUid()));",
              ""),
          bug(
              "survey/stage/SurveyCase.java",
              "launched.contains(name) && !there.contains(name)",
              "!there.contains(name)"),
          // which pairs are next
          bug("survey/stage/Due.java", "MOST_ATTEMPTS = 2", "MOST_ATTEMPTS = 1"),
          bug("survey/stage/Due.java", "MOST_ATTEMPTS = 2", "MOST_ATTEMPTS = 3"),
          bug("survey/stage/Launch.java", "chosen.size() < room", "chosen.size() <= room"),
          bug("survey/stage/Launch.java", "taken.contains(node) ||", ""),
          bug("survey/stage/Launch.java", "affordable - underWay", "affordable"),
          rare(
              44,
              "survey/stage/SurveyNodesNow.java",
              "Reason.NodeNotReady,",
              "Reason.NodeNotFound,"),
          bug("survey/stage/Blocked.java", ".plus(survey.patience())", ""),
          bug("survey/stage/SurveyDecider.java", ".filter(child -> !child.begun())", ""),
          // the end
          bug(
              "survey/stage/Deadline.java",
              "if (run.deadline() != null && !changed(survey)) {\n      return survey;\n    }",
              ""),
          bug("survey/stage/Deadline.java", "before != null && deadline", "false && deadline"),
          bug("survey/stage/Ending.java", "return deadline != null && !", "return false && !"),
          bug("survey/stage/Ending.java", "return trafficLeft(survey) <= 0", "return false"),
          rare(451, "survey/stage/Ending.java", "return reasons.size() > 1 ||", "return"),
          bug("survey/stage/SurveyDecider.java", "Ending.leftovers(survey)", "List.of()"),
          bug("survey/stage/Folding.java", ".filter(child -> !child.succeeded())", ""),
          // the status
          bug(
              "survey/stage/SurveyCase.java",
              "plan.isPresent() && run.planTime() == null",
              "false"),
          bug(
              "survey/stage/SurveyStatuses.java",
              "PastSurveys.of(before, run)",
              "before.history()"),
          bug("survey/stage/SurveyStatuses.java", "+ (ended ? left : 0)", ""),
          bug("fleet/SurveyRunId.java", "Set.of(\"suspend\", \"limits\"", "Set.of(\"limits\""),
          bug(
              "survey/stage/SurveyRuns.java",
              "&& status.observedGeneration().equals(survey.getMetadata().getGeneration())",
              ""));

  private static PlantedBug bug(String file, String original, String planted) {
    return rare(1, file, original, planted);
  }

  private static PlantedBug rare(long hint, String file, String original, String planted) {
    return new PlantedBug(SurveySchedules.class, file, original, planted, hint);
  }

  @Test
  void everyPlantedBugIsCaught() {
    // When schedules are played against an operator with one of the defects
    var missed = PlantedBug.missed(BUGS, SCHEDULES);

    // Then one of them breaks an invariant
    assertThat(missed).isEmpty();
  }
}
