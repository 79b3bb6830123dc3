package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code deploy/network-policy} speaks of the operator as {@code deploy/base} makes it. Nobody
 * enforces it here.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkPolicyIT {
  private static final String HOME = "netperf-system";
  private NetworkPolicy policy;
  private Deployment deployment;

  @BeforeAll
  void prepare(ApiServer server) {
    server.kubectl("apply", "--kustomize=../deploy/network-policy");
    var client = server.client();
    policy =
        client
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(HOME)
            .withName("netperf-operator")
            .get();
    deployment = client.apps().deployments().inNamespace(HOME).withName("netperf-operator").get();
  }

  @Test
  void theOperatorsPodsAndNoOthersAreMeant() {
    assertThat(policy.getSpec().getPodSelector()).isEqualTo(deployment.getSpec().getSelector());
    assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
  }

  @Test
  void theOnePortThatIsOpenIsOneThatTheOperatorHas() {
    var open = policy.getSpec().getIngress().get(0).getPorts();
    var ports = deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getPorts();

    assertThat(open)
        .singleElement()
        .satisfies(
            port ->
                assertThat(ports)
                    .extracting(ContainerPort::getName)
                    .contains(port.getPort().getStrVal()));
  }

  @Test
  void nothingLeavesButQuestionsForNamesAndForTheApiServer() {
    assertThat(policy.getSpec().getEgress())
        .flatExtracting(rule -> rule.getPorts())
        .extracting(port -> port.getProtocol() + " " + port.getPort().getIntVal())
        .containsExactlyInAnyOrder("UDP 53", "TCP 53", "TCP 443", "TCP 6443");
  }
}
