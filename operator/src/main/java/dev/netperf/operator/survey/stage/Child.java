package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.fleet.Entries;
import dev.netperf.fleet.PlannedPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A test of a survey's run.
 *
 * @param test the test
 * @param pair its pair's place in the plan
 * @param attempt 1, or 2 when the pair is tried once more
 */
record Child(NetPerfTest test, int pair, int attempt) {
  private static final Pattern LABEL = Pattern.compile("([0-9]{1,6})(?:-([0-9]))?");

  /** How a test of this run says what it is of; empty: it is of no such run. */
  static Optional<Child> of(NetPerfTest test, String run) {
    var labels = test.getMetadata().getLabels();
    if (!made(test) || !run.equals(labels.get(SurveyLabels.RUN))) {
      return Optional.empty();
    }
    var label = LABEL.matcher(labels.getOrDefault(SurveyLabels.PAIR, ""));
    return label.matches()
        ? Optional.of(
            new Child(
                test,
                Integer.parseInt(label.group(1)),
                label.group(2) == null ? 1 : Integer.parseInt(label.group(2))))
        : Optional.empty();
  }

  /** Whether it has the name of the run and pair that it says it is of; else no survey made it. */
  static boolean made(NetPerfTest test) {
    return Children.name(test).filter(test.getMetadata().getName()::equals).isPresent();
  }

  boolean finished() {
    return status().finished();
  }

  /** Whether it has its nodes, or had them and measured something. */
  boolean begun() {
    var run = status().run();
    return run != null && (run.admissionTime() != null || !status().samples().isEmpty());
  }

  /** Whether it waits for nodes that others have. */
  boolean waits() {
    return status()
        .condition(Condition.READY)
        .filter(ready -> Reason.NodesBusy.name().equals(ready.reason()))
        .isPresent();
  }

  /** The same, for so long already. */
  boolean waitsSince(Duration patience, Instant now) {
    return waits() && !Instant.parse(status().run().startTime()).plus(patience).isAfter(now);
  }

  boolean going() {
    return test.isMarkedForDeletion();
  }

  boolean succeeded() {
    return status().succeeded();
  }

  /** When it ended. */
  String completed() {
    return status().run().completionTime();
  }

  String name() {
    return test.getMetadata().getName();
  }

  /** What became of its pair. */
  SurveyEntry entry(PlannedPair planned) {
    return succeeded()
        ? Entries.measured(planned, test)
        : Entries.failed(planned, ready().reason(), ready().message(), test);
  }

  private Condition ready() {
    return status().condition(Condition.READY).orElseThrow();
  }

  private NetPerfTestStatus status() {
    return Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE);
  }
}
