package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.metrics.Scrape;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the packaged operator asks of a real API server while it lives through one test: 2 paths, 2
 * repetitions, 4 samples. It counts its own requests; the API server's counters are the witness.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiMannersIT {
  private static final String NAMESPACE = "api-manners";
  private static final int SAMPLES = 4;

  /** A server on each network, and a client for each sample. */
  private static final long PODS = 2 + SAMPLES;

  private static final String SPEC =
      """
      apiVersion: netperf.dev/v1alpha1
      kind: NetPerfTest
      metadata: {namespace: api-manners, name: overlay-cost}
      spec:
        server: {nodeName: manners-2}
        client: {nodeName: manners-1}
        repetitions: 2
        durationSeconds: 1
      """;

  private KubernetesClient client;
  private PlayedKubelet kubelet;
  private OperatorProcess operator;
  private Map<String, Long> atStart;
  private Map<String, Long> witnessAtStart;

  @BeforeAll
  void start(ApiServer server) {
    client = server.client();
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    kubelet = new PlayedKubelet(client, NAMESPACE, "manners-1", "manners-2");
    operator = OperatorProcess.start(server);
    settled();
    atStart = requests();
    witnessAtStart = witness();
    client.resource(server.asWritten(SPEC)).create();
    Awaitility.await("the run to end and its pods to go")
        .atMost(Duration.ofSeconds(60))
        .until(() -> operator.scrape().sum("netperf_finished_runs_total") == 1);
    settled();
  }

  @AfterAll
  void stop() {
    kubelet.close();
    operator.close();
  }

  @Test
  @Order(1)
  void aRunTakesFewRequestsAndNoneToLook() {
    // When
    var made = difference(requests(), atStart);
    // Then nothing was looked up: no get, no list, no new watch
    assertThat(made)
        .containsOnlyKeys(
            "create pods", "delete pods", "patch netperftests/status", "create events");
    // and each pod was made and deleted once, an Event posted for each standing
    assertThat(made).containsEntry("create pods", PODS);
    assertThat(made).containsEntry("delete pods", PODS);
    assertThat(made.get("patch netperftests/status")).isLessThanOrEqualTo(3L + 2 * SAMPLES);
    assertThat(made.get("create events")).isLessThanOrEqualTo(4L);
  }

  @Test
  @Order(2)
  void theApiServerHasCountedTheSame() {
    // When
    var seen = difference(witness(), witnessAtStart);
    // Then
    var made = difference(requests(), atStart);
    assertThat(seen.get("APPLY netperftests/status"))
        .isEqualTo(made.get("patch netperftests/status"));
    assertThat(seen).containsEntry("POST pods", PODS);
    // but for GET pods: the played kubelet's patches begin with one
    assertThat(seen.keySet())
        .doesNotContain("LIST pods", "GET nodes", "LIST nodes", "LIST netperftests");
  }

  @Test
  @Order(3)
  void metricsTellOfTheRunAndItsResults() {
    // When
    var scrape = operator.scrape();
    // Then
    assertThat(scrape.series("netperf_tests"))
        .isEqualTo(Map.of("netperf_tests{reason=\"Complete\",state=\"succeeded\"}", 1.0));
    assertThat(scrape.value("netperf_samples_total{path=\"PodToPod\"}")).isEqualTo(2);
    assertThat(scrape.value("netperf_queue_wait_seconds_count")).isEqualTo(1);
    assertThat(scrape.value("netperf_sample_overhead_seconds_count")).isEqualTo(3);
    assertThat(scrape.value("netperf_sample_overhead_seconds_sum")).isEqualTo(9);
    assertThat(scrape.value("netperf_reconcile_seconds_count{outcome=\"success\"}")).isPositive();
    var test =
        "name=\"overlay-cost\",namespace=\"api-manners\",path=\"HostToHost\",server=\"manners-2\"}";
    assertThat(
            scrape.value(
                "netperf_result_bandwidth_bytes_per_second{client=\"manners-1\",measurement=\"TCPBandwidth\","
                    + test))
        .isEqualTo(PlayedKubelet.BANDWIDTH / 8.0);
    assertThat(
            scrape.value(
                "netperf_result_latency_seconds{client=\"manners-1\",measurement=\"TCPLatency\","
                    + test))
        .isEqualTo(PlayedKubelet.LATENCY / 1e9);
    assertThat(scrape.sum("netperf_result_baseline_ratio")).isEqualTo(2);
  }

  @Test
  @Order(4)
  void seriesAreFewAndTheirOwn() {
    // When
    var names = operator.scrape().values().keySet();
    // Then the framework adds none, with a label for each resource least of all
    assertThat(names).allMatch(name -> name.matches("(netperf|jvm|process|system)_.*"));
    assertThat(names).hasSizeLessThan(300);
  }

  @Test
  @Order(5)
  void aFinishedTestCostsNothingEvenIfItIsTouched() {
    // Given
    var before = requests();
    // When
    client
        .resources(NetPerfTest.class)
        .inNamespace(NAMESPACE)
        .withName("overlay-cost")
        .patch(ApiServer.MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    settled();
    // Then
    assertThat(difference(requests(), before)).isEmpty();
  }

  @Test
  @Order(6)
  void theResultsOfADeletedTestAreGone() {
    // When
    client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName("overlay-cost").delete();
    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                operator.scrape().series("netperf_result_completion_timestamp_seconds").isEmpty());
    assertThat(operator.scrape().series("netperf_tests")).isEmpty();
    assertThat(operator.scrape().sum("netperf_samples_total")).isEqualTo(SAMPLES);
  }

  /** Longer than the operator's and the played kubelet's last words take. */
  private void settled() {
    Awaitility.await("no more requests")
        .atMost(Duration.ofSeconds(30))
        .during(Duration.ofSeconds(2))
        .until(this::requests, new SameAsBefore()::test);
  }

  /** The operator's requests but for those about its lease. */
  private Map<String, Long> requests() {
    return operator.scrape().series("netperf_api_requests_total").entrySet().stream()
        .filter(e -> !e.getKey().contains("leases"))
        .collect(
            Collectors.toMap(
                e -> label(e.getKey(), "verb") + " " + label(e.getKey(), "resource"),
                e -> e.getValue().longValue(),
                Long::sum,
                TreeMap::new));
  }

  /** What the API server has answered, to whomever. */
  private Map<String, Long> witness() {
    var lines =
        client
            .raw("/metrics")
            .lines()
            .filter(line -> line.startsWith("apiserver_request_total{"))
            .collect(Collectors.joining("\n"));
    return Scrape.of(lines).values().entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> label(e.getKey(), "verb") + " " + resource(e.getKey()),
                e -> e.getValue().longValue(),
                Long::sum,
                TreeMap::new));
  }

  private static String resource(String series) {
    var subresource = label(series, "subresource");
    return label(series, "resource") + (subresource.isEmpty() ? "" : "/" + subresource);
  }

  /** The value of a label; empty where a series has none of this name. */
  private static String label(String series, String name) {
    var label = Pattern.compile("[{,]" + name + "=\"([^\"]*)\"").matcher(series);
    return label.find() ? label.group(1) : "";
  }

  private static Map<String, Long> difference(Map<String, Long> after, Map<String, Long> before) {
    var grown = new TreeMap<>(after);
    before.forEach((key, value) -> grown.merge(key, -value, Long::sum));
    grown.values().removeIf(value -> value == 0);
    return grown;
  }

  /** Whether a reading is the same as the last one. */
  private static final class SameAsBefore {
    private Map<String, Long> last = Map.of();

    boolean test(Map<String, Long> reading) {
      var same = reading.equals(last);
      last = reading;
      return same;
    }
  }
}
