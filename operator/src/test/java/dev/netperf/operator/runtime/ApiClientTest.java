package dev.netperf.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.netperf.operator.metrics.Scrape;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that turns requests away, as a busy API server does. */
@SuppressWarnings("deprecation") // the registry that Quarkus brings
class ApiClientTest {
  private static final String NODE =
      "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"node-1\"}}";

  private final List<Instant> requests = new CopyOnWriteArrayList<>();
  private final List<String> userAgents = new CopyOnWriteArrayList<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong seconds = new AtomicLong();
  private final Leadership leadership =
      new Leadership(() -> Duration.ofSeconds(seconds.get()).toNanos(), Duration.ofSeconds(10));
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::turnTheFirstAway);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void turnTheFirstAway(HttpExchange exchange) throws IOException {
    requests.add(Instant.now());
    userAgents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
    var sent = exchange.getRequestBody().readAllBytes();
    var body = sent.length > 0 ? sent : NODE.getBytes(StandardCharsets.UTF_8);
    if (requests.size() == 1) {
      exchange.getResponseHeaders().add("Retry-After", "1");
      exchange.sendResponseHeaders(429, -1);
    } else {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void readANode() {
    ask(client -> assertThat(client.nodes().withName("node-1").get()).isNotNull());
  }

  private void writeTheLease() {
    var name = new ObjectMetaBuilder().withNamespace("netperf-system").withName("netperf-operator");
    ask(c -> c.resource(new LeaseBuilder().withMetadata(name.build()).build()).create());
  }

  private void ask(Consumer<KubernetesClient> question) {
    var api = new ApiClient("1.2.3");
    var config = Config.empty();
    config.setMasterUrl("http://127.0.0.1:" + server.getAddress().getPort());
    api.customize(config);
    var json = new KubernetesSerialization();
    try (var client = api.client(config, json, new ApiRequests(registry), leadership)) {
      question.accept(client);
    }
  }

  @Test
  void aRequestThatIsTurnedAwayIsRepeatedNoSoonerThanTheServerSays() {
    // When
    readANode();
    // Then
    assertThat(requests).hasSize(2);
    assertThat(Duration.between(requests.get(0), requests.get(1)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void everyRequestIsCountedWithItsAnswer() {
    // When
    readANode();
    // Then
    assertThat(Scrape.of(registry.scrape()).series("netperf_api_requests_total"))
        .containsOnlyKeys(
            "netperf_api_requests_total{code=\"2xx\",resource=\"nodes\",verb=\"get\"}",
            "netperf_api_requests_total{code=\"4xx\",resource=\"nodes\",verb=\"get\"}")
        .containsValue(1.0);
  }

  @Test
  void theOperatorSaysWhoItIs() {
    // When
    readANode();
    // Then
    assertThat(userAgents).containsOnly("netperf-operator/1.2.3");
  }

  @Test
  void theLeaseIsGoodForSomeTimeAfterItWasWritten() {
    // Given
    writeTheLease();
    assertThatCode(leadership::require).doesNotThrowAnyException();
    // When
    seconds.addAndGet(11);
    // Then
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }

  @Test
  void readingIsNoRenewal() {
    // Given
    writeTheLease();
    seconds.addAndGet(11);
    // When
    readANode();
    // Then
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }

  @Test
  void whatIsWrittenInANamespaceOfThatNameIsNoRenewal() {
    // Given
    writeTheLease();
    seconds.addAndGet(11);
    // When
    var name = new ObjectMetaBuilder().withNamespace("leases").withName("p").build();
    ask(c -> c.resource(new PodBuilder().withMetadata(name).build()).create());
    // Then
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }
}
