package dev.netperf.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestGaugesTest {
  private static final String END = "2026-01-01T00:05:00Z";

  private static Scrape scrape(int shownResults, List<NetPerfTest> tests) {
    var gauges = new TestGauges(shownResults, 10_000);
    gauges.show(tests::stream);
    return Scrape.of(gauges);
  }

  private static Scrape scrape(NetPerfTest... tests) {
    return scrape(500, List.of(tests));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Unknown | NodesBusy         |                                                 | waiting
          Unknown | Measuring         | admissionTime: '2026-01-01T00:00:01Z'           | running
          False   | Suspended         | suspendedTime: '2026-01-01T00:00:01Z'           | suspended
          True    | Complete          | completionTime: '2026-01-01T00:00:01Z'          | succeeded
          False   | ThresholdBreached | completionTime: '2026-01-01T00:00:01Z'          | failed
          False   | ConnectFailed     | completionTime: '2026-01-01T00:00:01Z'          | failed
          """)
  void testsAreCountedByStateAndReason(String ready, String reason, String time, String state) {
    // Given
    var status =
        """
        run: {id: 0a1b2c3d, %s}
        conditions: [{type: Ready, status: '%s', reason: %s, message: ''}]
        """
            .formatted(time == null ? "" : time, ready, reason);
    // When
    var scrape = scrape(Tests.with("one", status), Tests.with("two", status));
    // Then
    assertThat(scrape.series("netperf_tests"))
        .isEqualTo(
            Map.of("netperf_tests{reason=\"%s\",state=\"%s\"}".formatted(reason, state), 2.0));
  }

  @Test
  void aTestThatWasNotSeenYetIsPending() {
    assertThat(scrape(Tests.fresh("new")).series("netperf_tests"))
        .containsOnlyKeys("netperf_tests{reason=\"Pending\",state=\"waiting\"}");
  }

  @Test
  void reasonsThatNobodyKnowsAreOneSeries() {
    // Given statuses that somebody else wrote
    var status = "conditions: [{type: Ready, status: Unknown, reason: %s, message: ''}]";
    // When
    var scrape =
        scrape(Tests.with("a", status.formatted("Made")), Tests.with("b", status.formatted("Up")));
    // Then
    assertThat(scrape.series("netperf_tests"))
        .isEqualTo(Map.of("netperf_tests{reason=\"Other\",state=\"waiting\"}", 2.0));
  }

  @Test
  void resultsAreInBaseUnits() {
    // When
    var scrape = scrape(Tests.complete("overlay-cost", END));
    // Then
    var test = "name=\"overlay-cost\",namespace=\"team-a\",path=\"PodToPod\",server=\"node-2\"}";
    assertThat(
            scrape.value(
                "netperf_result_bandwidth_bytes_per_second{client=\"node-1\",measurement=\"TCPBandwidth\","
                    + test))
        .isEqualTo(115_375_000.0);
    assertThat(
            scrape.value(
                "netperf_result_latency_seconds{client=\"node-1\",measurement=\"TCPLatency\","
                    + test))
        .isEqualTo(0.0000255);
    assertThat(
            scrape.value(
                "netperf_result_baseline_ratio{baseline=\"HostToHost\",client=\"node-1\",measurement=\"TCPBandwidth\","
                    + test))
        .isEqualTo(0.965);
    assertThat(scrape.sum("netperf_result_completion_timestamp_seconds"))
        .isEqualTo(1_767_225_900.0);
  }

  @Test
  void eachTypeOfWarningIsASeries() {
    // Given
    var test =
        Tests.with(
            "warned",
            """
            run: {id: 0a1b2c3d, completionTime: '2026-01-01T00:05:00Z'}
            progress: {completed: 2, total: 2}
            warnings:
            - {type: Scatter, message: a}
            - {type: Scatter, message: b}
            - {type: SharedKernel, message: c}
            """);
    // When
    var series = scrape(test).series("netperf_result_warnings");
    // Then
    assertThat(series)
        .isEqualTo(
            Map.of(
                "netperf_result_warnings{name=\"warned\",namespace=\"team-a\",type=\"Scatter\"}",
                1.0,
                "netperf_result_warnings{name=\"warned\",namespace=\"team-a\",type=\"SharedKernel\"}",
                1.0));
  }

  @Test
  void aCurveOverMessageSizesHasASeriesForEach() {
    // Given
    var test =
        Tests.with(
            "curve",
            """
            run: {id: 0a1b2c3d, completionTime: '2026-01-01T00:05:00Z'}
            progress: {completed: 2, total: 2}
            results:
            - {path: PodToPod, measurement: TCPBandwidth, messageSize: 1024, unit: bit/s, mean: 8000}
            - {path: PodToPod, measurement: TCPBandwidth, messageSize: 65536, unit: bit/s, mean: 16000}
            """);
    // When
    var series = scrape(test).series("netperf_result_bandwidth_bytes_per_second");
    // Then
    assertThat(series.values()).containsExactlyInAnyOrder(1000.0, 2000.0);
    assertThat(series.keySet()).anyMatch(key -> key.contains("message_size=\"65536\""));
  }

  @Test
  void aRunThatGoesOnShowsNoResult() {
    // Given
    var test =
        Tests.with(
            "running",
            """
            run: {id: 0a1b2c3d, admissionTime: '2026-01-01T00:00:01Z'}
            progress: {completed: 2, total: 2}
            results:
            - {path: PodToPod, measurement: TCPBandwidth, mean: 8000}
            """);
    // When
    var scrape = scrape(test);
    // Then
    assertThat(scrape.series("netperf_result_bandwidth_bytes_per_second")).isEmpty();
  }

  @Test
  void aRunThatFailedOnTheWayShowsNoResult() {
    // Given
    var test =
        Tests.with(
            "failed",
            """
            run: {id: 0a1b2c3d, completionTime: '2026-01-01T00:05:00Z'}
            progress: {completed: 1, total: 2}
            results:
            - {path: PodToPod, measurement: TCPBandwidth, mean: 8000}
            """);
    // When
    var scrape = scrape(test);
    // Then
    assertThat(scrape.values().keySet()).noneMatch(key -> key.startsWith("netperf_result_"));
  }

  @ParameterizedTest
  @CsvSource({
    "True,    ThresholdsMet,     1",
    "False,   ThresholdBreached, 0",
    "Unknown, Inconclusive,      ''",
    "True,    NoThresholds,      ''"
  })
  void onlyAThresholdThatWasDecidedIsPassedOrNot(String passed, String reason, String value) {
    // Given
    var test =
        Tests.with(
            "gate",
            """
            run: {id: 0a1b2c3d, completionTime: '2026-01-01T00:05:00Z'}
            progress: {completed: 2, total: 2}
            conditions: [{type: Passed, status: '%s', reason: %s, message: ''}]
            """
                .formatted(passed, reason));
    // When
    var series = scrape(test).series("netperf_result_passed");
    // Then
    assertThat(series.values())
        .containsExactlyElementsOf(value.isEmpty() ? List.of() : List.of(Double.valueOf(value)));
  }

  @Test
  void theNewestAreShownAndTheOthersCounted() {
    // Given
    var tests = new ArrayList<NetPerfTest>();
    for (int i = 0; i < 5; i++) {
      tests.add(Tests.complete("test-" + i, "2026-01-01T00:0%d:00Z".formatted(i)));
    }
    // When
    var scrape = scrape(2, tests);
    // Then
    assertThat(scrape.series("netperf_result_completion_timestamp_seconds"))
        .containsOnlyKeys(
            "netperf_result_completion_timestamp_seconds{name=\"test-3\",namespace=\"team-a\"}",
            "netperf_result_completion_timestamp_seconds{name=\"test-4\",namespace=\"team-a\"}");
    assertThat(scrape.value("netperf_results_left_out")).isEqualTo(3);
  }

  @Test
  void resultsCanBeTurnedOff() {
    // When
    var scrape = scrape(0, List.of(Tests.complete("overlay-cost", END)));
    // Then
    assertThat(scrape.values().keySet()).noneMatch(key -> key.startsWith("netperf_result"));
    assertThat(scrape.sum("netperf_tests")).isEqualTo(1);
  }

  @Test
  void whatIsDeletedIsGoneFromTheNextScrape() {
    // Given
    var gauges = new TestGauges(500, 10_000);
    var cache = new ArrayList<>(List.of(Tests.complete("overlay-cost", END)));
    gauges.show(cache::stream);
    var before = Scrape.of(gauges);
    // When
    cache.clear();
    // Then
    assertThat(before.sum("netperf_tests")).isEqualTo(1);
    assertThat(Scrape.of(gauges).values()).isEqualTo(Map.of("netperf_results_left_out", 0.0));
  }

  @Test
  void ofManySeriesThoseOfTheNewestTestsAreShown() {
    // Given three tests with seven series each, and room for fifteen
    var gauges = new TestGauges(500, 15);
    var tests =
        List.of(
            Tests.complete("test-0", "2026-01-01T00:00:00Z"),
            Tests.complete("test-1", "2026-01-01T00:01:00Z"),
            Tests.complete("test-2", "2026-01-01T00:02:00Z"));
    gauges.show(tests::stream);
    // When
    var scrape = Scrape.of(gauges);
    // Then whole tests are shown, and what is left out is told
    assertThat(scrape.series("netperf_result_completion_timestamp_seconds").keySet())
        .noneMatch(series -> series.contains("test-0"));
    assertThat(scrape.value("netperf_results_left_out")).isPositive();
    assertThat(scrape.values().keySet().stream().filter(k -> k.startsWith("netperf_result_")))
        .hasSizeLessThanOrEqualTo(15);
  }
}
