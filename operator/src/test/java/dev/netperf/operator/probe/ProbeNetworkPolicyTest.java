package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code network-policies/*.yaml} are the policies; {@code -Dgolden.write=true} writes them. */
class ProbeNetworkPolicyTest {
  private static final Path GOLDEN = Path.of("src/test/resources/network-policies");
  private static final String RUN = "3f9a2c1b";
  private static final String EVERY_PATH =
      "paths: " + List.of(dev.netperf.api.v1alpha1.Path.values());

  private static NetPerfTest test(String spec) {
    return Specs.test(spec);
  }

  private static NetworkPolicy policy(String spec) {
    return ProbeNetworkPolicy.of(
        test(spec), RUN, List.of("192.0.2.2", "2001:db8::2"), List.of("192.0.2.1", "2001:db8::1"));
  }

  private static Map<String, NetworkPolicy> all() {
    return new TreeMap<>(
        Map.of(
            "default", policy("{}"),
            "every-path", policy(EVERY_PATH),
            "pod-to-host", policy("paths: [PodToHost]"),
            "streams", policy("streams: 2\nports: {control: 20000, data: 20001, report: 20009}"),
            "one-port", policy("tool: iperf3\nports: {control: 20000, report: 20009}")));
  }

  private static Set<Map.Entry<String, NetworkPolicy>> policies() {
    return all().entrySet();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyIsAsWritten(Map.Entry<String, NetworkPolicy> policy) throws IOException {
    GoldenYaml.assertAsWritten(policy.getValue(), GOLDEN.resolve(policy.getKey() + ".yaml"));
  }

  @Test
  void noFileIsUnused() throws IOException {
    GoldenYaml.assertNoFileIsUnused(GOLDEN, all().keySet());
  }

  /** An empty list of peers or of ports means everybody, or all. */
  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyNeverMeansEverybody(Map.Entry<String, NetworkPolicy> policy) {
    var spec = policy.getValue().getSpec();

    assertThat(spec.getPodSelector().getMatchLabels()).containsEntry(Labels.RUN, RUN);
    assertThat(spec.getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(spec.getIngress())
        .hasSize(1)
        .allSatisfy(
            rule -> {
              assertThat(rule.getFrom()).isNotEmpty();
              assertThat(rule.getPorts()).isNotEmpty();
            });
    assertThat(spec.getEgress())
        .hasSize(1)
        .allSatisfy(
            rule -> {
              assertThat(rule.getTo()).isNotEmpty();
              assertThat(rule.getPorts()).isNotEmpty();
            });
  }

  @Test
  void itsSelectorsFitThePodsOfTheRun() {
    // Given
    var test = test(EVERY_PATH);
    var pods = new ProbePodTemplate(test, RUN, Plan.of(test.getSpec()), TestSettings.PLAIN);
    var server = server(pods, Network.POD);
    var client = client(pods, 1);
    var spec = policy(EVERY_PATH).getSpec();

    // Then it holds for all on the pod network
    var covered = spec.getPodSelector().getMatchLabels();
    assertThat(labels(server)).containsAllEntriesOf(covered);
    assertThat(labels(client)).containsAllEntriesOf(covered);
    // and for none on the host network, to which it would mean nothing
    assertThat(labels(server(pods, Network.HOST))).doesNotContainEntry(Labels.NETWORK, "pod");
    assertThat(labels(client(pods, 0))).doesNotContainEntry(Labels.NETWORK, "pod");
    // and lets the client in, and out to the server
    var from = spec.getIngress().get(0).getFrom().get(0).getPodSelector().getMatchLabels();
    assertThat(labels(client)).containsAllEntriesOf(from);
    assertThat(from).containsEntry(Labels.ROLE, "client");
    var to = spec.getEgress().get(0).getTo().get(0).getPodSelector().getMatchLabels();
    assertThat(labels(server)).containsAllEntriesOf(to);
    assertThat(to).containsEntry(Labels.ROLE, "server");
  }

  private static Pod server(ProbePodTemplate pods, Network network) {
    return pods.server(
        network, new Attempt(0, 0), "node-2", IpFamily.IPv4, Duration.ofSeconds(980));
  }

  private static Pod client(ProbePodTemplate pods, int index) {
    return pods.client(
        pods.plan().samples().get(index),
        new Attempt(index, 0),
        "node-1",
        "10.1.0.7",
        ProbePodTemplateTest.SERVER);
  }

  private static Map<String, String> labels(Pod pod) {
    return pod.getMetadata().getLabels();
  }

  @ParameterizedTest
  @CsvSource({
    "HostToHost, false",
    "PodToPod, true",
    "HostToPod, true",
    "PodToHost, true",
    "PodToService, true"
  })
  void aRunWithoutAPodOnThePodNetworkNeedsNone(String path, boolean covers) {
    assertThat(ProbeNetworkPolicy.covers(Specs.spec("paths: [" + path + "]"))).isEqualTo(covers);
  }
}
