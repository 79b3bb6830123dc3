package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Namespaces in which {@code deploy/policies} hold. Two authors may write tests and surveys there;
 * one of them may use the host network and the control plane in the first.
 */
final class Policies implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Who may write. */
  final KubernetesClient anybody;

  /** Who may use the host network and the control plane, too. */
  final KubernetesClient trusted;

  private final ApiServer server;

  /** The policies are there; they are in force soon. */
  Policies(ApiServer server, String namespace, String... others) {
    this.server = server;
    anybody = server.as("anybody", "system:authenticated");
    trusted = server.as("trusted", "system:authenticated");
    Stream.concat(Stream.of(namespace), Stream.of(others)).forEach(this::authors);
    server.kubectl("apply", "--kustomize=src/test/resources/policies");
    bind(namespace, "netperf-host-network", "--user=trusted");
    bind(namespace, "netperf-control-plane", "--user=trusted");
  }

  private void authors(String namespace) {
    server.namespace(namespace);
    server.kubectl("label", "namespace", namespace, "policies=enforced");
    bind(namespace, "netperf-view", "--user=anybody", "--user=trusted");
    bind(namespace, "netperf-edit", "--user=anybody", "--user=trusted");
  }

  void bind(String namespace, String role, String... subjects) {
    var command =
        new ArrayList<>(
            List.of("create", "rolebinding", role, "--clusterrole=" + role, "-n=" + namespace));
    command.addAll(List.of(subjects));
    server.kubectl(command.toArray(String[]::new));
  }

  /** Holds, soon after what makes it hold. */
  static void inForce(Runnable assertion) {
    Awaitility.await("the policies").atMost(LIMIT).untilAsserted(assertion::run);
  }

  /** Of a test, by one of the policies. */
  KubernetesClientException refusal(KubernetesClient author, String namespace, String body) {
    return refusal(author, test(namespace, "refused", body), "netperf-");
  }

  /** By the policy whose name begins so. */
  static KubernetesClientException refusal(
      KubernetesClient author, GenericKubernetesResource resource, String policy) {
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class, () -> author.resource(resource).dryRun().create());
    assertThat(refusal).as("%s was accepted", resource).isNotNull();
    assertThat(refusal.getMessage()).contains("ValidatingAdmissionPolicy '" + policy);
    return refusal;
  }

  /** A test is. */
  void accepted(KubernetesClient author, String namespace, String body) {
    accepted(author, test(namespace, "accepted", body));
  }

  static void accepted(KubernetesClient author, GenericKubernetesResource resource) {
    assertThat(author.resource(resource).dryRun().create()).isNotNull();
  }

  /** A test, with its spec or its status. */
  GenericKubernetesResource test(String namespace, String name, String body) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {namespace: %s, name: %s}
        """
                .formatted(namespace, name)
            + body);
  }

  @Override
  public void close() {
    anybody.close();
    trusted.close();
  }
}
