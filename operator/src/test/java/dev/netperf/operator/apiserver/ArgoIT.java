package dev.netperf.operator.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netperf.operator.gitops.ArgoLua;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.zjsonpatch.JsonDiff;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Argo CD shows and does, on what the packaged operator writes to a real API server. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArgoIT {
  private static final String NAMESPACE = "argo";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final PatchContext JSON_PATCH = PatchContext.of(PatchType.JSON);
  private static final String NODES =
      "server: {nodeName: argo-1}, client: {nodeName: argo-2}, durationSeconds: 1";
  private static final String PAIR =
      "nodes: {selector: {argo: 'yes'}}, coverage: {mode: AllPairs}, "
          + "testTemplate: {spec: {repetitions: 1, durationSeconds: 1}}";

  private ApiServer server;
  private PlayedKubelet kubelet;
  private OperatorProcess operator;

  @BeforeAll
  void start(ApiServer server) {
    this.server = server;
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    kubelet = new PlayedKubelet(server.client(), NAMESPACE, "argo-1", "argo-2");
    server.kubectl("label", "node", "argo-1", "argo-2", "argo=yes");
    operator = OperatorProcess.start(server);
  }

  @AfterAll
  void stop() {
    kubelet.close();
    operator.close();
    server.deleteAllTests();
    server.kubectl("delete", "node", "argo-1", "argo-2");
  }

  private void create(String kind, String name, String spec) {
    server
        .client()
        .resource(
            server.asWritten(
                """
                apiVersion: netperf.dev/v1alpha1
                kind: %s
                metadata: {namespace: %s, name: %s}
                spec: {%s}
                """
                    .formatted(kind, NAMESPACE, name, spec)))
        .create();
  }

  private JsonNode read(String kind, String name) {
    var text = server.kubectl("get", kind, name, "--namespace=" + NAMESPACE, "--output=json");
    return Serialization.unmarshal(text, JsonNode.class);
  }

  private JsonNode until(String kind, String name, Predicate<JsonNode> state) {
    return Awaitility.await(name).atMost(SOON).until(() -> read(kind, name), state);
  }

  private JsonNode untilHealth(String kind, String name, String health) {
    return until(kind, name, resource -> health.equals(health(resource)));
  }

  private static String health(JsonNode resource) {
    return ArgoLua.health(resource).path("status").asText();
  }

  private static String run(JsonNode resource) {
    return resource.path("status").path("run").path("id").asText();
  }

  /** As Argo CD does: what the action changed is sent as a patch. Gives back what it changed. */
  private List<String> act(String action, JsonNode resource) {
    assertThat(ArgoLua.actions(resource).path(action).path("disabled").asBoolean()).isFalse();
    var patch = JsonDiff.asJson(resource, ArgoLua.act(action, resource));
    server
        .client()
        .resource(server.asWritten(resource.toString()))
        .patch(JSON_PATCH, patch.toString());
    return patch.findValuesAsText("path");
  }

  @Test
  void rerunMeasuresATestAnewAndChangesNothingElse() {
    // Given a test that is complete
    create("NetPerfTest", "again", NODES + ", repetitions: 1");
    var complete = untilHealth("NetPerfTest", "again", "Healthy");

    // When
    var changed = act("rerun", complete);

    // Then there is another run
    assertThat(changed).containsExactly("/spec/rerun");
    until(
        "NetPerfTest", "again", t -> "Healthy".equals(health(t)) && !run(t).equals(run(complete)));
  }

  @Test
  void aTestIsSuspendedAndGoesOn() {
    // Given a test that measures for hours
    create("NetPerfTest", "held", NODES + ", pauseSeconds: 3600, activeDeadlineSeconds: 90000");
    var measuring = until("NetPerfTest", "held", t -> t.path("status").path("samples").size() == 1);
    assertThat(health(measuring)).isEqualTo("Progressing");
    assertThat(ArgoLua.actions(measuring).path("resume").path("disabled").asBoolean()).isTrue();

    // When it is suspended
    assertThat(act("suspend", measuring)).containsExactly("/spec/suspend");

    // Then it says so, and may go on or be suspended no more
    var suspended = untilHealth("NetPerfTest", "held", "Suspended");
    assertThat(ArgoLua.actions(suspended).path("suspend").path("disabled").asBoolean()).isTrue();
    assertThat(ArgoLua.actions(suspended).path("rerun").path("disabled").asBoolean()).isTrue();

    // And goes on
    assertThat(act("resume", suspended)).containsExactly("/spec/suspend");
    untilHealth("NetPerfTest", "held", "Progressing");
    server.kubectl("delete", "npt", "held", "--namespace=" + NAMESPACE);
    server.kubectl("delete", "pod", "--all", "--namespace=" + NAMESPACE);
  }

  @Test
  void aSurveyHasItsHealthAndItsActions() {
    // Given a survey that begins nothing
    create("NetPerfSurvey", "pair", "suspend: true, " + PAIR);
    var suspended = untilHealth("NetPerfSurvey", "pair", "Suspended");

    // When it may begin
    assertThat(act("resume", suspended)).containsExactly("/spec/suspend");

    // Then it is measured to its end, and once more
    var complete = untilHealth("NetPerfSurvey", "pair", "Healthy");
    assertThat(act("rerun", complete)).containsExactly("/spec/rerun");
    until(
        "NetPerfSurvey",
        "pair",
        survey -> "Healthy".equals(health(survey)) && !run(survey).equals(run(complete)));
  }

  @Test
  void aSurveyThatFailsIsDegraded() {
    create("NetPerfSurvey", "alone", PAIR.replace("argo: 'yes'", "kubernetes.io/hostname: none"));

    untilHealth("NetPerfSurvey", "alone", "Progressing");
    var failed =
        server.kubectl(
            "patch",
            "netperfsurvey",
            "alone",
            "--namespace=" + NAMESPACE,
            "--type=merge",
            "--patch={\"spec\":{\"testTemplate\":{\"spec\":{\"placementDeadlineSeconds\":0}}}}");

    assertThat(failed).contains("patched");
    untilHealth("NetPerfSurvey", "alone", "Degraded");
  }

  @Test
  void theSampleIsAcceptedAndItsWavesAreInOrder() {
    // Given its namespace, as of the wave before
    var sample = "../deploy/gitops/argo-cd/sample";
    server.namespace("network-gate");

    // When it is applied, as a trial
    var applied = server.kubectl("apply", "--dry-run=server", "--validate=strict", "-k", sample);

    // Then all is accepted
    assertThat(applied)
        .contains("netperftest.netperf.dev/gate created", "configmap/guarded created");

    // And the operator comes before the gate, the gate before what it guards
    var waves = waves(server.kubectl("kustomize", sample));
    assertThat(waves.get("NetPerfTest/gate")).isEqualTo("0");
    assertThat(waves.get("ConfigMap/guarded")).isEqualTo("1");
    assertThat(waves.entrySet())
        .filteredOn(entry -> !entry.getKey().matches("NetPerfTest/gate|ConfigMap/guarded"))
        .hasSizeGreaterThan(10)
        .allMatch(entry -> entry.getValue().equals("-1"));
  }

  private Map<String, String> waves(String manifests) {
    return server
        .client()
        .load(new ByteArrayInputStream(manifests.getBytes(UTF_8)))
        .items()
        .stream()
        .collect(
            Collectors.toMap(
                object -> object.getKind() + "/" + object.getMetadata().getName(),
                object ->
                    object.getMetadata().getAnnotations().get("argocd.argoproj.io/sync-wave")));
  }

  /** Argo CD deletes the gate of the sync before, else it would find its verdict. */
  @Test
  void theGateOfTheSampleIsMeasuredAtEachSync() {
    assertThat(server.kubectl("kustomize", "../deploy/gitops/argo-cd/sample"))
        .contains(
            "argocd.argoproj.io/hook: Sync",
            "argocd.argoproj.io/hook-delete-policy: BeforeHookCreation",
            "argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true");
  }
}
