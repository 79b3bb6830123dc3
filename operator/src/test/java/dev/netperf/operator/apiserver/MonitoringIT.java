package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netperf.operator.monitoring.Dashboard;
import dev.netperf.operator.monitoring.MetricsPage;
import dev.netperf.operator.programs.Checkers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A real Prometheus scrapes the packaged operator, with good, slow, failed, old, waiting and
 * suspended tests and a survey: every panel shows something, and what should fire does.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {
  private static final String NAMESPACE = "monitored";
  private static final Path ALERTS = Path.of("../deploy/monitoring/alerts.yaml");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String[] NAMES = {
    "monitored-1", "monitored-2", "monitored-3", "monitored-4"
  };
  private static final String PAIR =
      "server: {nodeName: monitored-1}, client: {nodeName: monitored-2}, durationSeconds: 1";
  private static final String OTHERS =
      "server: {nodeName: monitored-3}, client: {nodeName: monitored-4}, durationSeconds: 1";

  /** What is played took a second, not ten: each attempt fails. */
  private static final String TOO_SHORT =
      "server: {nodeName: monitored-1}, client: {nodeName: monitored-2}";

  private static final String FLEET =
      "nodes: {selector: {monitored: 'yes'}}, groupBy: [side], coverage: {mode: AllPairs}, "
          + "testTemplate: {spec: {repetitions: 2, durationSeconds: 1}}";
  private static final String THRESHOLD =
      ", thresholds: [{measurement: TCPBandwidth, path: PodToPod, %s}]";

  /** Of a scrape each second. */
  private static final String RATE_INTERVAL = "30s";

  /** To Prometheus an empty label is none. */
  private static final String EMPTY_WITHOUT_SIZES = "message_size";

  private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

  private ApiServer server;
  private KubernetesClient client;
  private PlayedKubelet kubelet;
  private OperatorProcess operator;
  private Prometheus prometheus;

  @BeforeAll
  void start(ApiServer server) throws IOException {
    this.server = server;
    client = server.client();
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    kubelet = new PlayedKubelet(client, NAMESPACE, NAMES);
    server.kubectl("label", "node", "monitored-1", "monitored-2", "monitored=yes");
    server.kubectl("label", "node", "monitored-1", "side=left");
    server.kubectl("label", "node", "monitored-2", "side=right");
    operator = OperatorProcess.start(server);
    prometheus = Prometheus.scraping(operator.address(), rules());
    measure();
  }

  /** In Prometheus' own format, which the resource wraps. */
  private static String rules() throws IOException {
    var yaml = new KubernetesSerialization();
    var spec = yaml.unmarshal(Files.readString(ALERTS), JsonNode.class).path("spec");
    return yaml.asYaml(spec);
  }

  private void measure() {
    create("NetPerfTest", "good", PAIR + THRESHOLD.formatted("min: 10M"));
    create("NetPerfTest", "slow", PAIR + THRESHOLD.formatted("min: 5G"));
    create("NetPerfTest", "old", PAIR + ", repetitions: 2, messageSizes: [1024, 65536]");
    create("NetPerfTest", "failed", TOO_SHORT);
    create("NetPerfTest", "idle", PAIR + ", suspend: true");
    create("NetPerfTest", "holds", OTHERS + ", pauseSeconds: 3600, activeDeadlineSeconds: 90000");
    untilTest("holds", "Measuring");
    create("NetPerfTest", "waits", OTHERS);
    create("NetPerfSurvey", "fleet", FLEET);
    untilTest("good", "Complete");
    untilTest("slow", "ThresholdBreached");
    untilTest("old", "Complete");
    untilTest("failed", "BadOutput");
    untilTest("waits", "NodesBusy");
    until("netperfsurvey/fleet", "Complete");
    server.kubectl(
        "patch",
        "npt/old",
        "--namespace=" + NAMESPACE,
        "--subresource=status",
        "--type=merge",
        "--patch={\"status\":{\"run\":{\"completionTime\":\"2025-11-01T00:00:00Z\"}}}");
    var told = "count_over_time(netperf_survey_passed{name=\"fleet\"}[1m]) > 5";
    Awaitility.await("scrapes").atMost(SOON).until(() -> !prometheus.query(told).isEmpty());
  }

  private void untilTest(String name, String reason) {
    until("npt/" + name, reason);
  }

  private void until(String resource, String reason) {
    Awaitility.await(resource)
        .atMost(SOON)
        .until(
            () ->
                server.kubectl(
                    "get",
                    resource,
                    "--namespace=" + NAMESPACE,
                    "--output=jsonpath={.status.conditions[?(@.type==\"Ready\")].reason}"),
            reason::equals);
  }

  private void create(String kind, String name, String spec) {
    client
        .resource(
            server.asWritten(
                """
                apiVersion: netperf.dev/v1alpha1
                kind: %s
                metadata: {namespace: %s, name: %s}
                spec: {%s}
                """
                    .formatted(kind, NAMESPACE, name, spec)))
        .create();
  }

  @AfterAll
  void stop() {
    prometheus.close();
    kubelet.close();
    operator.close();
    server.kubectl("delete", "netperfsurveys", "--all", "--namespace=" + NAMESPACE);
    server.deleteAllTests();
    Stream.of(NAMES).forEach(node -> client.nodes().withName(node).delete());
  }

  @TestFactory
  Stream<DynamicTest> everyPanelShowsSomething() {
    return Dashboard.all().stream()
        .flatMap(Dashboard::queries)
        .map(query -> dynamicTest(query.panel() + ": " + query.expression(), () -> shows(query)));
  }

  private void shows(Dashboard.Query query) {
    var expression = query.ofEverything(RATE_INTERVAL);
    var now = prometheus.query(expression);
    assertThat(now).isNotEmpty();
    assertThat(stream(now).map(series -> series.path("value").path(1).asText()))
        .anyMatch(value -> !"NaN".equals(value));
    if (!query.instant()) {
      assertThat(prometheus.queryRange(expression)).isNotEmpty();
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private double value(String expression) {
    var result = prometheus.query(expression);
    assertThat(result).as(expression).hasSize(1);
    return result.path(0).path("value").path(1).asDouble();
  }

  @Test
  void theResultsAreThoseOfTheTests() {
    var ofPods = "{namespace=\"monitored\", name=\"good\", path=\"PodToPod\"}";
    assertThat(8 * value("netperf_result_bandwidth_bytes_per_second" + ofPods))
        .isEqualTo(PlayedKubelet.BANDWIDTH);
    assertThat(value("netperf_result_passed{name=\"good\"}")).isEqualTo(1);
    assertThat(value("netperf_result_passed{name=\"slow\"}")).isZero();
    assertThat(
            value("(time() - netperf_result_completion_timestamp_seconds{name=\"old\"}) / 86400"))
        .isGreaterThan(300);
    assertThat(value("netperf_survey_pairs{name=\"fleet\", state=\"measured\"}")).isEqualTo(1);
    assertThat(prometheus.query("netperf_result_passed{name=~\"failed|idle|waits|holds\"}"))
        .isEmpty();
  }

  @Test
  void everyRuleIsEvaluatedAndThoseFireThatShould() {
    var rules = stream(prometheus.rules()).flatMap(group -> stream(group.path("rules"))).toList();

    assertThat(rules)
        .hasSizeGreaterThan(10)
        .allSatisfy(rule -> assertThat(rule.path("health").asText()).isEqualTo("ok"));
    assertThat(rules)
        .filteredOn(rule -> "firing".equals(rule.path("state").asText()))
        .extracting(rule -> rule.path("name").asText())
        .containsExactlyInAnyOrder("NetperfRunsFail", "NetperfThresholdBreached");
    assertThat(
            prometheus.query(
                "ALERTS{alertname=\"NetperfThresholdBreached\", namespace=\"monitored\", name=\"slow\"}"))
        .hasSize(1);
  }

  /** Parts of a histogram belong to it; counters are there from the start, at zero. */
  @Test
  void theReferenceHasWhatTheOperatorTells() {
    var told = new TreeMap<String, Set<String>>();
    operator
        .scrape()
        .values()
        .keySet()
        .forEach(
            series ->
                MetricsPage.namedIn(series.replaceFirst("\\{.*", ""))
                    .forEach(
                        metric ->
                            told.computeIfAbsent(metric, key -> new TreeSet<>())
                                .addAll(labels(series))));

    assertThat(told.keySet().stream().filter(metric -> metric.startsWith("netperf_")))
        .isSubsetOf(MetricsPage.metrics().keySet());
    assertThat(MetricsPage.metrics())
        .allSatisfy(
            (metric, labels) ->
                assertThat(labels)
                    .as(metric)
                    .containsAll(told.getOrDefault(metric, Set.of("no such metric")))
                    .filteredOn(label -> !label.equals(EMPTY_WITHOUT_SIZES))
                    .allMatch(told.getOrDefault(metric, Set.of())::contains));
  }

  private static Set<String> labels(String series) {
    return LABEL
        .matcher(series)
        .results()
        .map(label -> label.group(1))
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** With its definitions of another project, and strictly: an unknown field is an error. */
  @Test
  void thePrometheusOperatorAcceptsMonitorsRulesAndDashboards() throws IOException {
    // Given
    server.kubectl("apply", "--server-side", "--filename=" + Checkers.path("monitors"));
    Definitions.untilEstablished(
        server.client(),
        "prometheusrules.monitoring.coreos.com",
        "podmonitors.monitoring.coreos.com",
        "servicemonitors.monitoring.coreos.com");

    // When the components are put over nothing
    var overlay = Path.of("target/monitoring-overlay");
    Files.createDirectories(overlay);
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        "components: [../../../deploy/monitoring, ../../../deploy/monitoring/dashboards]\n");
    var applied = server.kubectl("apply", "--validate=strict", "--kustomize=" + overlay);
    var service =
        server.kubectl(
            "apply", "--validate=strict", "--filename=../deploy/monitoring/service-monitor.yaml");

    // Then
    assertThat(applied)
        .contains(
            "podmonitor.monitoring.coreos.com/netperf-operator created",
            "prometheusrule.monitoring.coreos.com/netperf-operator created",
            "configmap/netperf-dashboards created");
    assertThat(service).contains("servicemonitor.monitoring.coreos.com/netperf-operator created");
    assertThat(
            server.kubectl(
                "get",
                "configmap",
                "netperf-dashboards",
                "--namespace=netperf-system",
                "--output=jsonpath={.metadata.labels.grafana_dashboard}"))
        .isEqualTo("1");
  }
}
