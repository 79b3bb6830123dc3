package dev.netperf.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where another install leads, an API server that is busy must not hide it. */
class RivalsTest {
  private static final String LEASES =
      """
      {"apiVersion": "coordination.k8s.io/v1", "kind": "LeaseList", "metadata": {}, "items": [
        {"metadata": {"name": "netperf-operator", "namespace": "other", "uid": "u",
                      "resourceVersion": "%d"},
         "spec": {"holderIdentity": "somebody", "acquireTime": "2020-01-01T00:00:00.000000Z"}}]}
      """;
  private static final String REVIEW =
      """
      {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview",
       "spec": {}, "status": {"allowed": %b}}
      """;

  private final AtomicInteger lists = new AtomicInteger();
  private HttpServer server;
  private int failing;
  private int code = 503;
  private boolean renewed = true;
  private boolean installed = true;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestURI().getPath().endsWith("/subjectaccessreviews")) {
      send(exchange, REVIEW.formatted(installed));
    } else if (lists.incrementAndGet() <= failing) {
      exchange.sendResponseHeaders(code, -1);
    } else {
      send(exchange, LEASES.formatted(renewed ? lists.get() : 1));
    }
    exchange.close();
  }

  private static void send(HttpExchange exchange, String json) throws IOException {
    var body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private Optional<String> leading() {
    var config = Config.empty();
    config.setMasterUrl("http://127.0.0.1:" + server.getAddress().getPort());
    config.setRequestRetryBackoffLimit(0);
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      return new Rivals(client, "netperf-operator", "mine", Duration.ofMillis(1)).leading();
    }
  }

  @Test
  void anInstallThatRenewsItsLeaseAndLedBeforeLeads() {
    assertThat(leading()).contains("other");
  }

  @Test
  void aLeaseThatNobodyRenewsIsNobodys() {
    // Given
    renewed = false;
    // Then
    assertThat(leading()).isEmpty();
  }

  @Test
  void aLeaseOfANamespaceWithoutAnInstallIsNobodys() {
    // Given
    installed = false;
    // Then
    assertThat(leading()).isEmpty();
  }

  @Test
  void anApiServerThatIsBusyIsAskedAgain() {
    // Given one that turns four requests away
    failing = 4;
    // Then
    assertThat(leading()).contains("other");
  }

  @Test
  void whatIsNotKnownAfterFiveRequestsStaysUnknown() {
    // Given
    failing = Integer.MAX_VALUE;
    // Then
    assertThat(leading()).isEmpty();
    assertThat(lists).hasValue(5);
  }

  @Test
  void whoMayNotAskAsksOnce() {
    // Given
    failing = Integer.MAX_VALUE;
    code = 403;
    // Then
    assertThat(leading()).isEmpty();
    assertThat(lists).hasValue(1);
  }
}
