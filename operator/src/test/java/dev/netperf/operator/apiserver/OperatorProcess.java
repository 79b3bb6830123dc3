package dev.netperf.operator.apiserver;

import dev.netperf.operator.metrics.Scrape;
import dev.netperf.operator.programs.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The packaged operator as a process of its own, on an API server without nodes. */
final class OperatorProcess implements AutoCloseable {
  private static final Path CONTAINERFILE = Path.of("Containerfile");
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;

  private OperatorProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts it and waits until it is the active operator. */
  static OperatorProcess start(ApiServer server) {
    return start(server, Map.of());
  }

  /** The same with some settings. */
  static OperatorProcess start(ApiServer server, Map<String, String> settings) {
    return start(server, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), settings);
  }

  /** The same with the flags that its image gives to Java, its heap among them, and to malloc. */
  static OperatorProcess asInItsImage(ApiServer server) {
    try {
      var image = Files.readString(CONTAINERFILE);
      var flags =
          Pattern.compile("-X\\S+")
              .matcher(image.split("printf", 2)[1].split(">", 2)[0])
              .results()
              .map(found -> found.group().strip())
              .toList();
      var environment =
          Pattern.compile("(?m)^ENV (\\S+)=(\\S+)$")
              .matcher(image)
              .results()
              .collect(Collectors.toMap(set -> set.group(1), set -> set.group(2)));
      return start(server, flags, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OperatorProcess start(
      ApiServer server, List<String> flags, Map<String, String> settings) {
    try {
      int port = Daemon.freePort();
      var java = Path.of(System.getProperty("java.home"), "bin", "java");
      var command = new ProcessBuilder(java.toString());
      command.command().addAll(flags);
      command.command().addAll(List.of("-jar", JAR.toString()));
      var environment = command.environment();
      environment.put("KUBECONFIG", server.kubeconfig().toString());
      environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
      environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
      environment.putAll(settings);
      var log = server.operatorLog();
      command.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
      return new OperatorProcess(command.start(), log, port).untilItLeads();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OperatorProcess untilItLeads() {
    Awaitility.await("the operator to lead, see " + log)
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> !process.isAlive())
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> scrape().value("netperf_leader") == 1);
    return this;
  }

  /** The most bytes of memory that it ever had. */
  long mostMemory() {
    try {
      var status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      return Long.parseLong(status.replaceAll("(?s).*VmHWM:\\s*([0-9]+) kB.*", "$1")) << 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of the objects on its heap that are in use. */
  long liveHeap() {
    try {
      var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      var histogram =
          new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").start();
      try (var lines = histogram.inputReader()) {
        return lines
            .lines()
            .filter(line -> line.startsWith("Total "))
            .mapToLong(line -> Long.parseLong(line.split(" +", -1)[2]))
            .sum();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code /metrics} says now. */
  Scrape scrape() {
    return Scrape.of(get("/metrics"));
  }

  /** Where Prometheus reads {@code /metrics}. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** What a kubelet is told by {@code /q/health}. */
  String health(String probe) {
    return get("/q/health/" + probe);
  }

  /** The status with which it ended; empty: it is alive. */
  Optional<Integer> ended() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
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

  @Override
  public void close() {
    if (!Daemon.end(process)) {
      throw new IllegalStateException("the operator does not stop, see " + log);
    }
  }
}
