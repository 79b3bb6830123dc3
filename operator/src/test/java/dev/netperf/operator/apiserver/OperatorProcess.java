package dev.netperf.operator.apiserver;

import dev.netperf.operator.metrics.Scrape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged operator as a process of its own, on an API server without nodes. */
final class OperatorProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  /** Of all that were started. */
  static final Path LOG = Path.of("target/operator-process.log");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private OperatorProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it is the active operator. */
  static OperatorProcess start(ApiServer server) {
    return start(server, Map.of());
  }

  /** The same with some settings. */
  static OperatorProcess start(ApiServer server, Map<String, String> settings) {
    try {
      int port = freePort();
      var java = Path.of(System.getProperty("java.home"), "bin", "java");
      var command =
          new ProcessBuilder(java.toString(), "-XX:TieredStopAtLevel=1", "-jar", JAR.toString());
      var environment = command.environment();
      environment.put("KUBECONFIG", server.kubeconfig().toString());
      environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
      environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
      environment.putAll(settings);
      command.redirectErrorStream(true).redirectOutput(Redirect.appendTo(LOG.toFile()));
      return new OperatorProcess(command.start(), port).untilItLeads();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OperatorProcess untilItLeads() {
    Awaitility.await("the operator to lead, see " + LOG)
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> !process.isAlive())
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> scrape().value("netperf_leader") == 1);
    return this;
  }

  /** What {@code /metrics} says now. */
  Scrape scrape() {
    return Scrape.of(get("/metrics"));
  }

  private String get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As the kernel does that is out of memory. */
  void kill() {
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the operator does not stop, see " + LOG);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
