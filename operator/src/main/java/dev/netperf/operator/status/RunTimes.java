package dev.netperf.operator.status;

import dev.netperf.operator.api.v1alpha1.Run;
import java.time.Duration;
import java.time.Instant;

/** What the events in the life of a run change of its record. */
final class RunTimes {
  private RunTimes() {}

  /** With its nodes; after a suspension the deadline moves by the time that it lasted. */
  static Run admitted(Run run, Duration limit, Instant now) {
    var deadline =
        run.deadline() == null
            ? now.plus(limit)
            : Instant.parse(run.deadline())
                .plus(Duration.between(Instant.parse(run.suspendedTime()), now));
    return new Run(
        run.id(),
        run.generation(),
        run.startTime(),
        null,
        Times.seconds(now),
        null,
        Times.seconds(deadline),
        run.interruptions(),
        null);
  }

  static Run suspended(Run run, Instant now) {
    return new Run(
        run.id(),
        run.generation(),
        run.startTime(),
        null,
        null,
        Times.seconds(now),
        run.deadline(),
        run.interruptions(),
        null);
  }

  static Run ineligible(Run run, Instant now) {
    return withIneligibleTime(run, Times.seconds(now));
  }

  static Run eligible(Run run) {
    return withIneligibleTime(run, null);
  }

  static Run completed(Run run, Instant now) {
    return new Run(
        run.id(),
        run.generation(),
        run.startTime(),
        null,
        run.admissionTime(),
        run.suspendedTime(),
        run.deadline(),
        run.interruptions(),
        Times.seconds(now));
  }

  static Run interrupted(Run run) {
    return new Run(
        run.id(),
        run.generation(),
        run.startTime(),
        run.ineligibleTime(),
        run.admissionTime(),
        run.suspendedTime(),
        run.deadline(),
        run.interruptions() == null ? 1 : run.interruptions() + 1,
        run.completionTime());
  }

  private static Run withIneligibleTime(Run run, String time) {
    return new Run(
        run.id(),
        run.generation(),
        run.startTime(),
        time,
        run.admissionTime(),
        run.suspendedTime(),
        run.deadline(),
        run.interruptions(),
        run.completionTime());
  }
}
