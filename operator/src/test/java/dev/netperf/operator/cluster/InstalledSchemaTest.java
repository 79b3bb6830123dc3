package dev.netperf.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Statuses;
import dev.netperf.api.v1alpha1.Unread;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstalledSchemaTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final JSONSchemaProps WANTED =
      schema(
          """
          properties:
            spec:
              properties:
                tool: {type: string, enum: [qperf, iperf3]}
            status:
              properties:
                observedGeneration: {type: integer}
                attempts:
                  items: {properties: {sample: {type: integer}, failed: {type: integer}}}
                failures:
                  items: {properties: {node: {type: string}, reason: {type: string}}}
          """);

  /** As one of an earlier version: fewer fields, and constants where there are words now. */
  private static final JSONSchemaProps OLDER =
      schema(
          """
          properties:
            spec:
              properties:
                tool: {type: string, enum: [qperf]}
            status:
              properties:
                observedGeneration: {type: integer}
                failures:
                  items: {properties: {reason: {type: string, enum: [PodDeleted]}}}
          """);

  private static JSONSchemaProps schema(String yaml) {
    return YAML.unmarshal(yaml, JSONSchemaProps.class);
  }

  @Test
  void itsOwnDefinitionLacksNothing() {
    assertThat(new InstalledSchema(WANTED, WANTED).missing()).isEmpty();
  }

  @Test
  void anOlderDefinitionIsToldWhatItLacks() {
    assertThat(new InstalledSchema(OLDER, WANTED).missing())
        .containsExactlyInAnyOrder(
            "spec.tool (some values)",
            "status.attempts",
            "status.failures[].node",
            "status.failures[].reason (some values)");
  }

  @Test
  void aNewerDefinitionLacksNothing() {
    assertThat(new InstalledSchema(WANTED, OLDER).missing()).isEmpty();
  }

  @Test
  void aStatusIsWrittenWithWhatAnOlderDefinitionTakes() {
    // Given
    var status =
        Statuses.with(
            Map.of(
                "observedGeneration",
                3,
                "attempts",
                List.of(Map.of("sample", 0, "failed", 1)),
                "failures",
                List.of(
                    Map.of("node", "node-1", "reason", "PodDeleted"),
                    Map.of("node", "node-1", "reason", "ServerMismatch"))));
    // When
    var fit = new InstalledSchema(OLDER, WANTED).fit(status, NetPerfTestStatus.class);
    // Then
    assertThat(fit.observedGeneration()).isEqualTo(3);
    assertThat(fit.attempts()).isEmpty();
    assertThat(fit.failures()).extracting(f -> f.node()).containsOnlyNulls();
    assertThat(fit.failures()).extracting(f -> f.reason()).containsExactly("PodDeleted", null);
  }

  @Test
  void whatANewerDefinitionFillsInByItselfSaysNothing() {
    // Given
    var newer =
        new InstalledSchema(
            schema(
                """
                properties:
                  spec:
                    properties:
                      direction: {type: string, default: Forward}
                      thresholds: {items: {properties: {on: {type: string, default: Mean}}}}
                  status: {}
                """),
            WANTED);
    // Then
    assertThat(newer.isDefault(new Unread("spec.direction", "\"Forward\""))).isTrue();
    assertThat(newer.isDefault(new Unread("spec.direction", "\"Both\""))).isFalse();
    assertThat(newer.isDefault(new Unread("spec.thresholds[2].on", "\"Mean\""))).isTrue();
    assertThat(newer.isDefault(new Unread("spec.unheard", "1"))).isFalse();
  }
}
