package dev.netperf.operator.metrics;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Warning;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
          "server",
          "client",
          "path",
          "measurement",
          "message_size");
  private final GaugeMetricFamily latency =
      gauge(
          "netperf_result_latency_seconds",
          "Mean one-way latency of the last run",
          "server",
          "client",
          "path",
          "measurement",
          "message_size");
  private final GaugeMetricFamily ratio =
      gauge(
          "netperf_result_baseline_ratio",
          "Value of a path over that of the baseline",
          "server",
          "client",
          "path",
          "measurement",
          "message_size",
          "baseline");
  private final GaugeMetricFamily warnings =
      gauge("netperf_result_warnings", "1: the last run has such a warning", "type");
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
    return status.results().size()
        + status.comparisons().size()
        + warnings(status).size()
        + OF_EACH_TEST;
  }

  private static List<String> warnings(NetPerfTestStatus status) {
    return status.warnings().stream().map(Warning::type).distinct().toList();
  }

  List<MetricFamilySamples> families() {
    return List.of(bandwidth, latency, ratio, warnings, passed, completion, leftOut);
  }

  private void add(NetPerfTest test) {
    var metadata = test.getMetadata();
    var name = List.of(metadata.getNamespace(), metadata.getName());
    var status = test.getStatus();
    var between = labels(name, node(status, NodePair::server), node(status, NodePair::client));
    status.results().forEach(result -> add(between, result));
    status.comparisons().forEach(comparison -> add(between, comparison));
    warnings(status).forEach(type -> warnings.addMetric(labels(name, type), 1));
    completion.addMetric(name, (double) Instant.parse(completionTime(status)).getEpochSecond());
    status
        .condition(Condition.PASSED)
        .filter(c -> Reason.ThresholdsMet.name().equals(c.reason()) || "False".equals(c.status()))
        .ifPresent(c -> passed.addMetric(name, "True".equals(c.status()) ? 1 : 0));
  }

  private void add(List<String> between, Result result) {
    var labels = labels(between, result.path(), result.measurement(), bytes(result.messageSize()));
    var mean = BigDecimal.valueOf(result.mean());
    if (BITS.equals(result.unit())) {
      bandwidth.addMetric(labels, mean.divide(BITS_PER_BYTE).doubleValue());
    } else if (NANOSECONDS.equals(result.unit())) {
      latency.addMetric(labels, mean.movePointLeft(NANO_DIGITS).doubleValue());
    }
  }

  private void add(List<String> between, Comparison comparison) {
    var labels =
        labels(
            between,
            comparison.path(),
            comparison.measurement(),
            bytes(comparison.messageSize()),
            comparison.baseline());
    var percent = new BigDecimal(comparison.percentOfBaseline());
    ratio.addMetric(labels, percent.movePointLeft(PERCENT_DIGITS).doubleValue());
  }

  private static String node(NetPerfTestStatus status, Function<NodePair, NodeFacts> side) {
    return Optional.ofNullable(status.nodes()).map(side).map(NodeFacts::name).orElse("");
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
