package dev.netperf.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources that another version of the operator, or of the definition, has stored. */
class NetPerfTestReaderTest {
  private static final String OF_A_LATER_VERSION =
      """
      apiVersion: netperf.dev/v1alpha1
      kind: NetPerfTest
      metadata: {name: later, namespace: team-a, uid: 0f0e, generation: 1}
      spec: {tool: qperf}
      status:
        observedGeneration: 1
        aFieldToCome: {of: [a, later, version]}
        run: {id: 0a1b2c3d, generation: 1, completionTime: '2026-01-01T00:05:00Z', aTimeToCome: x}
        conditions:
        - {type: Ready, status: 'False', reason: AReasonToCome, message: words, lastTransitionTime: x}
        samples:
        - index: 0
          path: PodToMoon
          excluded: AnExclusionToCome
          values: [{measurement: SCTPBandwidth, value: 5, unit: bit/s, aFactToCome: 1}]
        results: [{path: PodToMoon, measurement: SCTPBandwidth, unit: bit/s, mean: 5}]
        verdicts: [{measurement: SCTPBandwidth, path: PodToMoon, outcome: AnOutcomeToCome}]
        warnings: [{type: AWarningToCome, message: words}]
        failures: [{sample: 0, attempt: 0, path: PodToMoon, reason: AReasonToCome, message: words}]
        effective: {measurements: [SCTPBandwidth], baseline: PodToMoon, ipFamily: IPv7}
        history: [{id: '0', reason: AReasonToCome, warnings: [AWarningToCome]}]
      """;

  private final KubernetesSerialization json = serialization();

  private static KubernetesSerialization serialization() {
    var mapper = new ObjectMapper();
    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    return new KubernetesSerialization(mapper, true);
  }

  private NetPerfTest read(String yaml) {
    return json.unmarshal(yaml, NetPerfTest.class);
  }

  private NetPerfTest withSpec(String spec) {
    return read("apiVersion: netperf.dev/v1alpha1\nkind: NetPerfTest\nspec: " + spec);
  }

  @Test
  void constantsOfALaterVersionAreReadAndWrittenAsTheyStand() {
    // When
    var test = read(OF_A_LATER_VERSION);

    // Then
    assertThat(test.getStatusUnread()).isEmpty();
    var written = json.convertValue(test.getStatus(), JsonNode.class);
    assertThat(written.at("/samples/0/path").asText()).isEqualTo("PodToMoon");
    assertThat(written.at("/samples/0/excluded").asText()).isEqualTo("AnExclusionToCome");
    assertThat(written.at("/samples/0/values/0/measurement").asText()).isEqualTo("SCTPBandwidth");
    assertThat(written.at("/warnings/0/type").asText()).isEqualTo("AWarningToCome");
    assertThat(written.at("/failures/0/reason").asText()).isEqualTo("AReasonToCome");
    assertThat(written.at("/verdicts/0/outcome").asText()).isEqualTo("AnOutcomeToCome");
    assertThat(written.at("/effective/ipFamily").asText()).isEqualTo("IPv7");
    assertThat(written.at("/history/0/warnings/0").asText()).isEqualTo("AWarningToCome");
  }

  @Test
  void aSampleThatIsLeftOutForAReasonToComeIsNotCounted() {
    assertThat(read(OF_A_LATER_VERSION).getStatus().samples().get(0).counted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{paths: [PodToPod, PodToMoon]} | spec.paths[1] | \"PodToMoon\"",
        "{tool: netperf} | spec.tool | \"netperf\"",
        "{server: {tolerations: [{key: a, operator: Gt}]}} | spec.server.tolerations[0].operator | \"Gt\"",
        "{repetitions: many} | spec.repetitions | \"many\"",
        "{direction: Both} | spec.direction | \"Both\"",
        "{server: {rack: 7}} | spec.server.rack | 7",
        "{thresholds: [{path: PodToPod, measurement: TCPLatency, p99: 1ms}]} | spec.thresholds[0].p99 | \"1ms\"",
      })
  void whatIsNotUnderstoodOfASpecIsNamed(String spec, String field, String value) {
    assertThat(withSpec(spec).getUnread()).containsExactly(new Unread(field, value));
  }

  @Test
  void aSpecThatIsUnderstoodHasNothingUnread() {
    var test = withSpec("{tool: iperf3, server: {nodeSelector: {a: b}}, probe: {resources: {}}}");

    assertThat(test.getUnread()).isEmpty();
    assertThat(test.getSpec().tool()).isEqualTo(Tool.iperf3);
  }

  @Test
  void whatIsNotUnderstoodStaysSoInACopy() {
    assertThat(withSpec("{tool: netperf}").copy().lean().getUnread()).hasSize(1);
  }

  @Test
  void aStatusOfAnotherShapeIsToldFromNone() {
    // Given what is read after it as well
    var test =
        read(
            """
            apiVersion: netperf.dev/v1alpha1
            kind: NetPerfTest
            status: {samples: {of: [[{another: shape}]]}, run: {id: 1}}
            metadata: {name: strange}
            spec: {tool: iperf3}
            """);

    // Then
    assertThat(test.getStatusUnread()).isPresent();
    assertThat(test.getMetadata().getName()).isEqualTo("strange");
    assertThat(test.getSpec().tool()).isEqualTo(Tool.iperf3);
  }

  @Test
  void oneThatIsNotUnderstoodSpoilsNoList() {
    // Given
    var list =
        """
        kind: NetPerfTestList
        items:
        - {metadata: {name: a}, spec: {tool: netperf}, status: {samples: 7}}
        - {metadata: {name: b}, spec: {tool: iperf3}}
        """;
    // When
    var read = json.unmarshal(list, NetPerfTestListForTests.class).getItems();
    // Then
    assertThat(read).extracting(test -> test.getMetadata().getName()).containsExactly("a", "b");
    assertThat(read.get(1).getSpec().tool()).isEqualTo(Tool.iperf3);
  }

  /** As the client reads one. */
  static final class NetPerfTestListForTests
      extends io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList<NetPerfTest> {
    private static final long serialVersionUID = 1;
  }
}
