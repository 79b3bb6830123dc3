package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The packaged operator with {@code deploy/run-network-policies}: the rights of {@code deploy/base}
 * and of that component, and no others, by a group that only it is in.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunNetworkPolicyIT {
  private static final String MEASURED = "run-policies-measured";
  private static final String KILLED = "run-policies-killed";
  private static final String GROUP = "operators-with-network-policies";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "NETPERF_NETWORK_POLICIES", "true",
          "KUBERNETES_IMPERSONATE_USERNAME",
              "system:serviceaccount:netperf-system:netperf-operator",
          "KUBERNETES_IMPERSONATE_GROUP", "system:serviceaccounts,system:authenticated," + GROUP);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final PatchContext MERGE = ApiServer.MERGE;

  private ApiServer server;
  private KubernetesClient client;

  @BeforeAll
  void prepare(ApiServer server) throws IOException {
    this.server = server;
    client = server.client();
    server.deleteAllTests();
    server.serviceAccount(server.namespace(MEASURED));
    server.serviceAccount(server.namespace(KILLED));
    var role = roleOfTheOverlay();
    role.getMetadata().setName(GROUP);
    client.resource(role).create();
    server.kubectl(
        "create", "clusterrolebinding", GROUP, "--clusterrole=" + GROUP, "--group=" + GROUP);
  }

  /** Others have no nodes, or their own. */
  @AfterAll
  void tidy() {
    server.deleteAllTests();
    for (int i = 1; i <= 3; i++) {
      client.nodes().withName("run-policies-" + i).delete();
    }
  }

  private GenericKubernetesResource roleOfTheOverlay() throws IOException {
    var overlay = Files.createDirectories(Path.of("target/run-policies-overlay"));
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        """
        resources: [../../../deploy/base]
        components: [../../../deploy/run-network-policies]
        """);
    return Stream.of(server.kubectl("kustomize", overlay.toString()).split("(?m)^---$"))
        .map(server::asWritten)
        .filter(object -> object.getKind().equals("ClusterRole"))
        .filter(role -> role.getMetadata().getName().equals("netperf-operator"))
        .findFirst()
        .orElseThrow();
  }

  private void create(String namespace, String spec) {
    client
        .resource(
            server.asWritten(
                """
                apiVersion: netperf.dev/v1alpha1
                kind: NetPerfTest
                metadata: {namespace: %s, name: overlay-cost}
                spec: {%s}
                """
                    .formatted(namespace, spec)))
        .create();
  }

  private NetPerfTest read(String namespace) {
    return client
        .resources(NetPerfTest.class)
        .inNamespace(namespace)
        .withName("overlay-cost")
        .get();
  }

  private List<NetworkPolicy> policies(String namespace) {
    return client.network().v1().networkPolicies().inNamespace(namespace).list().getItems();
  }

  private static List<NetworkPolicy> seen(KubernetesClient client, String namespace) {
    var seen = new CopyOnWriteArrayList<NetworkPolicy>();
    client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(namespace)
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(NetworkPolicy policy) {
                seen.add(policy);
              }

              @Override
              public void onUpdate(NetworkPolicy before, NetworkPolicy policy) {}

              @Override
              public void onDelete(NetworkPolicy policy, boolean unknown) {}
            });
    return seen;
  }

  private static void until(String what, Runnable assertion) {
    Awaitility.await(what).atMost(LIMIT).untilAsserted(assertion::run);
  }

  @Test
  void aRunHasOneThatTheApiServerAcceptsAndItGoesWithTheRun() {
    // Given nodes with addresses
    try (var kubelet = new PlayedKubelet(client, MEASURED, "run-policies-1", "run-policies-2");
        var watching = server.as("admin", "system:masters");
        var operator = OperatorProcess.start(server, SETTINGS)) {
      for (int i = 1; i <= 2; i++) {
        client
            .nodes()
            .withName("run-policies-" + i)
            .subresource("status")
            .patch(
                MERGE,
                "{\"status\":{\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"192.0.2.%d\"}]}}"
                    .formatted(i));
      }
      var seen = seen(watching, MEASURED);

      // When
      create(
          MEASURED,
          "server: {nodeName: run-policies-2}, client: {nodeName: run-policies-1},"
              + " paths: [HostToPod, PodToPod], repetitions: 1, durationSeconds: 1");

      // Then
      until("the run", () -> assertThat(read(MEASURED).getStatus().finished()).isTrue());
      var status = read(MEASURED).getStatus();
      assertThat(status.failures()).isEmpty();
      assertThat(seen)
          .singleElement()
          .satisfies(
              policy -> {
                assertThat(policy.getMetadata().getOwnerReferences())
                    .extracting(owner -> owner.getUid())
                    .containsExactly(read(MEASURED).getMetadata().getUid());
                var ingress = policy.getSpec().getIngress().get(0);
                assertThat(ingress.getFrom().get(1).getIpBlock().getCidr())
                    .isEqualTo("192.0.2.1/32");
                assertThat(ingress.getPorts())
                    .extracting(port -> port.getPort().getIntVal())
                    .contains(
                        status.effective().ports().control(),
                        status.effective().ports().data(),
                        status.effective().ports().report());
              });
      until("nothing left", () -> assertThat(policies(MEASURED)).isEmpty());
      assertThat(operator.scrape().value("netperf_leader")).isEqualTo(1);
      assertThat(kubelet).isNotNull();
    }
  }

  @Test
  void theNextOperatorRemovesWhatAKilledOneLeft() {
    // Given a run whose servers never start, and an operator that ends
    client
        .resource(
            server.asWritten(
                """
                apiVersion: v1
                kind: Node
                metadata: {name: run-policies-3}
                """))
        .create();
    var nodes = client.nodes();
    nodes
        .withName("run-policies-3")
        .subresource("status")
        .patch(
            MERGE,
            "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\",\"lastTransitionTime\":\"2025-12-01T00:00:00Z\"}]}}");
    nodes.withName("run-policies-3").patch(MERGE, "{\"spec\":{\"taints\":null}}");
    try (var operator = OperatorProcess.start(server, SETTINGS)) {
      create(
          KILLED,
          "server: {nodeName: run-policies-3}, client: {nodeName: run-policies-3},"
              + " placement: SameNode, paths: [PodToPod]");
      until("the policy", () -> assertThat(policies(KILLED)).hasSize(1));
      operator.kill();
    }

    // When the run is over before the next one starts
    client
        .resources(NetPerfTest.class)
        .inNamespace(KILLED)
        .withName("overlay-cost")
        .patch(MERGE, "{\"spec\":{\"suspend\":true}}");

    // Then
    assertThat(policies(KILLED)).hasSize(1);
    try (var operator = OperatorProcess.start(server, SETTINGS)) {
      until("nothing left", () -> assertThat(policies(KILLED)).isEmpty());
      assertThat(operator.scrape().value("netperf_leader")).isEqualTo(1);
    }
  }
}
