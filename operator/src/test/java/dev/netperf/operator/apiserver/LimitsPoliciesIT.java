package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code deploy/policies}: for how long anybody may measure and at which ports, and how much
 * metadata a test may have.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsPoliciesIT {
  private static final String LAB = "policies-limits";
  private static final String LATER = "policies-later";

  private ApiServer server;
  private Policies policies;
  private KubernetesClient anybody;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    policies = new Policies(server, LAB);
    anybody = policies.anybody;
    Policies.inForce(
        () -> policies.refusal(anybody, LAB, "spec: {paths: [PodToPod], durationSeconds: 3600}"));
    Policies.inForce(
        () -> policies.refusal(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 6443}}"));
    Policies.inForce(() -> refusalOf(LAB, "labels: {" + entries(65) + "}"));
  }

  @AfterAll
  void close() {
    policies.close();
  }

  // ---- limits

  @Test
  void aPlanMayMeasureForAnHourAndNoLonger() {
    var spec = "spec: {paths: [PodToPod], measurements: [TCPLatency], repetitions: 100, %s}";

    policies.accepted(anybody, LAB, spec.formatted("durationSeconds: 36"));

    var refusal =
        policies.refusal(anybody, LAB, spec.formatted("durationSeconds: 36, pauseSeconds: 1"));
    assertThat(refusal.getCode()).isEqualTo(422);
    assertThat(refusal.getMessage())
        .contains(
            "the plan measures for 3700 s, and this cluster allows 3600 s (ConfigMap"
                + " netperf-system/netperf-limits). Lower repetitions");
  }

  @Test
  void aTestMayAskForFourHoursOfItsNodesAndNotForMore() {
    var spec = "spec: {paths: [PodToPod], activeDeadlineSeconds: %d}";

    policies.accepted(anybody, LAB, spec.formatted(14_400));

    assertThat(policies.refusal(anybody, LAB, spec.formatted(14_401)).getMessage())
        .contains("may keep its nodes for 14401 s, and this cluster allows 14400 s")
        .doesNotContain("derived");
  }

  /** The policy knows what the operator would derive, for every field that it depends on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "paths: [PodToPod, PodToService], messageSizes: [64, 1024, 4096], repetitions: 100,"
            + " durationSeconds: 1",
        "paths: [PodToPod, PodToService], messageSizes: [64, 1024], repetitions: 100,"
            + " latencyMessageSizes: [1, 64, 1024], durationSeconds: 2",
        "paths: [PodToPod, PodToService], messageSizes: [64, 1024, 4096], repetitions: 100,"
            + " measurements: [TCPBandwidth, TCPLatency, UDPBandwidth], durationSeconds: 2",
        "tool: iperf3, paths: [PodToPod], messageSizes: [64, 128, 256, 512], repetitions: 100,"
            + " warmups: 10, pauseSeconds: 5, durationSeconds: 1",
        "tool: sockperf, paths: [PodToPod], latencyMessageSizes: [64, 128, 256, 512, 1024],"
            + " repetitions: 99, durationSeconds: 1",
        "tool: sockperf, paths: [PodToPod], latencyMessageSizes: [64, 128],"
            + " repetitions: 85, durationSeconds: 21"
      })
  void aDeadlineThatIsDerivedFromThePlanCountsToo(String fields) {
    var spec = "{" + fields + "}";
    var derived = Plan.of(Specs.spec(spec)).activeDeadlineSeconds();

    assertThat(derived).isGreaterThan(14_400);
    assertThat(policies.refusal(anybody, LAB, "spec: " + spec).getMessage())
        .contains("may keep its nodes for " + derived + " s,")
        .contains("derived from the plan unless it is set");
  }

  @Test
  void limitsHoldForEverybody() {
    assertThat(policies.refusal(server.client(), LAB, "spec: {durationSeconds: 1000}").getMessage())
        .contains("16000 s");
  }

  @Test
  void theLimitsAreThoseOfTheConfigMap() {
    Runnable allowed = () -> policies.accepted(anybody, LAB, "spec: {paths: [PodToPod]}");
    allowed.run();
    try (var limit = new ChangedLimit(server, "maxDeadlineSeconds", allowed)) {
      // When an administrator lowers one
      limit.to("\"60\"");

      // Then it is in force soon
      Policies.inForce(
          () ->
              assertThat(policies.refusal(anybody, LAB, "spec: {paths: [PodToPod]}").getMessage())
                  .contains("this cluster allows 60 s"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxMeasuringSeconds | \"20m\"",
        "maxDeadlineSeconds | \" 1200\"",
        "maxDeadlineSeconds | null",
        "refusedPorts | \"6443;10250\"",
        "refusedPorts | null",
      })
  void aLimitThatCanNotBeReadIsNamed(String limit, String malformed) {
    var spec = "spec: {paths: [PodToPod], ports: {data: 20000}}";
    try (var changed =
        new ChangedLimit(server, limit, () -> policies.accepted(anybody, LAB, spec))) {
      // When
      changed.to(malformed);

      // Then
      Policies.inForce(
          () ->
              assertThat(policies.refusal(anybody, LAB, spec).getMessage())
                  .contains(
                      "the ConfigMap netperf-system/netperf-limits says of " + limit + " is"));
    }
  }

  // ---- ports

  @ParameterizedTest
  @ValueSource(ints = {2379, 2380, 6443, 10248, 10249, 10255, 10259, 30000, 31000, 32767})
  void aPortThatTheClusterUsesCanNotBeNamed(int port) {
    for (var field : List.of("control", "data", "report")) {
      var spec = "spec: {paths: [PodToPod], ports: {%s: %d}}".formatted(field, port);

      assertThat(policies.refusal(anybody, LAB, spec).getCode()).isEqualTo(422);
      assertThat(policies.refusal(anybody, LAB, spec).getMessage())
          .contains(
              "ports.%s takes %d, and this cluster refuses 2379-2380, 6443, 10248-10259, 30000-32767"
                  .formatted(field, port),
              "(ConfigMap netperf-system/netperf-limits). Name others, or none");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2378, 2381, 6442, 6444, 10247, 10260, 20000, 29999, 32768, 65535})
  void anyOtherPortCanBeNamed(int port) {
    for (var field : List.of("control", "data", "report")) {
      policies.accepted(
          anybody, LAB, "spec: {paths: [PodToPod], ports: {%s: %d}}".formatted(field, port));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ports: {}"})
  void aTestThatNamesNoPortIsMeasuredAtThoseThatAreDrawn(String ports) {
    policies.accepted(anybody, LAB, "spec: {paths: [PodToPod], " + ports + "}");
  }

  @Test
  void thePortsOfAllStreamsCount() {
    var spec =
        "spec: {paths: [PodToPod], tool: %s, measurements: [TCPBandwidth], streams: %d, ports: %s}";

    // Given a tool that takes every second port, then the last of them may not be refused
    policies.accepted(anybody, LAB, spec.formatted("qperf", 7, "{control: 29987, data: 29986}"));
    assertThat(
            policies
                .refusal(anybody, LAB, spec.formatted("qperf", 8, "{control: 29987, data: 29986}"))
                .getMessage())
        .contains("ports.control takes 30001, ports.data takes 30000, and this cluster refuses");
    // nor one in the middle of them, and one between them may
    assertThat(
            policies.refusal(anybody, LAB, spec.formatted("qperf", 8, "{data: 6441}")).getMessage())
        .contains("ports.data takes 6443, and");
    policies.accepted(anybody, LAB, spec.formatted("qperf", 8, "{data: 6440}"));
    // Given one whose streams share a port
    policies.accepted(anybody, LAB, spec.formatted("iperf3", 64, "{control: 29999}"));
  }

  @Test
  void theRefusedPortsAreThoseOfTheConfigMap() {
    Runnable refused =
        () -> policies.refusal(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 6443}}");
    try (var limit = new ChangedLimit(server, "refusedPorts", refused)) {
      limit.to("\" 9100 ,20000 - 20009,\"");

      Policies.inForce(
          () -> policies.refusal(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 9100}}"));
      policies.refusal(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 20009}}");
      policies.accepted(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 20010}}");
      policies.accepted(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 6443}}");

      limit.to("\"\"");
      Policies.inForce(
          () -> policies.accepted(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 9100}}"));
    }
  }

  // ---- metadata

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels: {%s} | 64 | labels has 65 entries, at most 64",
        "annotations: {%s} | 64 | annotations has 65 entries, at most 64",
        "finalizers: [%s] | 10 | finalizers has 11 entries, at most 10",
        "ownerReferences: [%s] | 10 | ownerReferences has 11 entries, at most 10",
      })
  void metadataHasItsBounds(String field, int most, String message) {
    var entries = most == 64 ? "entries" : field.startsWith("f") ? "finalizers" : "owners";

    Policies.accepted(anybody, labelled(LAB, field.formatted(metadata(entries, most))));

    var refusal = refusalOf(LAB, field.formatted(metadata(entries, most + 1)));
    assertThat(refusal.getCode()).isEqualTo(422);
    assertThat(refusal.getMessage()).contains("metadata: " + message + ". Leave some out");
  }

  @Test
  void aTestThatHasMoreAlreadyMayBeChangedButNotGrow() {
    // Given one of the time before the policy
    server.namespace(LATER);
    policies.bind(LATER, "netperf-view", "--user=anybody");
    policies.bind(LATER, "netperf-edit", "--user=anybody");
    anybody.resource(labelled(LATER, "labels: {%s}".formatted(entries(70)))).create();
    server.kubectl("label", "namespace", LATER, "policies=enforced");
    Policies.inForce(() -> refusalOf(LATER, "labels: {%s}".formatted(entries(65))));
    var test = anybody.resources(NetPerfTest.class).inNamespace(LATER).withName("labelled");

    // When it is changed otherwise, when a label has another value, when one goes, then it may be
    test.patch(ApiServer.MERGE, "{\"spec\": {\"rerun\": \"2\"}}");
    test.patch(ApiServer.MERGE, "{\"metadata\": {\"labels\": {\"k0\": \"other\"}}}");
    test.patch(ApiServer.MERGE, "{\"metadata\": {\"labels\": {\"k1\": null}}}");
    test.patch(ApiServer.MERGE, "{\"metadata\": {\"annotations\": {\"new\": \"one\"}}}");

    // When it gets one more, then it is refused
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> test.patch(ApiServer.MERGE, "{\"metadata\": {\"labels\": {\"more\": \"\"}}}"));
    assertThat(refusal.getMessage()).contains("labels has 70 entries, at most 64");
  }

  private static String entries(int count) {
    return metadata("entries", count);
  }

  private static String metadata(String kind, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                switch (kind) {
                  case "finalizers" -> "example.com/f" + i;
                  case "owners" ->
                      "{apiVersion: v1, kind: ConfigMap, name: c%1$d, uid: u%1$d}".formatted(i);
                  default -> "k" + i + ": v";
                })
        .collect(Collectors.joining(", "));
  }

  private KubernetesClientException refusalOf(String namespace, String metadata) {
    return Policies.refusal(anybody, labelled(namespace, metadata), "netperf-metadata");
  }

  private GenericKubernetesResource labelled(String namespace, String metadata) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {namespace: %s, name: labelled, %s}
        spec: {paths: [PodToPod]}
        """
            .formatted(namespace, metadata));
  }
}
