package dev.netperf.operator.apiserver;

import com.sun.net.httpserver.HttpServer;
import dev.netperf.operator.gitops.Checkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Flux's controller of Kustomizations, with an HTTP server that has its sources. */
final class KustomizeController implements AutoCloseable {
  private static final Path DIRECTORY = Path.of("target/flux").toAbsolutePath();
  private static final String SYSTEM = "flux-system";

  private final ApiServer server;
  private final HttpServer sources;
  private final Daemon daemon;

  private KustomizeController(ApiServer server, HttpServer sources, Daemon daemon) {
    this.server = server;
    this.sources = sources;
    this.daemon = daemon;
  }

  /** Makes its definitions, and starts it with all rights. */
  static KustomizeController start(ApiServer server) {
    try {
      Files.createDirectories(DIRECTORY);
      var flux = Path.of(Checkers.path("flux"));
      server.kubectl("apply", "--server-side", "--filename=" + flux.resolve("crds"));
      server.untilEstablished(
          "kustomizations.kustomize.toolkit.fluxcd.io", "gitrepositories.source.toolkit.fluxcd.io");
      var sources =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      sources.createContext(
          "/",
          exchange -> {
            var file =
                Files.readAllBytes(
                    DIRECTORY.resolve(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
            exchange.close();
          });
      sources.start();
      var daemon =
          Daemon.start(
              DIRECTORY.resolve("log"),
              Map.of("KUBECONFIG", server.kubeconfig().toString(), "RUNTIME_NAMESPACE", SYSTEM),
              flux.resolve("bin/kustomize-controller").toString(),
              "--metrics-addr=127.0.0.1:0",
              "--health-addr=127.0.0.1:0",
              "--requeue-dependency=2s");
      return new KustomizeController(server, sources, daemon);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A GitRepository with these files, as source-controller would leave it. */
  void source(String name, List<String> files, List<String> texts) throws IOException {
    var folder = Files.createTempDirectory(DIRECTORY, name);
    for (int i = 0; i < files.size(); i++) {
      var file = folder.resolve(files.get(i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, texts.get(i));
    }
    var archive = DIRECTORY.resolve(name + ".tar.gz");
    pack(folder, archive);
    server.kubectl("apply", "--filename=" + manifest(name));
    server.kubectl(
        "patch",
        "gitrepository/" + name,
        "--namespace=" + SYSTEM,
        "--subresource=status",
        "--type=merge",
        "--patch=" + status(archive));
  }

  private static Path manifest(String name) throws IOException {
    return Files.writeString(
        DIRECTORY.resolve(name + ".yaml"),
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: %s, namespace: %s}
        spec: {url: "https://git.example.com/cluster.git", interval: 1h}
        """
            .formatted(name, SYSTEM));
  }

  private String status(Path archive) throws IOException {
    var name = archive.getFileName();
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return """
    {"status": {"observedGeneration": 1,
      "conditions": [{"type": "Ready", "status": "True", "reason": "Succeeded", "message": "stored",
        "lastTransitionTime": "%1$s", "observedGeneration": 1}],
      "artifact": {"url": "http://127.0.0.1:%2$d/%3$s", "path": "%3$s", "revision": "main@sha1:%4$.40s",
        "digest": "sha256:%4$s", "lastUpdateTime": "%1$s", "size": %5$d}}}
    """
        .formatted(now, sources.getAddress().getPort(), name, digest(archive), Files.size(archive));
  }

  private static String digest(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pack(Path folder, Path archive) throws IOException {
    var tar =
        new ProcessBuilder("tar", "-czf", archive.toString(), "-C", folder.toString(), ".")
            .inheritIO()
            .start();
    try {
      if (tar.waitFor() != 0) {
        throw new IOException("tar failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    daemon.close();
    sources.stop(0);
  }
}
