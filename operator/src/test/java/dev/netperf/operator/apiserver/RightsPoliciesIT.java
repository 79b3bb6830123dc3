package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Path;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code deploy/policies}: who may measure on the host network, and on the control plane's nodes.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsPoliciesIT {
  private static final String LAB = "policies-lab";
  private static final String OFFICE = "policies-office";
  private static final String OPERATOR = "system:serviceaccount:netperf-system:netperf-operator";

  private ApiServer server;
  private Policies policies;
  private KubernetesClient anybody;
  private KubernetesClient trusted;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    policies = new Policies(server, LAB, OFFICE);
    anybody = policies.anybody;
    trusted = policies.trusted;
    Policies.inForce(() -> policies.refusal(anybody, LAB, "spec: {}"));
    Policies.inForce(
        () ->
            policies.refusal(
                anybody,
                LAB,
                "spec: {paths: [PodToPod], client: {tolerations: [{operator: Exists}]}}"));
  }

  @AfterAll
  void close() {
    policies.close();
  }

  // ---- the host network

  @Test
  void whoMayNotUseTheHostNetworkIsToldWhatToDoInstead() {
    assertThat(policies.refusal(anybody, LAB, "spec: {}").getMessage())
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

    assertThat(policies.refusal(anybody, LAB, spec).getCode()).isEqualTo(403);
    assertThat(policies.refusal(anybody, LAB, spec).getMessage())
        .contains("paths: " + path + " (default");
    policies.accepted(trusted, LAB, spec);
  }

  @Test
  void podsAloneNeedNoRight() {
    policies.accepted(anybody, LAB, "spec: {paths: [PodToPod, PodToService]}");
  }

  @Test
  void theRightHoldsInItsNamespaceOnly() {
    policies.accepted(trusted, LAB, "spec: {}");
    assertThat(policies.refusal(trusted, OFFICE, "spec: {}").getCode()).isEqualTo(403);
  }

  @Test
  void whoeverHasAllRightsHasThisOne() {
    policies.accepted(server.client(), OFFICE, "spec: {}");
  }

  @Test
  void aTestOfSomebodyElseMayBeLabelledButNotRunAgain() {
    // Given a test of one who may
    trusted.resource(policies.test(LAB, "trusted", "spec: {}")).create();
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
    trusted.resource(policies.test(LAB, "reported", "spec: {}")).create();
    var status = policies.test(LAB, "reported", "status: {observedGeneration: 1}");

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

    assertThat(policies.refusal(anybody, LAB, spec).getCode()).isEqualTo(403);
    assertThat(policies.refusal(anybody, LAB, spec).getMessage())
        .contains("which anybody may not in namespace policies-lab", "netperf-control-plane");
    policies.accepted(trusted, LAB, spec);
  }

  @Test
  void tolerationsOfOtherTaintsNeedNone() {
    policies.accepted(
        anybody, LAB, "spec: {paths: [PodToPod], server: {tolerations: [{key: spot}]}}");
  }
}
