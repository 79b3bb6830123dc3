package dev.netperf.operator.apiserver;

import dev.netperf.operator.programs.Checkers;
import dev.netperf.operator.programs.Daemon;
import dev.netperf.operator.programs.Git;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Argo CD's application-controller and repo-server, started as its own developers start them
 * outside of a cluster. Its sources are Git repositories on this machine.
 */
final class ArgoCd implements AutoCloseable {
  static final String NAMESPACE = "argocd";
  private static final Path DIRECTORY = Path.of("target/argo-cd").toAbsolutePath();
  private static final Path SAMPLES = Path.of("../deploy/gitops/argo-cd");

  private final ApiServer server;
  private final Deque<Daemon> daemons = new ArrayDeque<>();

  private ArgoCd(ApiServer server) {
    this.server = server;
  }

  /** Installs it with our health checks and actions, and starts it with all rights. */
  static ArgoCd start(ApiServer server) {
    try {
      var folder = Path.of(Checkers.path("argo-cd"));
      server.kubectl("apply", "--server-side", "--filename=" + folder.resolve("crds"));
      Definitions.untilEstablished(
          server.client(), "applications.argoproj.io", "appprojects.argoproj.io");
      server.kubectl("apply", "--filename=" + settings());
      var argo = new ArgoCd(server);
      argo.configure("health.yaml");
      argo.configure("actions.yaml");
      argo.run(folder);
      argo.untilItSyncs();
      return argo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its own install.yaml has of settings. */
  private static Path settings() throws IOException {
    Files.createDirectories(DIRECTORY);
    return Files.writeString(
        DIRECTORY.resolve("settings.yaml"),
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: argocd}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: argocd-cm, namespace: argocd, labels: {app.kubernetes.io/part-of: argocd}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: argocd-secret, namespace: argocd, labels: {app.kubernetes.io/part-of: argocd}}
        stringData: {server.secretkey: for-tests}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: AppProject
        metadata: {name: default, namespace: argocd}
        spec:
          sourceRepos: ['*']
          destinations: [{namespace: '*', server: '*'}]
          clusterResourceWhitelist: [{group: '*', kind: '*'}]
        """);
  }

  /** At first it doesn't find the project. */
  private void untilItSyncs() throws IOException {
    var files =
        Map.of(
            "a.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: argocd}}");
    var application =
        Files.writeString(
            DIRECTORY.resolve("first.yaml"),
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: first, namespace: argocd}
            spec:
              project: default
              source: {repoURL: "%s", targetRevision: main, path: .}
              destination: {server: https://kubernetes.default.svc}
            """
                .formatted(repository("first", files)));
    server.kubectl("apply", "--filename=" + application);
    Awaitility.await("a sync")
        .atMost(Duration.ofSeconds(60))
        .failFast("see " + DIRECTORY, () -> !runs())
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              var synced =
                  server.kubectl(
                      "get",
                      "application/first",
                      "--namespace=" + NAMESPACE,
                      "--output=jsonpath={.status.operationState.phase}");
              if (!"Succeeded".equals(synced)) {
                sync("first");
              }
              return synced;
            },
            "Succeeded"::equals);
  }

  /** As its API server does for its command line and its user interface. */
  void sync(String application) {
    server.kubectl(
        "patch",
        "application/" + application,
        "--namespace=" + NAMESPACE,
        "--type=merge",
        "--patch={\"operation\":{\"sync\":{}},\"status\":{\"operationState\":null}}");
  }

  boolean runs() {
    return daemons.stream().allMatch(Daemon::runs);
  }

  /** As docs/gate.md has it. */
  void configure(String patch) {
    server.kubectl(
        "patch",
        "configmap",
        "argocd-cm",
        "--namespace=" + NAMESPACE,
        "--patch-file=" + SAMPLES.resolve(patch));
  }

  private void run(Path folder) throws IOException {
    var program = folder.resolve("bin/argo-cd").toString();
    var redis = Daemon.freePort();
    var repositories = Daemon.freePort();
    var environment =
        Map.of(
            "KUBECONFIG", server.kubeconfig().toString(),
            "ARGOCD_FAKE_IN_CLUSTER", "true",
            "ARGOCD_GPG_ENABLED", "false",
            "ARGOCD_TLS_DATA_PATH", DIRECTORY.resolve("tls").toString(),
            "ARGOCD_SSH_DATA_PATH", DIRECTORY.resolve("ssh").toString(),
            "TMPDIR", Files.createDirectories(DIRECTORY.resolve("tmp")).toString());
    start(
        "redis",
        Map.of(),
        folder.resolve("bin/redis-server").toString(),
        "--bind 127.0.0.1",
        "--save ''",
        "--port " + redis);
    start(
        "repo-server",
        environment,
        program,
        "argocd-repo-server",
        "--address=127.0.0.1",
        "--port=" + repositories,
        "--metrics-address=127.0.0.1",
        "--metrics-port=" + Daemon.freePort(),
        "--disable-tls",
        "--redis=127.0.0.1:" + redis);
    start(
        "application-controller",
        environment,
        program,
        "argocd-application-controller",
        "--namespace=" + NAMESPACE,
        "--metrics-port=" + Daemon.freePort(),
        "--repo-server=127.0.0.1:" + repositories,
        "--repo-server-plaintext",
        "--redis=127.0.0.1:" + redis,
        "--app-resync=5");
  }

  private void start(String name, Map<String, String> environment, String... command) {
    daemons.push(Daemon.start(DIRECTORY.resolve(name + ".log"), environment, command));
  }

  /** A Git repository with these files; gives back its address. */
  static String repository(String name, Map<String, String> files) throws IOException {
    var git = Git.init(Files.createTempDirectory(DIRECTORY, name));
    git.commit(files);
    return "file://" + git.folder();
  }

  @Override
  public void close() {
    daemons.forEach(Daemon::close);
  }
}
