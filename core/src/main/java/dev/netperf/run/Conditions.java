package dev.netperf.run;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.text.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions with the meaning that kstatus gives them: Reconciling and Stalled are present only
 * while True, Ready says how it ended. Complete and Failed are those of a Job.
 */
public final class Conditions {
  /** The time in the schema's default, which is no transition. */
  private static final String NEVER = Instant.EPOCH.toString();

  private Conditions() {}

  /**
   * The conditions of an outcome.
   *
   * @param outcome where a run stands
   * @param before the conditions until now, whose times stay where nothing changed
   * @param generation the generation that they speak of
   * @param now the time
   */
  public static List<Condition> of(
      Outcome outcome, List<Condition> before, Long generation, Instant now) {
    var writer = new Writer(before, generation, Times.seconds(now));
    var reason = outcome.reason();
    var message = outcome.message();
    writer.add(Condition.READY, ready(outcome), reason, message);
    switch (outcome.standing()) {
      case PROGRESSING -> writer.add(Condition.RECONCILING, "True", reason, message);
      case FAILED -> {
        writer.add(Condition.STALLED, "True", reason, message);
        writer.add(Condition.FAILED, "True", reason, message);
      }
      case SUCCEEDED -> writer.add(Condition.COMPLETE, "True", reason, message);
      case SUSPENDED -> {}
    }
    writer.add(Condition.FINISHED, outcome.finished() ? "True" : "False", reason, message);
    passed(outcome, writer);
    return writer.conditions;
  }

  private static void passed(Outcome outcome, Writer writer) {
    if (outcome.standing() == Outcome.Standing.SUCCEEDED) {
      if (outcome.judged()) {
        writer.add(Condition.PASSED, "True", Reason.ThresholdsMet, outcome.message());
      } else {
        writer.add(Condition.PASSED, "True", Reason.NoThresholds, "There are no thresholds");
      }
    } else {
      var status = outcome.judged() ? "False" : "Unknown";
      writer.add(Condition.PASSED, status, outcome.reason(), outcome.message());
    }
  }

  private static String ready(Outcome outcome) {
    return switch (outcome.standing()) {
      case PROGRESSING -> "Unknown";
      case SUSPENDED, FAILED -> "False";
      case SUCCEEDED -> "True";
    };
  }

  /** The same conditions for a generation that changed nothing of what they say. */
  public static List<Condition> observed(List<Condition> conditions, Long generation) {
    return conditions.stream()
        .map(
            c ->
                new Condition(
                    c.type(),
                    c.status(),
                    c.reason(),
                    c.message(),
                    c.lastTransitionTime(),
                    generation))
        .toList();
  }

  private record Writer(
      List<Condition> before, Long generation, String now, List<Condition> conditions) {
    Writer(List<Condition> before, Long generation, String now) {
      this(before, generation, now, new ArrayList<>());
    }

    void add(String type, String status, Reason reason, String message) {
      var since =
          before.stream()
              .filter(c -> c.type().equals(type))
              .findFirst()
              .filter(c -> c.status().equals(status) && !NEVER.equals(c.lastTransitionTime()))
              .map(Condition::lastTransitionTime)
              .orElse(now);
      conditions.add(new Condition(type, status, reason.name(), message, since, generation));
    }
  }
}
