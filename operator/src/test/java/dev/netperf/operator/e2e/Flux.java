package dev.netperf.operator.e2e;

import dev.netperf.operator.apiserver.Definitions;
import dev.netperf.operator.programs.Checkers;
import dev.netperf.operator.programs.Daemon;
import dev.netperf.operator.programs.Git;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Flux's source-controller and kustomize-controller beside the cluster, started as their own
 * developers start them, with a Git server.
 */
final class Flux implements AutoCloseable {
  static final String NAMESPACE = "flux-system";
  private static final Path DIRECTORY = Path.of("target/flux").toAbsolutePath();

  private final LocalCluster cluster;
  private final Path repositories;
  private final GitServer server;
  private final Deque<Daemon> daemons = new ArrayDeque<>();
  private final Map<String, Git> known = new ConcurrentHashMap<>();

  private Flux(LocalCluster cluster) throws IOException {
    this.cluster = cluster;
    this.repositories = Files.createTempDirectory(Files.createDirectories(DIRECTORY), "git");
    this.server = GitServer.start(repositories);
  }

  /** Makes its definitions, and starts it with all rights. */
  static Flux start(LocalCluster cluster) {
    try {
      var folder = Path.of(Checkers.path("flux"));
      cluster.kubectl("apply", "--server-side", "--filename=" + folder.resolve("crds"));
      Definitions.untilEstablished(
          cluster.client(),
          "kustomizations.kustomize.toolkit.fluxcd.io",
          "gitrepositories.source.toolkit.fluxcd.io");
      cluster.kubectl("create", "namespace", NAMESPACE);
      var flux = new Flux(cluster);
      var storage = "127.0.0.1:" + Daemon.freePort();
      flux.run(
          folder.resolve("bin/source-controller"),
          "--storage-path=" + Files.createTempDirectory(DIRECTORY, "artifacts"),
          "--storage-addr=" + storage,
          "--storage-adv-addr=" + storage);
      flux.run(folder.resolve("bin/kustomize-controller"), "--requeue-dependency=2s");
      return flux;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Path program, String... arguments) {
    var environment = new HashMap<String, String>();
    environment.put("KUBECONFIG", cluster.cluster("kubeconfig"));
    environment.put("RUNTIME_NAMESPACE", NAMESPACE);
    var command = new String[arguments.length + 3];
    command[0] = program.toString();
    command[1] = "--metrics-addr=127.0.0.1:0";
    command[2] = "--health-addr=127.0.0.1:0";
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    var log = DIRECTORY.resolve(program.getFileName() + ".log");
    daemons.push(Daemon.start(log, environment, command));
  }

  /** What Git has from now on: a repository of this name, and a GitRepository of it. */
  void commit(String name, Map<String, String> files) throws IOException {
    var git = known.get(name);
    if (git == null) {
      git = Git.init(repositories.resolve(name));
      known.put(name, git);
    }
    git.commit(files);
    apply(
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: %s, namespace: %s}
        spec: {url: "%s", ref: {branch: main}, interval: 2s}
        """
            .formatted(name, NAMESPACE, server.url(name)));
  }

  /** Applies this YAML. */
  void apply(String yaml) throws IOException {
    var file = Files.createTempFile(DIRECTORY, "apply", ".yaml");
    Files.writeString(file, yaml);
    cluster.kubectl("apply", "--validate=strict", "--filename=" + file);
  }

  /** Takes away what was applied under these names, while its controllers do so. */
  void delete(String kind, String... names) {
    for (var name : names) {
      cluster.kubectl(
          "delete", kind, name, "--namespace=" + NAMESPACE, "--timeout=60s", "--ignore-not-found");
    }
  }

  @Override
  public void close() {
    daemons.forEach(Daemon::close);
    server.close();
  }
}
