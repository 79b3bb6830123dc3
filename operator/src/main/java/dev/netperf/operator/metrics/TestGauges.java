package dev.netperf.operator.metrics;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests that there are, and the results of those that are complete, read from the cache at each
 * scrape: what is deleted is gone from the next one, and nothing is kept that could go stale.
 */
public final class TestGauges extends Collector {
  private final int shownResults;
  private final int shownSeries;
  private volatile Supplier<Stream<NetPerfTest>> tests = Stream::empty;

  /**
   * Gauges of no tests yet.
   *
   * @param shownResults of how many tests at most, the newest, results are shown
   * @param shownSeries how many series of results at most
   */
  public TestGauges(int shownResults, int shownSeries) {
    this.shownResults = shownResults;
    this.shownSeries = shownSeries;
  }

  /** Shows these tests from now on. */
  public void show(Supplier<Stream<NetPerfTest>> cache) {
    tests = cache;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var all = tests.get().toList();
    var families = new ArrayList<MetricFamilySamples>();
    families.add(standings(all));
    if (shownResults > 0) {
      families.addAll(new ResultGauges(all, shownResults, shownSeries).families());
    }
    return families;
  }

  private static GaugeMetricFamily standings(List<NetPerfTest> all) {
    var gauge =
        new GaugeMetricFamily(
            "netperf_tests",
            "Tests that exist, by what became of them",
            List.of("state", "reason"));
    all.stream()
        .collect(Collectors.groupingBy(TestGauges::standing, Collectors.counting()))
        .forEach(gauge::addMetric);
    return gauge;
  }

  private static List<String> standing(NetPerfTest test) {
    var status = Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE);
    var ready = status.condition(Condition.READY);
    return List.of(
        state(status, ready.map(Condition::status).orElse("")),
        ready.map(Condition::reason).map(TestGauges::known).orElse(Reason.Pending.name()));
  }

  private static String state(NetPerfTestStatus status, String ready) {
    if (status.finished()) {
      return status.succeeded() ? "succeeded" : "failed";
    }
    if ("False".equals(ready)) {
      return "suspended";
    }
    return status.run() != null && status.run().admissionTime() != null ? "running" : "waiting";
  }

  /** Whatever may stand in a status, the series are as many as there are reasons. */
  private static String known(String reason) {
    return Reason.named(reason).map(Reason::name).orElse("Other");
  }
}
