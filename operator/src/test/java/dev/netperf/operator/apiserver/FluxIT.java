package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Flux's real kustomize-controller applies the samples of deploy/gitops/flux to a real API server
 * on which the packaged operator measures. Sources are handed to it as source-controller would.
 * Building it takes minutes: the layer leaves this class out unless {@code -Dit.test} names it.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FluxIT {
  private static final String NAMESPACE = "flux-gates";
  private static final String SYSTEM = "flux-system";
  private static final Path SAMPLES = Path.of("../deploy/gitops/flux");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String NODES =
      "server: {nodeName: flux-1}, client: {nodeName: flux-2}, durationSeconds: 1, repetitions: 2";
  private static final String NEVER_ENDS = ", pauseSeconds: 3600, activeDeadlineSeconds: 90000";

  private ApiServer server;
  private PlayedKubelet kubelet;
  private OperatorProcess operator;
  private KustomizeController flux;

  @BeforeAll
  void start(ApiServer server) {
    this.server = server;
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    server.namespace(SYSTEM);
    kubelet = new PlayedKubelet(server.client(), NAMESPACE, "flux-1", "flux-2");
    operator = OperatorProcess.start(server);
    flux = KustomizeController.start(server);
  }

  @AfterAll
  void stop() {
    flux.close();
    leaveNoKustomization();
    kubelet.close();
    operator.close();
    server.deleteAllTests();
    server.kubectl("delete", "node", "flux-1", "flux-2");
  }

  /** While one waits for its test its controller would not let it go. */
  private void leaveNoKustomization() {
    var names =
        server.kubectl("get", "kustomizations", "--namespace=" + SYSTEM, "--output=name").lines();
    names.forEach(
        name ->
            server.kubectl(
                "patch",
                name,
                "--namespace=" + SYSTEM,
                "--type=merge",
                "--patch={\"metadata\":{\"finalizers\":null}}"));
    server.kubectl("delete", "kustomizations", "--all", "--namespace=" + SYSTEM, "--timeout=20s");
  }

  private static String threshold(String bound) {
    return ", thresholds: [{measurement: TCPBandwidth, path: PodToPod, " + bound + "}]";
  }

  private static String test(String name, String spec) {
    return """
    apiVersion: netperf.dev/v1alpha1
    kind: NetPerfTest
    metadata: {namespace: %s, name: %s}
    spec: {%s}
    """
        .formatted(NAMESPACE, name, NODES + spec);
  }

  /** The Kustomizations of a sample under names of their own, from a source of their own. */
  private void apply(String sample, String name, String spec) throws IOException {
    flux.source(
        name,
        List.of("network-gate/test.yaml", "apps/guarded.yaml"),
        List.of(
            test(name, spec),
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {namespace: %s, name: %s}
            """
                .formatted(NAMESPACE, name)));
    var yaml =
        Files.readString(SAMPLES.resolve(sample))
            .replaceAll("name: network-gate\\b", "name: " + name)
            .replaceAll("name: guarded\\b", "name: guarded-" + name)
            .replaceAll("name: flux-system\\b", "name: " + name);
    var file = Path.of("target/flux-" + name + ".yaml");
    Files.writeString(file, yaml);
    server.kubectl("apply", "--validate=strict", "--filename=" + file);
  }

  private JsonNode read(String resource, String namespace) {
    var text = server.kubectl("get", resource, "--namespace=" + namespace, "--output=json");
    return Serialization.unmarshal(text, JsonNode.class);
  }

  private static JsonNode ready(JsonNode resource) {
    for (var condition : resource.path("status").path("conditions")) {
      if ("Ready".equals(condition.path("type").asText())) {
        return condition;
      }
    }
    return resource.path("none");
  }

  private JsonNode until(String name, Predicate<JsonNode> state) {
    return Awaitility.await(name)
        .atMost(SOON)
        .until(() -> read("kustomization/" + name, SYSTEM), state);
  }

  private JsonNode untilReady(String name) {
    return until(name, k -> "True".equals(ready(k).path("status").asText()));
  }

  private JsonNode untilFailed(String name) {
    return until(name, k -> "HealthCheckFailed".equals(ready(k).path("reason").asText()));
  }

  @Test
  void aGateThatPassesIsReadyAndLetsPass() throws IOException {
    apply("gate.yaml", "passes", threshold("min: 10M"));

    untilReady("passes");

    var test = read("npt/passes", NAMESPACE);
    assertThat(ready(test).path("reason").asText()).isEqualTo("Complete");
    untilReady("guarded-passes");
    assertThat(read("configmap/passes", NAMESPACE).path("kind").asText()).isEqualTo("ConfigMap");
  }

  @Test
  void aGateThatIsBreachedFailsAtOnceAndStopsWhatItGuards() throws IOException {
    apply("gate.yaml", "breached", threshold("min: 5G"));

    // Then long before its time-out of half an hour
    var failed = untilFailed("breached");

    assertThat(ready(failed).path("message").asText()).contains("NetPerfTest/flux-gates/breached");
    until("guarded-breached", k -> "DependencyNotReady".equals(ready(k).path("reason").asText()));
    assertThat(server.kubectl("get", "configmaps", "--namespace=" + NAMESPACE, "--output=name"))
        .doesNotContain("configmap/breached");
  }

  @Test
  void aGateThatMeasuresStaysInProgress() throws IOException, InterruptedException {
    // Given one that goes on for hours, with a sample taken
    apply("gate.yaml", "measures", NEVER_ENDS);
    Awaitility.await()
        .atMost(SOON)
        .until(() -> read("netperftests", NAMESPACE), FluxIT::hasASampleOfTheLongOne);

    // When some time has passed
    Thread.sleep(10_000);

    // Then it is neither ready nor failed
    var kustomization = read("kustomization/measures", SYSTEM);
    assertThat(ready(kustomization).path("status").asText()).isEqualTo("Unknown");
    assertThat(ready(kustomization).path("reason").asText()).isEqualTo("Progressing");
    server.kubectl("delete", "npt/measures", "--namespace=" + NAMESPACE);
    server.kubectl("delete", "pod", "--all", "--namespace=" + NAMESPACE);
  }

  private static boolean hasASampleOfTheLongOne(JsonNode list) {
    for (var test : (ArrayNode) list.path("items")) {
      if ("measures".equals(test.path("metadata").path("name").asText())) {
        return !test.path("status").path("samples").isEmpty();
      }
    }
    return false;
  }

  @Test
  void appliedAgainAndAgainNothingChanges() throws IOException {
    // Given
    apply("gate.yaml", "again", threshold("min: 10M"));
    untilReady("again");
    var before = read("npt/again", NAMESPACE);

    // When it is asked to look again, three times
    for (int time = 1; time <= 3; time++) {
      var asked = Integer.toString(time);
      server.kubectl(
          "annotate",
          "kustomization/again",
          "--namespace=" + SYSTEM,
          "--overwrite",
          "reconcile.fluxcd.io/requestedAt=" + asked);
      until("again", k -> asked.equals(k.path("status").path("lastHandledReconcileAt").asText()));
      untilReady("again");
    }

    // Then nothing was written
    assertThat(read("npt/again", NAMESPACE)).isEqualTo(before);
  }

  @Test
  void whatIsInconclusiveFailsByDefault() throws IOException {
    apply("gate.yaml", "closed", threshold("minPercentOfBaseline: 100"));

    untilFailed("closed");

    assertThat(ready(read("npt/closed", NAMESPACE)).path("reason").asText())
        .isEqualTo("Inconclusive");
  }

  @Test
  void whatIsInconclusivePassesWhereItIsNoFailure() throws IOException {
    var sample = "gate-that-is-open-when-inconclusive.yaml";
    apply(sample, "open", threshold("minPercentOfBaseline: 100"));
    untilReady("open");
    assertThat(ready(read("npt/open", NAMESPACE)).path("reason").asText())
        .isEqualTo("Inconclusive");

    // And what passes does, and what is breached or fails does not
    apply(sample, "open-good", threshold("min: 10M"));
    apply(sample, "open-bad", threshold("min: 5G"));
    untilReady("open-good");
    untilFailed("open-bad");
  }
}
