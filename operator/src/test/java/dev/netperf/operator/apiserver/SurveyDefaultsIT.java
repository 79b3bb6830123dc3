package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is stored of a survey that a user writes. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyDefaultsIT {
  private static final String NAMESPACE = "defaults-of-surveys";
  private static final String DEFAULTS =
      """
      concurrency:
        maxPairs: 1
      coverage:
        between: true
        directions: Alternate
        mode: Sample
        partners: 6
        perGroup: 3
      groupBy:
      - node.kubernetes.io/instance-type
      keepTests: Failed
      limits: {}
      nodes:
        max: 500
      require:
        minMeasuredPercent: 90
      suspend: false
      testTemplate:
        spec:
          durationSeconds: 5
          order: Interleaved
          paths:
          - HostToHost
          - PodToPod
          pauseSeconds: 0
          placementDeadlineSeconds: 600
          podRetention: Never
          repetitions: 2
          retriesPerSample: 2
          streams: 1
          tool: qperf
          warmups: 0
      """;

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
    assertThat(yaml(stored.get("spec"))).isEqualTo(DEFAULTS);
    assertThat(read("empty").getSpec()).isEqualTo(NetPerfSurveySpec.DEFAULTS);
    assertThat(read("empty").getUnread()).isEmpty();
  }

  @Test
  void emptyPartsHaveTheSameDefaults() {
    // When
    var stored =
        client
            .resource(
                resource(
                    "parts",
                    "spec: {nodes: {}, coverage: {}, testTemplate: {spec: {}}, concurrency: {},"
                        + " limits: {}, require: {}}"))
            .create();
    // Then
    assertThat(yaml(stored.get("spec"))).isEqualTo(DEFAULTS);
  }

  @Test
  void oneFieldOfAPartLeavesTheOthersTheirDefaults() {
    // When
    client.resource(resource("one", "spec: {testTemplate: {spec: {tool: iperf3}}}")).create();
    // Then a test of a survey is still shorter than one of its own
    var test = read("one").getSpec().testTemplate().spec();
    assertThat(test.repetitions()).isEqualTo(2);
    assertThat(test.durationSeconds()).isEqualTo(5);
  }

  @Test
  void aFreshSurveyIsPendingFromItsFirstMomentOn() {
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
  void anUpdateCanNotWriteTheStatus() {
    // Given
    client.resource(resource("updated", "spec: {}")).create();
    var forged = resource("updated", "spec: {rerun: '1'}\nstatus: {observedGeneration: 1}");
    // When
    client.resource(forged).patch(ApiServer.applyAs("forger"), forged);
    // Then
    assertThat(read("updated").getSpec().rerun()).isEqualTo("1");
    assertThat(read("updated").getStatus().observedGeneration()).isEqualTo(-1);
  }

  @Test
  void anAppliedListIsTheListAndNotMergedWithTheDefaultOrAnothers() {
    // Given
    apply("one", "spec: {groupBy: [rack], nodes: {exclude: [a], selector: {disk: ssd}}}");
    // When
    apply("another", "spec: {groupBy: [zone], nodes: {exclude: [b], selector: {disk: hdd}}}");
    // Then
    assertThat(read("lists").getSpec().groupBy()).containsExactly("zone");
    assertThat(read("lists").getSpec().nodes().exclude()).containsExactly("b");
    assertThat(read("lists").getSpec().nodes().selector()).hasSize(1).containsEntry("disk", "hdd");
  }

  private void apply(String writer, String body) {
    var resource = resource("lists", body);
    client.resource(resource).patch(ApiServer.applyAs(writer), resource);
  }

  private NetPerfSurvey read(String name) {
    return client.resources(NetPerfSurvey.class).inNamespace(NAMESPACE).withName(name).get();
  }

  private GenericKubernetesResource resource(String name, String body) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfSurvey
        metadata: {namespace: %s, name: %s}
        %s
        """
            .formatted(NAMESPACE, name, body));
  }

  private String yaml(Object value) {
    return Yaml.sorted(client.getKubernetesSerialization().convertValue(value, Object.class));
  }
}
