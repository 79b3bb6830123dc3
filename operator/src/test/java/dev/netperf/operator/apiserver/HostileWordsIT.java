package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@link Mallory} would have others read: in the log, in Events, in the status of his tests.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWordsIT {
  private static final String HERE = "mallory-words";
  private static final String SEEN = "[^\\p{Cc}\\p{Cf}]+";

  private ApiServer server;
  private Mallory mallory;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    mallory = new Mallory(server);
    server.namespace(HERE);
    mallory.grant(HERE);
  }

  @AfterAll
  void close() {
    mallory.close();
  }

  @Test
  void whatNoPodCanHaveIsNotStoredAndSoNotReported() {
    var tolerations = List.of("{key: \"x\\nERROR forged\"}", "{key: x, value: \"a\\u001b[2J\"}");

    assertThat(tolerations)
        .allSatisfy(
            toleration ->
                assertThat(
                        catchThrowableOfType(
                            KubernetesClientException.class,
                            () ->
                                mallory.create(
                                    HERE,
                                    "unstored",
                                    "spec: {server: {tolerations: [%s]}}".formatted(toleration))))
                    .hasMessageContaining("spec.server.tolerations[0]"));
  }

  @Test
  void linesAndColoursCanNotBeForged() {
    // Given a refusal with what would be a line of its own in a log
    var forged =
        "x\n2026-01-01T00:00:00.000Z ERROR forged\u001b[2J\u009b31m \u202e%s%n {{.}} $(reboot)";
    podsAreRefused("injected", forged);
    mallory.create(HERE, "injected", "spec: {paths: [PodToPod]}");

    // When the API server's words about it are reported
    var test = mallory.turn().take(HERE, "injected");

    // Then they are in one line that nobody obeys, in the status and in the Event
    assertThat(Mallory.ready(test).reason()).isEqualTo("PodRefused");
    assertThat(Mallory.ready(test).message()).contains("ERROR forged", "$(reboot)").matches(SEEN);
    assertThat(mallory.events(HERE, "injected"))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.getNote()).matches(SEEN));
  }

  @Test
  void aNoteThatIsTooLongIsCutAndNotLost() {
    // Given a refusal of more than the 1024 bytes that an Event may have
    podsAreRefused("verbose", "ü".repeat(2000));
    mallory.create(HERE, "verbose", "spec: {paths: [PodToPod]}");

    // When it is reported
    var test = mallory.turn().take(HERE, "verbose");

    // Then there is an Event with its beginning, and the status is bounded too
    assertThat(mallory.events(HERE, "verbose"))
        .filteredOn(event -> "PodRefused".equals(event.getReason()))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getNote()).endsWith("…");
              assertThat(bytes(event.getNote())).isBetween(1000, 1024);
            });
    assertThat(bytes(Mallory.ready(test).message())).isLessThan(5000);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** By a policy that says so: it prints the expression that did not hold, whatever is in it. */
  private void podsAreRefused(String test, String words) {
    var policy =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: mallory-%1$s}
        spec:
          matchConstraints:
            resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
          matchConditions:
          - name: probe
            expression: >-
              has(object.metadata.labels) && 'netperf.dev/test' in object.metadata.labels
              && object.metadata.labels['netperf.dev/test'] == '%1$s'
          validations: [{expression: "true"}]
        """
            .formatted(test);
    var binding =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: mallory-%1$s}
        spec: {policyName: mallory-%1$s, validationActions: [Deny]}
        """;
    var refusing = server.asWritten(policy);
    refusing
        .<List<Map<String, Object>>>get("spec", "validations")
        .get(0)
        .put("expression", "\"\"\"" + words + "\"\"\" == ''");
    server.client().resource(refusing).create();
    server.client().resource(server.asWritten(binding.formatted(test))).create();
    var probe = Mallory.strangersPod(HERE, "stranger-of-" + test);
    probe.getMetadata().getLabels().put("netperf.dev/test", test);
    Awaitility.await("the policy")
        .untilAsserted(
            () ->
                assertThat(
                        catchThrowableOfType(
                            KubernetesClientException.class,
                            () -> server.client().resource(probe).dryRun().create()))
                    .hasMessageContaining("mallory-" + test));
  }
}
