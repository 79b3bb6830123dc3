package dev.netperf.operator;

import dev.netperf.operator.metrics.RunMetrics;
import dev.netperf.operator.metrics.SurveyGauges;
import dev.netperf.operator.metrics.TestGauges;
import dev.netperf.operator.runtime.ApiRequests;
import dev.netperf.operator.runtime.EndedWatches;
import dev.netperf.operator.runtime.LeaderElection;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The operator's metrics. */
class Meters {
  private static final List<String> WATCHED =
      List.of("NetPerfTest", "NetPerfSurvey", "Pod", "Service", "NetworkPolicy", "Node");

  @Produces
  @Singleton
  RunMetrics runMetrics(MeterRegistry registry, LeaderElection election, EndedWatches watches) {
    Gauge.builder("netperf.leader", election, leader -> leader.leading() ? 1 : 0)
        .description("1: this process is the active operator")
        .register(registry);
    WATCHED.forEach(kind -> watched(kind, watches, registry));
    return new RunMetrics(registry);
  }

  private static void watched(String kind, EndedWatches watches, MeterRegistry registry) {
    Gauge.builder("netperf.watching", watches, all -> all.watched(kind) ? 1 : 0)
        .description("0: the watch of this kind has ended for good, and the process ends")
        .tag("kind", kind)
        .register(registry);
  }

  @Produces
  @Singleton
  TestGauges testGauges(
      @ConfigProperty(name = "netperf.metrics.results") int shownResults,
      @ConfigProperty(name = "netperf.metrics.series") int shownSeries) {
    return new TestGauges(shownResults, shownSeries);
  }

  @Produces
  @Singleton
  SurveyGauges surveyGauges(
      @ConfigProperty(name = "netperf.metrics.results") int shownSurveys,
      @ConfigProperty(name = "netperf.metrics.series") int shownSeries) {
    return new SurveyGauges(shownSurveys, shownSeries);
  }

  /** What {@code /metrics} prints: Micrometer adds its own to it. */
  @Produces
  @Singleton
  CollectorRegistry registry(TestGauges tests, SurveyGauges surveys) {
    var registry = new CollectorRegistry(true);
    registry.register(tests);
    registry.register(surveys);
    return registry;
  }

  @Produces
  @Singleton
  ApiRequests apiRequests(MeterRegistry registry) {
    return new ApiRequests(registry);
  }

  /** The framework's own would be a second set of the same figures under other names. */
  @Produces
  @Singleton
  Metrics frameworkMetrics() {
    return Metrics.NOOP;
  }
}
