package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do, in this order: write the plan and the entries into slices, write the status, delete
 * tests, create tests. Whatever is cut short is done by the next decision.
 *
 * @param plan the plan to write; empty: none is to be written
 * @param entries what to append to the slices
 * @param status the status to write; empty: none is to be written
 * @param delete tests to delete
 * @param create tests to create; the status is written before, even when it is unchanged: with its
 *     resource version it proves that the decision was not made on old news
 * @param absence whether it rests on something not being there, which a cache alone can't tell
 * @param lookAgain when to look again if nothing happens; empty: never
 */
public record SurveyDecision(
    Optional<SurveyPlan> plan,
    List<SurveyEntry> entries,
    Optional<NetPerfSurveyStatus> status,
    List<NetPerfTest> delete,
    List<NetPerfTest> create,
    boolean absence,
    Optional<Duration> lookAgain) {

  public SurveyDecision {
    entries = List.copyOf(entries);
    delete = List.copyOf(delete);
    create = List.copyOf(create);
  }

  /** Nothing is written, these tests go. */
  static SurveyDecision deleting(List<NetPerfTest> tests) {
    return new SurveyDecision(
        Optional.empty(), List.of(), Optional.empty(), tests, List.of(), false, Optional.empty());
  }

  /** The same, resting on what is not there. */
  SurveyDecision onAbsence() {
    return new SurveyDecision(plan, entries, status, delete, create, true, lookAgain);
  }

  /** Whether the status has to be written: it changed, or is the fence of a creation. */
  public boolean writes(SurveyObservation observation) {
    return status.isPresent() && !(create.isEmpty() && status.get().equals(observation.status()));
  }
}
