package dev.netperf.operator.metrics;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What happened to runs since the process started, counted from one written status to the next: a
 * decision whose write was refused counts nothing. All series that can be are there from the start,
 * at zero, so that the first increase is seen.
 */
public final class RunMetrics {
  private static final Duration[] SECONDS_TO_HOURS =
      seconds(1, 2, 5, 10, 30, 60, 300, 900, 3600, 14_400);
  private static final Duration[] FRACTIONS_TO_SECONDS = seconds(0.5, 1, 1.5, 2, 3, 5, 10, 30);
  private static final Duration[] MILLISECONDS_TO_SECONDS =
      seconds(0.005, 0.02, 0.05, 0.1, 0.25, 1, 5, 15);

  private static final String OTHER = "Other";
  private final MeterRegistry registry;
  private final Timer queueWait;
  private final Timer sampleOverhead;

  /** Metrics in this registry. */
  public RunMetrics(MeterRegistry registry) {
    this.registry = registry;
    queueWait =
        timer(
            "netperf.queue.wait",
            "From the start of a run to its first admission: how long it waited for its nodes",
            SECONDS_TO_HOURS);
    sampleOverhead =
        timer(
            "netperf.sample.overhead",
            "From the end of a sample to the start of the next one, beyond spec.pauseSeconds",
            FRACTIONS_TO_SECONDS);
    Arrays.stream(Path.values()).map(Path::name).forEach(this::samples);
    Arrays.stream(Reason.values()).forEach(this::startAtZero);
  }

  private void startAtZero(Reason reason) {
    if (reason.kind() == Reason.Kind.TRANSIENT) {
      failedAttempts(reason.name());
    }
    if (reason.fault() || reason == Reason.Complete) {
      finishedRuns(reason.name());
    }
  }

  /** Counts what is written from now on, beginning with what this test says. */
  public Consumer<NetPerfTest> since(NetPerfTest test) {
    return new Consumer<>() {
      private NetPerfTestStatus before = status(test);
      private boolean leftOut = test.isLeftOut();

      @Override
      public void accept(NetPerfTest written) {
        var after = status(written);
        count(new StatusChange(before, leftOut, after, test.getSpec().pauseSeconds()));
        before = after;
        leftOut = false;
      }
    };
  }

  /** Times a reconciliation, and whether it ended with an exception. */
  public <T> T timed(Supplier<T> reconciliation) {
    var sample = Timer.start(registry);
    var outcome = "error";
    try {
      var result = reconciliation.get();
      outcome = "success";
      return result;
    } finally {
      sample.stop(
          Timer.builder("netperf.reconcile")
              .description("A reconciliation, with its writes")
              .tag("outcome", outcome)
              .serviceLevelObjectives(MILLISECONDS_TO_SECONDS)
              .register(registry));
    }
  }

  private void count(StatusChange change) {
    change.samples().forEach(sample -> samples(sample.path()).increment());
    change.failures().map(Failure::reason).forEach(reason -> failedAttempts(reason).increment());
    change.queueWait().ifPresent(queueWait::record);
    change.sampleOverheads().forEach(sampleOverhead::record);
    change.finished().ifPresent(reason -> finishedRuns(reason).increment());
  }

  private Counter samples(String path) {
    return Counter.builder("netperf.samples")
        .description("Samples recorded, those that are not counted in the results included")
        .tag("path", Path.named(path).map(Path::name).orElse(OTHER))
        .register(registry);
  }

  private Counter failedAttempts(String reason) {
    return Counter.builder("netperf.failed.attempts")
        .description("Attempts at a sample that failed")
        .tag("reason", known(reason))
        .register(registry);
  }

  private Counter finishedRuns(String reason) {
    return Counter.builder("netperf.finished.runs")
        .description("Runs that ended, well or badly")
        .tag("reason", known(reason))
        .register(registry);
  }

  /** Whatever another version wrote, the series are as many as there are reasons. */
  private static String known(String reason) {
    return Reason.named(reason).map(Reason::name).orElse(OTHER);
  }

  private Timer timer(String name, String description, Duration... buckets) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private static NetPerfTestStatus status(NetPerfTest test) {
    return Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE);
  }

  private static Duration[] seconds(double... values) {
    return Arrays.stream(values)
        .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
        .toArray(Duration[]::new);
  }
}
