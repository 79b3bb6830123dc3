package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code deploy/policies}: who may measure on the host network, for how long anybody may and at
 * which ports, and how much metadata a test may have. Two authors may write tests in two
 * namespaces; one of them may use the host network in the first.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoliciesIT {
  private static final String LAB = "policies-lab";
  private static final String OFFICE = "policies-office";
  private static final String OPERATOR = "system:serviceaccount:netperf-system:netperf-operator";
  private static final String LATER = "policies-later";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private ApiServer server;
  private KubernetesClient anybody;
  private KubernetesClient trusted;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    anybody = server.as("anybody", "system:authenticated");
    trusted = server.as("trusted", "system:authenticated");
    for (var namespace : new String[] {LAB, OFFICE}) {
      server.namespace(namespace);
      server.kubectl("label", "namespace", namespace, "policies=enforced");
      bind(namespace, "netperf-view", "--user=anybody", "--user=trusted");
      bind(namespace, "netperf-edit", "--user=anybody", "--user=trusted");
    }
    server.kubectl("apply", "--kustomize=src/test/resources/policies");
    bind(LAB, "netperf-host-network", "--user=trusted");
    bind(LAB, "netperf-control-plane", "--user=trusted");
    inForce(() -> refusal(anybody, LAB, "spec: {}"));
    inForce(() -> refusal(anybody, LAB, "spec: {paths: [PodToPod], durationSeconds: 3600}"));
    inForce(
        () ->
            refusal(
                anybody,
                LAB,
                "spec: {paths: [PodToPod], client: {tolerations: [{operator: Exists}]}}"));
    inForce(() -> refusal(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 6443}}"));
    inForce(() -> refusalOf(LAB, "labels: {" + entries(65) + "}"));
  }

  @AfterAll
  void close() {
    anybody.close();
    trusted.close();
  }

  private static void inForce(Runnable assertion) {
    Awaitility.await("the policies").atMost(LIMIT).untilAsserted(assertion::run);
  }

  private void bind(String namespace, String role, String... subjects) {
    var command =
        new ArrayList<>(
            List.of("create", "rolebinding", role, "--clusterrole=" + role, "-n=" + namespace));
    command.addAll(List.of(subjects));
    server.kubectl(command.toArray(String[]::new));
  }

  // ---- the host network

  @Test
  void whoMayNotUseTheHostNetworkIsToldWhatToDoInstead() {
    assertThat(refusal(anybody, LAB, "spec: {}").getMessage())
        .contains(
            "paths: HostToHost (default: HostToHost, PodToPod) uses the host network, which anybody"
                + " may not in namespace policies-lab. Measure paths: [PodToPod], or ask for a"
                + " RoleBinding to the ClusterRole netperf-host-network");
  }

  private static Stream<Path> pathsWithAnEndOnTheHost() {
    return Arrays.stream(Path.values()).filter(path -> path.endsOnHost() > 0);
  }

  @ParameterizedTest
  @MethodSource("pathsWithAnEndOnTheHost")
  void everyPathThatHasAnEndOnTheHostNeedsTheRight(Path path) {
    var spec = "spec: {paths: [PodToPod, %s]}".formatted(path);

    assertThat(refusal(anybody, LAB, spec).getCode()).isEqualTo(403);
    assertThat(refusal(anybody, LAB, spec).getMessage()).contains("paths: " + path + " (default");
    accepted(trusted, LAB, spec);
  }

  @Test
  void podsAloneNeedNoRight() {
    accepted(anybody, LAB, "spec: {paths: [PodToPod, PodToService]}");
  }

  @Test
  void theRightHoldsInItsNamespaceOnly() {
    accepted(trusted, LAB, "spec: {}");
    assertThat(refusal(trusted, OFFICE, "spec: {}").getCode()).isEqualTo(403);
  }

  @Test
  void whoeverHasAllRightsHasThisOne() {
    accepted(server.client(), OFFICE, "spec: {}");
  }

  @Test
  void aTestOfSomebodyElseMayBeLabelledButNotRunAgain() {
    // Given a test of one who may
    trusted.resource(resource(LAB, "trusted", "spec: {}")).create();
    var test = anybody.resources(NetPerfTest.class).inNamespace(LAB).withName("trusted");

    // When another, who may not, changes what is measured, then he is refused
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> test.patch(ApiServer.MERGE, "{\"spec\": {\"rerun\": \"2\"}}"));
    assertThat(refusal.getCode()).isEqualTo(403);

    // But he may change what isn't
    test.patch(ApiServer.MERGE, "{\"metadata\": {\"labels\": {\"reviewed\": \"true\"}}}");
    assertThat(test.get().getMetadata().getLabels()).containsEntry("reviewed", "true");
  }

  @Test
  void theOperatorReportsOnATestThatItCouldNotHaveMade() {
    // Given
    trusted.resource(resource(LAB, "reported", "spec: {}")).create();
    var status = resource(LAB, "reported", "status: {observedGeneration: 1}");

    // When
    try (var operator = server.as(OPERATOR, "system:serviceaccounts", "system:authenticated")) {
      operator
          .resource(status)
          .subresource("status")
          .patch(ApiServer.applyAs("netperf-operator"), status);
    }

    // Then
    var stored =
        server.client().resources(NetPerfTest.class).inNamespace(LAB).withName("reported").get();
    assertThat(stored.getStatus().observedGeneration()).isEqualTo(1);
  }

  // ---- the control plane

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server: {tolerations: [{operator: Exists}]}",
        "client: {tolerations: [{key: '', operator: Exists}]}",
        "client: {tolerations: [{key: spot}, {key: node-role.kubernetes.io/control-plane}]}",
        "server: {tolerations: [{key: CriticalAddonsOnly, operator: Exists}]}"
      })
  void tolerationsThatReachTheControlPlaneNeedARight(String tolerations) {
    var spec = "spec: {paths: [PodToPod], %s}".formatted(tolerations);

    assertThat(refusal(anybody, LAB, spec).getCode()).isEqualTo(403);
    assertThat(refusal(anybody, LAB, spec).getMessage())
        .contains("which anybody may not in namespace policies-lab", "netperf-control-plane");
    accepted(trusted, LAB, spec);
  }

  @Test
  void tolerationsOfOtherTaintsNeedNone() {
    accepted(anybody, LAB, "spec: {paths: [PodToPod], server: {tolerations: [{key: spot}]}}");
  }

  // ---- limits

  @Test
  void aPlanMayMeasureForAnHourAndNoLonger() {
    var spec = "spec: {paths: [PodToPod], measurements: [TCPLatency], repetitions: 100, %s}";

    accepted(anybody, LAB, spec.formatted("durationSeconds: 36"));

    var refusal = refusal(anybody, LAB, spec.formatted("durationSeconds: 36, pauseSeconds: 1"));
    assertThat(refusal.getCode()).isEqualTo(422);
    assertThat(refusal.getMessage())
        .contains(
            "the plan measures for 3700 s, and this cluster allows 3600 s (ConfigMap"
                + " netperf-system/netperf-limits). Lower repetitions");
  }

  @Test
  void aTestMayAskForFourHoursOfItsNodesAndNotForMore() {
    var spec = "spec: {paths: [PodToPod], activeDeadlineSeconds: %d}";

    accepted(anybody, LAB, spec.formatted(14_400));

    assertThat(refusal(anybody, LAB, spec.formatted(14_401)).getMessage())
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
    assertThat(refusal(anybody, LAB, "spec: " + spec).getMessage())
        .contains("may keep its nodes for " + derived + " s,")
        .contains("derived from the plan unless it is set");
  }

  @Test
  void limitsHoldForEverybody() {
    assertThat(refusal(server.client(), LAB, "spec: {durationSeconds: 1000}").getMessage())
        .contains("16000 s");
  }

  @Test
  void theLimitsAreThoseOfTheConfigMap() {
    Runnable allowed = () -> accepted(anybody, LAB, "spec: {paths: [PodToPod]}");
    allowed.run();
    try (var limit = new ChangedLimit(server, "maxDeadlineSeconds", allowed)) {
      // When an administrator lowers one
      limit.to("\"60\"");

      // Then it is in force soon
      inForce(
          () ->
              assertThat(refusal(anybody, LAB, "spec: {paths: [PodToPod]}").getMessage())
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
    try (var changed = new ChangedLimit(server, limit, () -> accepted(anybody, LAB, spec))) {
      // When
      changed.to(malformed);

      // Then
      inForce(
          () ->
              assertThat(refusal(anybody, LAB, spec).getMessage())
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

      assertThat(refusal(anybody, LAB, spec).getCode()).isEqualTo(422);
      assertThat(refusal(anybody, LAB, spec).getMessage())
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
      accepted(anybody, LAB, "spec: {paths: [PodToPod], ports: {%s: %d}}".formatted(field, port));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ports: {}"})
  void aTestThatNamesNoPortIsMeasuredAtThoseThatAreDrawn(String ports) {
    accepted(anybody, LAB, "spec: {paths: [PodToPod], " + ports + "}");
  }

  @Test
  void thePortsOfAllStreamsCount() {
    var spec =
        "spec: {paths: [PodToPod], tool: %s, measurements: [TCPBandwidth], streams: %d, ports: %s}";

    // Given a tool that takes every second port, then the last of them may not be refused
    accepted(anybody, LAB, spec.formatted("qperf", 7, "{control: 29987, data: 29986}"));
    assertThat(
            refusal(anybody, LAB, spec.formatted("qperf", 8, "{control: 29987, data: 29986}"))
                .getMessage())
        .contains("ports.control takes 30001, ports.data takes 30000, and this cluster refuses");
    // nor one in the middle of them, and one between them may
    assertThat(refusal(anybody, LAB, spec.formatted("qperf", 8, "{data: 6441}")).getMessage())
        .contains("ports.data takes 6443, and");
    accepted(anybody, LAB, spec.formatted("qperf", 8, "{data: 6440}"));
    // Given one whose streams share a port
    accepted(anybody, LAB, spec.formatted("iperf3", 64, "{control: 29999}"));
  }

  @Test
  void theRefusedPortsAreThoseOfTheConfigMap() {
    Runnable refused =
        () -> refusal(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 6443}}");
    try (var limit = new ChangedLimit(server, "refusedPorts", refused)) {
      limit.to("\" 9100 ,20000 - 20009,\"");

      inForce(() -> refusal(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 9100}}"));
      refusal(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 20009}}");
      accepted(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 20010}}");
      accepted(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 6443}}");

      limit.to("\"\"");
      inForce(() -> accepted(anybody, LAB, "spec: {paths: [PodToPod], ports: {data: 9100}}"));
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

    assertThat(create(LAB, field.formatted(metadata(entries, most)), true)).isNotNull();

    var refusal = refusalOf(LAB, field.formatted(metadata(entries, most + 1)));
    assertThat(refusal.getCode()).isEqualTo(422);
    assertThat(refusal.getMessage()).contains("metadata: " + message + ". Leave some out");
  }

  @Test
  void aTestThatHasMoreAlreadyMayBeChangedButNotGrow() {
    // Given one of the time before the policy
    server.namespace(LATER);
    bind(LATER, "netperf-view", "--user=anybody");
    bind(LATER, "netperf-edit", "--user=anybody");
    create(LATER, "labels: {%s}".formatted(entries(70)), false);
    server.kubectl("label", "namespace", LATER, "policies=enforced");
    inForce(() -> refusalOf(LATER, "labels: {%s}".formatted(entries(65))));
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
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class, () -> create(namespace, metadata, true));
    assertThat(refusal).as("%s was accepted", metadata).isNotNull();
    assertThat(refusal.getMessage()).contains("ValidatingAdmissionPolicy 'netperf-metadata'");
    return refusal;
  }

  private GenericKubernetesResource create(String namespace, String metadata, boolean dryRun) {
    var test =
        server.asWritten(
            """
            apiVersion: netperf.dev/v1alpha1
            kind: NetPerfTest
            metadata: {namespace: %s, name: labelled, %s}
            spec: {paths: [PodToPod]}
            """
                .formatted(namespace, metadata));
    return anybody.resource(test).dryRun(dryRun).create();
  }

  // ----

  private KubernetesClientException refusal(
      KubernetesClient author, String namespace, String body) {
    var resource = resource(namespace, "refused", body);
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class, () -> author.resource(resource).dryRun().create());
    assertThat(refusal).as("%s was accepted", body).isNotNull();
    assertThat(refusal.getMessage()).contains("ValidatingAdmissionPolicy 'netperf-");
    return refusal;
  }

  private void accepted(KubernetesClient author, String namespace, String body) {
    assertThat(author.resource(resource(namespace, "accepted", body)).dryRun().create())
        .isNotNull();
  }

  private GenericKubernetesResource resource(String namespace, String name, String body) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {namespace: %s, name: %s}
        """
                .formatted(namespace, name)
            + body);
  }
}
