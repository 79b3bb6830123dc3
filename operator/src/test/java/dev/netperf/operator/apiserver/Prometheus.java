package dev.netperf.operator.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.operator.programs.Checkers;
import dev.netperf.operator.programs.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real Prometheus that scrapes one operator every second and evaluates rules. */
final class Prometheus implements AutoCloseable {
  private static final Path DIRECTORY = Path.of("target/prometheus").toAbsolutePath();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Daemon daemon;
  private final String address;

  private Prometheus(Daemon daemon, String address) {
    this.daemon = daemon;
    this.address = address;
  }

  /** Starts it with these rules, in its own format. */
  static Prometheus scraping(String target, String rules) {
    try {
      Files.createDirectories(DIRECTORY);
      Files.writeString(DIRECTORY.resolve("rules.yaml"), rules);
      Files.writeString(
          DIRECTORY.resolve("prometheus.yaml"),
          """
          global: {scrape_interval: 1s, evaluation_interval: 1s}
          rule_files: [rules.yaml]
          scrape_configs:
          - job_name: netperf-system/netperf-operator
            honor_labels: true
            static_configs: [{targets: ['%s']}]
          """
              .formatted(target));
      var address = "127.0.0.1:" + Daemon.freePort();
      var data = Files.createTempDirectory(DIRECTORY, "data");
      var daemon =
          Daemon.start(
              DIRECTORY.resolve("log"),
              Map.of(),
              Checkers.path("prometheus"),
              "--config.file=" + DIRECTORY.resolve("prometheus.yaml"),
              "--storage.tsdb.path=" + data,
              "--web.listen-address=" + address);
      return new Prometheus(daemon, address).untilItScrapes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Prometheus untilItScrapes() {
    Awaitility.await("Prometheus to scrape, see " + DIRECTORY)
        .atMost(SOON)
        .failFast(() -> !daemon.runs())
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> !query("up == 1").isEmpty());
    return this;
  }

  /** The series of an expression now; fails where Prometheus doesn't understand it. */
  JsonNode query(String expression) {
    return get("/api/v1/query?query=" + encoded(expression)).path("result");
  }

  /** The same over the last minute. */
  JsonNode queryRange(String expression) {
    long now = Instant.now().getEpochSecond();
    var range = "&start=%d&end=%d&step=5".formatted(now - 60, now);
    return get("/api/v1/query_range?query=" + encoded(expression) + range).path("result");
  }

  /** The groups of rules, each rule with its health. */
  JsonNode rules() {
    return get("/api/v1/rules").path("groups");
  }

  private JsonNode get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      var json = new ObjectMapper().readTree(answer);
      if (!"success".equals(json.path("status").asText())) {
        throw new AssertionError(path + ": " + json.path("error").asText());
      }
      return json.path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
