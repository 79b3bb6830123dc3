package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
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
 * The real Argo CD syncs the sample of deploy/gitops/argo-cd, from Git to a real API server on
 * which the packaged operator measures. Building it takes minutes: the layer leaves this class out
 * unless {@code -Dit.test} names it.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArgoCdIT {
  private static final String NAMESPACE = "network-gate";
  private static final Path SAMPLES = Path.of("../deploy/gitops/argo-cd");
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String NODES =
      "server: {nodeName: argo-cd-1}, client: {nodeName: argo-cd-2}, durationSeconds: 1, "
          + "repetitions: 2";
  private static final String NEVER_ENDS = ", pauseSeconds: 3600, activeDeadlineSeconds: 90000";
  private static final String PASSES = threshold("min: 10M");

  private ApiServer server;
  private PlayedKubelet kubelet;
  private OperatorProcess operator;
  private ArgoCd argo;

  @BeforeAll
  void start(ApiServer server) {
    this.server = server;
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    kubelet = new PlayedKubelet(server.client(), NAMESPACE, "argo-cd-1", "argo-cd-2");
    operator = OperatorProcess.start(server);
    argo = ArgoCd.start(server);
  }

  @AfterAll
  void stop() {
    argo.close();
    kubelet.close();
    operator.close();
    server.deleteAllTests();
    server.kubectl("delete", "node", "argo-cd-1", "argo-cd-2");
  }

  private static String threshold(String bound) {
    return ", thresholds: [{measurement: TCPBandwidth, path: PodToPod, " + bound + "}]";
  }

  /**
   * The sample's gate and what it guards under names of their own, with nodes that are there. The
   * operator runs already, and the namespace would be part of several Applications.
   */
  private static Map<String, String> sample(String name, String spec) throws IOException {
    var folder = "deploy/gitops/argo-cd/sample/";
    var gate = Files.readString(SAMPLES.resolve("sample/gate.yaml"));
    var metadata = gate.substring(gate.indexOf("\n---\n") + 5, gate.lastIndexOf("\nspec:"));
    return Map.of(
        folder + "gate.yaml",
        metadata.replace("name: gate\n", "name: " + name + "\n")
            + "\nspec: {"
            + NODES
            + spec
            + "}\n",
        folder + "guarded.yaml",
        Files.readString(SAMPLES.resolve("sample/guarded.yaml"))
            .replace("name: guarded\n", "name: guarded-" + name + "\n"));
  }

  private void apply(String name, Map<String, String> files) throws IOException {
    var application =
        Files.readString(SAMPLES.resolve("application.yaml"))
            .replace("name: network-gate,", "name: " + name + ",")
            .replace("https://git.example.com/cluster.git", ArgoCd.repository(name, files));
    var file = Files.writeString(Path.of("target/argo-cd/" + name + ".yaml"), application);
    server.kubectl("apply", "--validate=strict", "--filename=" + file);
  }

  private JsonNode read(String resource, String namespace) {
    var text =
        server.kubectl(
            "get", resource, "--namespace=" + namespace, "--output=json", "--ignore-not-found");
    return text.isEmpty()
        ? MissingNode.getInstance()
        : Serialization.unmarshal(text, JsonNode.class);
  }

  private JsonNode until(String name, Predicate<JsonNode> state) {
    return Awaitility.await(name)
        .atMost(SOON)
        .failFast("see operator/target/argo-cd", () -> !argo.runs())
        .until(() -> read("application/" + name, ArgoCd.NAMESPACE), state);
  }

  private JsonNode untilSynced(String name) {
    return until(
        name,
        application ->
            "Succeeded".equals(application.at("/status/operationState/phase").asText())
                && "Synced".equals(application.at("/status/sync/status").asText()));
  }

  private JsonNode untilMeasured(String name) {
    return Awaitility.await("a sample of " + name)
        .atMost(SOON)
        .until(() -> read("npt/" + name, NAMESPACE), test -> !test.at("/status/samples").isEmpty());
  }

  private boolean guardedIsThere(String name) {
    return !read("configmap/guarded-" + name, NAMESPACE).isMissingNode();
  }

  private static String uid(JsonNode resource) {
    return resource.at("/metadata/uid").asText();
  }

  @Test
  void aGateThatPassesLetsTheNextWaveBeginAndIsMeasuredAgainAtTheNextSync() throws IOException {
    // When it is synced
    apply("passes", sample("passes", PASSES));
    untilSynced("passes");

    // Then the test has passed, and what it guards is there
    var first = read("npt/passes", NAMESPACE);
    assertThat(first.at("/status/conditions").toString()).contains("\"reason\":\"Complete\"");
    assertThat(guardedIsThere("passes")).isTrue();

    // When it is synced once more
    argo.sync("passes");

    // Then another test has passed
    Awaitility.await("the end of the first")
        .atMost(SOON)
        .until(() -> read("npt/passes", NAMESPACE).at("/metadata").has("deletionTimestamp"));
    collect("passes");
    Awaitility.await("another test")
        .atMost(SOON)
        .until(
            () -> read("npt/passes", NAMESPACE),
            test -> !test.isMissingNode() && !uid(test).equals(uid(first)));
    untilSynced("passes");
    assertThat(read("npt/passes", NAMESPACE).at("/status/conditions").toString())
        .contains("\"reason\":\"Complete\"");
  }

  @Test
  void whileAGateMeasuresTheNextWaveWaits() throws IOException, InterruptedException {
    // Given one that goes on for hours, with a sample taken
    apply("measures", sample("measures", NEVER_ENDS));
    untilMeasured("measures");

    // When some time has passed
    Thread.sleep(10_000);

    // Then the sync still waits for it
    var operation = read("application/measures", ArgoCd.NAMESPACE).at("/status/operationState");
    assertThat(operation.path("phase").asText()).isEqualTo("Running");
    assertThat(operation.path("message").asText())
        .isEqualTo("waiting for completion of hook netperf.dev/NetPerfTest/measures");
    assertThat(guardedIsThere("measures")).isFalse();
    forget("measures");
  }

  @Test
  void aGateThatIsBreachedStopsTheSync() throws IOException {
    // When
    apply("breached", sample("breached", threshold("min: 5G")));

    // Then what it guards is not applied, and Argo CD says why
    var application =
        until(
            "breached",
            seen -> seen.at("/status/operationState/message").asText().contains("Retrying"));
    assertThat(application.at("/status/operationState/syncResult/resources").toString())
        .contains("\"hookPhase\":\"Failed\"", "PodToPod");
    assertThat(guardedIsThere("breached")).isFalse();
  }

  /** Without the two annotations of the hook, and with what an action does meanwhile. */
  @Test
  void aGateThatIsAnOrdinaryResourceIsMeasuredOnceAndKeepsWhatAnActionSets() throws IOException {
    // Given one that has passed
    var files = new HashMap<>(sample("ordinary", PASSES));
    files.replaceAll((path, text) -> text.replaceAll("(?m)^ *argocd.argoproj.io/hook.*\n", ""));
    apply("ordinary", files);
    untilSynced("ordinary");
    assertThat(guardedIsThere("ordinary")).isTrue();

    // When it is told to measure again, as the action "rerun" does
    server.kubectl(
        "patch",
        "npt/ordinary",
        "--namespace=" + NAMESPACE,
        "--type=merge",
        "--patch={\"spec\":{\"rerun\":\"again\"}}");
    Awaitility.await("the second run")
        .atMost(SOON)
        .until(
            () -> read("npt/ordinary", NAMESPACE),
            test -> test.at("/status/history").size() == 1 && isReady(test));
    server.kubectl(
        "annotate",
        "application/ordinary",
        "--namespace=" + ArgoCd.NAMESPACE,
        "argocd.argoproj.io/refresh=hard");
    until("ordinary", seen -> seen.at("/metadata/annotations").toString().indexOf("refresh") < 0);

    // Then it is in sync, and nobody takes that back
    var application = untilSynced("ordinary");
    assertThat(application.at("/status/health/status").asText()).isEqualTo("Healthy");
    assertThat(read("npt/ordinary", NAMESPACE).at("/spec/rerun").asText()).isEqualTo("again");
  }

  private static boolean isReady(JsonNode test) {
    for (var condition : test.at("/status/conditions")) {
      if ("Ready".equals(condition.path("type").asText())) {
        return "True".equals(condition.path("status").asText());
      }
    }
    return false;
  }

  /** The last one: what it takes away the others need. */
  @Test
  @Order(Integer.MAX_VALUE)
  void withoutTheHealthCheckEveryGateIsOpen() throws IOException {
    // Given an Argo CD that has read that there is none
    server.kubectl(
        "patch",
        "configmap",
        "argocd-cm",
        "--namespace=" + ArgoCd.NAMESPACE,
        "--type=merge",
        "--patch={\"data\":null}");

    // When a gate is synced that goes on for hours
    apply("open", sample("open", NEVER_ENDS));

    // Then what it guards is applied all the same
    untilSynced("open");
    assertThat(guardedIsThere("open")).isTrue();
  }

  /** Argo CD keeps a hook until it has ended. */
  private void forget(String name) {
    server.kubectl("delete", "application/" + name, "--namespace=" + ArgoCd.NAMESPACE);
    server.kubectl("delete", "npt/" + name, "--namespace=" + NAMESPACE, "--wait=false");
    collect(name);
  }

  /** Plays the garbage collector, for which a test waits that is deleted in the foreground. */
  private void collect(String name) {
    server.kubectl(
        "patch",
        "npt/" + name,
        "--namespace=" + NAMESPACE,
        "--type=merge",
        "--patch={\"metadata\":{\"finalizers\":null}}");
  }
}
