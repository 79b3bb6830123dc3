package dev.netperf.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.plan.Specs;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // the registry that Quarkus brings
class RunMetricsTest {
  private static final String WAITING =
      """
      run: {id: aaaaaaaa, startTime: '2026-01-01T00:00:00Z'}
      conditions: [{type: Ready, status: Unknown, reason: NodesBusy, message: ''}]
      """;
  private static final String ADMITTED =
      """
      run: {id: aaaaaaaa, startTime: '2026-01-01T00:00:00Z', admissionTime: '2026-01-01T00:00:40Z',
            deadline: '2026-01-01T01:00:00Z'}
      conditions: [{type: Ready, status: Unknown, reason: Measuring, message: ''}]
      """;
  private static final String FIRST =
      "{index: 0, path: HostToHost, attempt: 0, startTime: '2026-01-01T00:00:50.000Z',"
          + " endTime: '2026-01-01T00:01:00.000Z'}";
  private static final String SECOND =
      "{index: 1, path: PodToPod, attempt: 0, startTime: '2026-01-01T00:01:02.500Z',"
          + " endTime: '2026-01-01T00:01:12.500Z'}";
  private static final String FAILURE =
      "{sample: 1, attempt: 0, path: PodToPod, reason: ConnectFailed, message: '', time: '%s'}";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RunMetrics metrics = new RunMetrics(registry);

  private Scrape scrape() {
    return Scrape.of(registry.scrape());
  }

  private static String admitted(String samples, String failures) {
    return ADMITTED
        + "progress: {completed: 1, total: 8, lastSampleTime: '2026-01-01T00:01:00.300Z'}\n"
        + "samples: [%s]\nfailures: [%s]\n".formatted(samples, failures);
  }

  private static NetPerfTest test(String status) {
    return Tests.with("overlay-cost", status);
  }

  private void written(NetPerfTest before, NetPerfTest... after) {
    var observer = metrics.since(before);
    for (var test : after) {
      observer.accept(test);
    }
  }

  /** As a cache has a run without nodes: it is read whole before it is written. */
  @Test
  void whatACacheHasLeftOutIsNotCountedAgain() {
    // Given a run that gave its nodes back after a sample and a failure
    var failure = FAILURE.formatted("2026-01-01T00:01:01Z").replace("message: ''", "message: no");
    var run = admitted(FIRST, failure).replace("admissionTime: '2026-01-01T00:00:40Z',", "");
    var cached = test(run).lean();
    assertThat(cached.isLeftOut()).isTrue();

    // When it goes on
    written(
        cached,
        test(run),
        test(admitted(FIRST, failure)),
        test(admitted(FIRST + ", " + SECOND, failure)));

    // Then no more than the new sample is counted
    assertThat(scrape().sum("netperf_samples_total")).isEqualTo(1);
    assertThat(scrape().sum("netperf_failed_attempts_total")).isZero();
  }

  @Test
  void everySampleIsCountedOnce() {
    // When two samples are recorded, by two writes of one reconciliation
    written(
        test(admitted("", "")),
        test(admitted(FIRST, "")),
        test(admitted(FIRST + "," + SECOND, "")));
    // Then
    var scrape = scrape();
    assertThat(scrape.value("netperf_samples_total{path=\"HostToHost\"}")).isEqualTo(1);
    assertThat(scrape.value("netperf_samples_total{path=\"PodToPod\"}")).isEqualTo(1);
  }

  @Test
  void whatWasThereBeforeARestartIsNotCountedAgain() {
    // When an operator that has just started writes the second sample
    written(test(admitted(FIRST, "")), test(admitted(FIRST + "," + SECOND, "")));
    // Then
    assertThat(scrape().sum("netperf_samples_total")).isEqualTo(1);
  }

  @Test
  void theSamplesOfANewRunAreItsOwn() {
    // Given a test with a sample of an earlier run
    var before = test(admitted(FIRST, ""));
    // When the first one of a new run is recorded
    written(before, test(admitted(SECOND, "").replace("aaaaaaaa", "bbbbbbbb")));
    // Then
    assertThat(scrape().value("netperf_samples_total{path=\"PodToPod\"}")).isEqualTo(1);
  }

  @Test
  void everyFailedAttemptIsCountedOnceByItsReason() {
    // Given
    var one = FAILURE.formatted("2026-01-01T00:02:00Z");
    var two = one + "," + FAILURE.formatted("2026-01-01T00:03:00Z");
    // When
    written(test(admitted(FIRST, "")), test(admitted(FIRST, one)), test(admitted(FIRST, two)));
    // Then
    var scrape = scrape();
    assertThat(scrape.value("netperf_failed_attempts_total{reason=\"ConnectFailed\"}"))
        .isEqualTo(2);
    assertThat(scrape.sum("netperf_failed_attempts_total")).isEqualTo(2);
  }

  @Test
  void theFirstAdmissionEndsTheWaitForNodes() {
    // When
    written(test(WAITING), test(ADMITTED), test(admitted(FIRST, "")));
    // Then
    var scrape = scrape();
    assertThat(scrape.value("netperf_queue_wait_seconds_count")).isEqualTo(1);
    assertThat(scrape.value("netperf_queue_wait_seconds_sum")).isEqualTo(40);
    assertThat(scrape.value("netperf_queue_wait_seconds_bucket{le=\"30.0\"}")).isZero();
    assertThat(scrape.value("netperf_queue_wait_seconds_bucket{le=\"60.0\"}")).isEqualTo(1);
  }

  @Test
  void aRunThatIsAdmittedAtOnceWaitedForNothing() {
    // When
    written(Tests.fresh("overlay-cost"), test(ADMITTED.replace("00:00:40Z", "00:00:00Z")));
    // Then
    var scrape = scrape();
    assertThat(scrape.value("netperf_queue_wait_seconds_count")).isEqualTo(1);
    assertThat(scrape.value("netperf_queue_wait_seconds_sum")).isZero();
  }

  @Test
  void anAdmissionAfterASuspensionIsNoWait() {
    // Given
    var suspended =
        test(
            """
            run: {id: aaaaaaaa, startTime: '2026-01-01T00:00:00Z', deadline: '2026-01-01T01:00:00Z',
                  suspendedTime: '2026-01-01T00:10:00Z'}
            """);
    // When
    written(suspended, test(ADMITTED));
    // Then
    assertThat(scrape().value("netperf_queue_wait_seconds_count")).isZero();
  }

  @Test
  void theTimeBetweenSamplesBeyondThePauseIsOverhead() {
    // Given
    var before = test(admitted(FIRST, ""));
    before.setSpec(Specs.spec("{pauseSeconds: 2}"));
    // When
    written(before, test(admitted(FIRST + "," + SECOND, "")));
    // Then
    var scrape = scrape();
    assertThat(scrape.value("netperf_sample_overhead_seconds_count")).isEqualTo(1);
    assertThat(scrape.value("netperf_sample_overhead_seconds_sum")).isEqualTo(0.5);
  }

  @Test
  void theFirstSampleHasNoOverhead() {
    // When
    written(test(ADMITTED), test(admitted(FIRST, "")));
    // Then
    assertThat(scrape().value("netperf_sample_overhead_seconds_count")).isZero();
  }

  @Test
  void timeLostWithAFailedAttemptIsNoOverhead() {
    // Given
    var retried = SECOND.replace("attempt: 0", "attempt: 1");
    // When
    written(test(admitted(FIRST, "")), test(admitted(FIRST + "," + retried, "")));
    // Then
    assertThat(scrape().value("netperf_sample_overhead_seconds_count")).isZero();
  }

  @Test
  void timeSuspendedIsNoOverhead() {
    // Given a run that got its nodes back after its first sample
    var admittedAgain = "admissionTime: '2026-01-01T00:01:01Z'";
    var first = "admissionTime: '2026-01-01T00:00:40Z'";
    // When
    written(
        test(admitted(FIRST, "").replace(first, admittedAgain)),
        test(admitted(FIRST + "," + SECOND, "").replace(first, admittedAgain)));
    // Then
    assertThat(scrape().value("netperf_sample_overhead_seconds_count")).isZero();
  }

  @Test
  void aRunThatEndsIsCountedByItsReason() {
    // Given
    var ended =
        ADMITTED
            .replace("deadline:", "completionTime: '2026-01-01T00:05:00Z', deadline:")
            .replace("Measuring", "ThresholdBreached");
    // When it ends, and its status is written once more for another generation
    written(test(ADMITTED), test(ended), test(ended));
    // Then
    var scrape = scrape();
    assertThat(scrape.value("netperf_finished_runs_total{reason=\"ThresholdBreached\"}"))
        .isEqualTo(1);
    assertThat(scrape.sum("netperf_finished_runs_total")).isEqualTo(1);
  }

  @Test
  void whatCanBeCountedIsThereAtZero() {
    // When nothing has happened
    var scrape = scrape();
    // Then
    assertThat(scrape.has("netperf_samples_total{path=\"PodToService\"}")).isTrue();
    assertThat(scrape.has("netperf_failed_attempts_total{reason=\"PortInUse\"}")).isTrue();
    assertThat(scrape.has("netperf_finished_runs_total{reason=\"Complete\"}")).isTrue();
    assertThat(scrape.has("netperf_finished_runs_total{reason=\"Measuring\"}")).isFalse();
  }

  @Test
  void aReconciliationIsTimedWhetherItSucceedsOrNot() {
    // When
    metrics.timed(() -> "done");
    assertThatThrownBy(
            () ->
                metrics.timed(
                    () -> {
                      throw new IllegalStateException("no API server");
                    }))
        .hasMessage("no API server");
    // Then
    var scrape = scrape();
    assertThat(scrape.value("netperf_reconcile_seconds_count{outcome=\"success\"}")).isEqualTo(1);
    assertThat(scrape.value("netperf_reconcile_seconds_count{outcome=\"error\"}")).isEqualTo(1);
  }
}
