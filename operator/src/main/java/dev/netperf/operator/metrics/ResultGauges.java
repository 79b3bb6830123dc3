package dev.netperf.operator.metrics;

import dev.netperf.operator.api.v1alpha1.Comparison;
import dev.netperf.operator.api.v1alpha1.Condition;
import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.api.v1alpha1.Result;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Results of tests whose run is over with every sample taken, in base units. A run that goes on, or
 * failed on the way, shows none.
 */
final class ResultGauges {
  private static final String BITS = Measurement.TCPBandwidth.unit();
  private static final String NANOSECONDS = Measurement.TCPLatency.unit();
  private static final BigDecimal BITS_PER_BYTE = BigDecimal.valueOf(8);
  private static final int NANO_DIGITS = 9;
  private static final int PERCENT_DIGITS = 2;

  /** Whether it passed, and when it ended. */
  private static final int OF_EACH_TEST = 2;

  private static final Comparator<NetPerfTest> NEWEST_FIRST =
      Comparator.comparing((NetPerfTest test) -> completionTime(test.getStatus())).reversed();

  private final GaugeMetricFamily bandwidth =
      gauge(
          "netperf_result_bandwidth_bytes_per_second",
          "Mean goodput of the last run",
          "path",
          "measurement",
          "message_size");
  private final GaugeMetricFamily latency =
      gauge(
          "netperf_result_latency_seconds",
          "Mean one-way latency of the last run",
          "path",
          "measurement",
          "message_size");
  private final GaugeMetricFamily ratio =
      gauge(
          "netperf_result_baseline_ratio",
          "Value of a path over that of the baseline",
          "path",
          "measurement",
          "message_size",
          "baseline");
  private final GaugeMetricFamily passed =
      gauge("netperf_result_passed", "1: every threshold held, 0: one did not");
  private final GaugeMetricFamily completion =
      gauge("netperf_result_completion_timestamp_seconds", "When the last run ended");
  private final GaugeMetricFamily leftOut;

  /**
   * Gauges of the newest results among these tests.
   *
   * @param tests all there are
   * @param shown how many tests at most
   * @param series how many series at most; a test is shown as a whole or not at all
   */
  ResultGauges(List<NetPerfTest> tests, int shown, int series) {
    var complete = tests.stream().filter(test -> complete(test.getStatus())).toList();
    var newest = newest(complete, shown, series);
    newest.forEach(this::add);
    leftOut =
        new GaugeMetricFamily(
            "netperf_results_left_out",
            "Complete tests beyond the newest whose results are shown",
            complete.size() - newest.size());
  }

  private static List<NetPerfTest> newest(List<NetPerfTest> complete, int shown, int series) {
    var newest = new ArrayList<NetPerfTest>();
    long left = series;
    for (var test : complete.stream().sorted(NEWEST_FIRST).limit(shown).toList()) {
      left -= series(test.getStatus());
      if (left < 0) {
        break;
      }
      newest.add(test);
    }
    return newest;
  }

  private static int series(NetPerfTestStatus status) {
    return status.results().size() + status.comparisons().size() + OF_EACH_TEST;
  }

  List<MetricFamilySamples> families() {
    return List.of(bandwidth, latency, ratio, passed, completion, leftOut);
  }

  private void add(NetPerfTest test) {
    var metadata = test.getMetadata();
    var name = List.of(metadata.getNamespace(), metadata.getName());
    var status = test.getStatus();
    status.results().forEach(result -> add(name, result));
    status.comparisons().forEach(comparison -> add(name, comparison));
    completion.addMetric(name, (double) Instant.parse(completionTime(status)).getEpochSecond());
    status
        .condition(Condition.PASSED)
        .filter(c -> Reason.ThresholdsMet.name().equals(c.reason()) || "False".equals(c.status()))
        .ifPresent(c -> passed.addMetric(name, "True".equals(c.status()) ? 1 : 0));
  }

  private void add(List<String> test, Result result) {
    var labels = labels(test, result.path(), result.measurement(), bytes(result.messageSize()));
    var mean = BigDecimal.valueOf(result.mean());
    if (BITS.equals(result.unit())) {
      bandwidth.addMetric(labels, mean.divide(BITS_PER_BYTE).doubleValue());
    } else if (NANOSECONDS.equals(result.unit())) {
      latency.addMetric(labels, mean.movePointLeft(NANO_DIGITS).doubleValue());
    }
  }

  private void add(List<String> test, Comparison comparison) {
    var labels =
        labels(
            test,
            comparison.path(),
            comparison.measurement(),
            bytes(comparison.messageSize()),
            comparison.baseline());
    var percent = new BigDecimal(comparison.percentOfBaseline());
    ratio.addMetric(labels, percent.movePointLeft(PERCENT_DIGITS).doubleValue());
  }

  /** The tool's own size is no label: to Prometheus an empty one is none. */
  private static String bytes(Integer messageSize) {
    return messageSize == null ? "" : messageSize.toString();
  }

  private static List<String> labels(List<String> test, String... more) {
    return Stream.concat(test.stream(), Stream.of(more)).toList();
  }

  private static GaugeMetricFamily gauge(String name, String help, String... labels) {
    return new GaugeMetricFamily(name, help, labels(List.of("namespace", "name"), labels));
  }

  private static boolean complete(NetPerfTestStatus status) {
    return status != null
        && status.finished()
        && status.progress() != null
        && status.progress().completed() >= status.progress().total();
  }

  private static String completionTime(NetPerfTestStatus status) {
    return status.run().completionTime();
  }
}
