package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is stored of what a user writes. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomResourceDefaultsIT {
  private static final String NAMESPACE = "defaults";
  private ApiServer server;
  private KubernetesClient client;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    client = server.client();
    server.namespace(NAMESPACE);
  }

  @Test
  void anEmptySpecIsStoredWithEveryConstantDefault() {
    // When
    var stored = client.resource(resource("empty", "spec: {}")).create();
    // Then
    assertThat(yaml(stored.get("spec")))
        .isEqualTo(
            """
            durationSeconds: 10
            order: Interleaved
            paths:
            - HostToHost
            - PodToPod
            pauseSeconds: 0
            placement: DifferentNodes
            placementDeadlineSeconds: 600
            podRetention: OnFailure
            repetitions: 4
            retriesPerSample: 2
            streams: 1
            suspend: false
            tool: qperf
            warmups: 0
            """);
  }

  @Test
  void oneGivenPortLeavesTheOthersToBeDrawn() {
    // When
    var stored = client.resource(resource("port", "spec: {ports: {control: 20000}}")).create();
    // Then
    assertThat(yaml(stored.get("spec", "ports"))).isEqualTo("control: 20000\n");
  }

  @Test
  void aFreshResourceIsPendingFromItsFirstMomentOn() {
    // When
    var stored = client.resource(resource("fresh", "spec: {}")).create();
    // Then
    assertThat(yaml(stored.get("status")))
        .isEqualTo(
            """
            conditions:
            - lastTransitionTime: 1970-01-01T00:00:00Z
              message: Waiting for the operator
              reason: Pending
              status: Unknown
              type: Ready
            observedGeneration: -1
            """);
  }

  @Test
  void aCreatorCanNotWriteTheStatus() {
    // Given
    var forged = resource("forged", "spec: {}\nstatus: {observedGeneration: 1, run: {id: mine}}");
    // When
    var stored = client.resource(forged).create();
    // Then
    assertThat(stored.<Integer>get("status", "observedGeneration")).isEqualTo(-1);
    assertThat(stored.<Object>get("status", "run")).isNull();
  }

  @Test
  void anUpdateCanNotWriteTheStatus() {
    // Given
    client.resource(resource("updated", "spec: {}")).create();
    var forged = resource("updated", "spec: {rerun: '1'}\nstatus: {observedGeneration: 1}");
    // When
    client.resource(forged).patch(ApiServer.applyAs("forger"), forged);
    // Then
    var stored = read("updated");
    assertThat(stored.getSpec().rerun()).isEqualTo("1");
    assertThat(stored.getStatus().observedGeneration()).isEqualTo(-1);
  }

  @Test
  void aSpecCanNotBeWrittenThroughTheStatus() {
    // Given
    client.resource(resource("through-status", "spec: {}")).create();
    var both = resource("through-status", "spec: {rerun: '1'}\nstatus: {observedGeneration: 1}");
    // When
    client.resource(both).subresource("status").patch(ApiServer.applyAs("operator"), both);
    // Then
    var stored = read("through-status");
    assertThat(stored.getSpec().rerun()).isNull();
    assertThat(stored.getStatus().observedGeneration()).isEqualTo(1);
  }

  @Test
  void anUnknownFieldIsRefusedWhereTheWriterWantsStrictness() {
    // Given
    var mistyped = resource("mistyped", "spec: {durationSecond: 5}");
    // When
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> client.resource(mistyped).fieldValidation(Validation.STRICT).create());
    // Then
    assertThat(refusal.getCode()).isEqualTo(400);
    assertThat(refusal.getStatus().getMessage()).contains("unknown field \"spec.durationSecond\"");
  }

  @Test
  void anUnknownFieldIsDroppedWhereTheWriterIsSloppy() {
    // When
    var stored = client.resource(resource("sloppy", "spec: {durationSecond: 5}")).create();
    // Then
    assertThat(stored.<Map<String, Object>>get("spec")).doesNotContainKey("durationSecond");
  }

  @Test
  void anAppliedListIsTheListAndNotMergedWithTheDefaultOrAnothers() {
    // Given
    apply("one", "spec: {paths: [PodToPod, HostToHost], measurements: [TCPLatency]}");
    // When
    apply("another", "spec: {paths: [PodToPod], measurements: [TCPBandwidth]}");
    // Then
    var stored = read("lists");
    assertThat(stored.getSpec().paths()).extracting(Enum::name).containsExactly("PodToPod");
    assertThat(stored.getSpec().measurements())
        .extracting(Enum::name)
        .containsExactly("TCPBandwidth");
  }

  @Test
  void aWriterWithoutForceIsToldWhoseListItIs() {
    // Given
    var first = resource("owned", "spec: {paths: [PodToPod]}");
    client.resource(first).patch(ApiServer.applyAs("one"), first);
    var second = resource("owned", "spec: {paths: [HostToHost]}");
    var unforced = ApiServer.applyAs("another");
    unforced.setForce(false);
    // When
    var conflict =
        catchThrowableOfType(
            KubernetesClientException.class, () -> client.resource(second).patch(unforced, second));
    // Then
    assertThat(conflict.getCode()).isEqualTo(409);
    assertThat(conflict.getStatus().getMessage()).contains("conflict with \"one\": .spec.paths");
  }

  private void apply(String writer, String body) {
    var resource = resource("lists", body);
    client.resource(resource).patch(ApiServer.applyAs(writer), resource);
  }

  private NetPerfTest read(String name) {
    return client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName(name).get();
  }

  private GenericKubernetesResource resource(String name, String body) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {namespace: %s, name: %s}
        %s
        """
            .formatted(NAMESPACE, name, body));
  }

  private String yaml(Object value) {
    return Yaml.sorted(client.getKubernetesSerialization().convertValue(value, Object.class));
  }
}
