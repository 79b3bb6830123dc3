package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code probe-pods/*.yaml} are the pods; {@code -Dgolden.write=true} writes them anew. */
class ProbePodTemplateTest {
  private static final Path GOLDEN = Path.of("src/test/resources/probe-pods");
  private static final String EVERY_FIELD =
      """
      server:
        tolerations:
        - {key: dedicated, operator: Equal, value: net, effect: NoSchedule}
        - {operator: Exists, effect: NoExecute, tolerationSeconds: 60}
      client:
        tolerations:
        - {key: spot, operator: Exists}
      measurements: [TCPLatency]
      durationSeconds: 30
      ports: {control: 20000, data: 20001, report: 20002}
      probe:
        resources:
          requests: {cpu: 1, memory: 64Mi}
          limits: {cpu: 2, memory: 256Mi}
      """;

  static final ObservedPod SERVER =
      new ObservedPod(
          new PodBuilder()
              .withNewMetadata()
              .withUid("0f0e0d0c-0b0a-4908-8706-050403020199")
              .endMetadata()
              .build());

  private static ProbePodTemplate pods(String spec) {
    var test = Specs.test(spec);
    return new ProbePodTemplate(test, "3f9a2c1b", Plan.of(test.getSpec()), TestSettings.PLAIN);
  }

  private static Pod server(String spec, Network network) {
    return pods(spec)
        .server(network, new Attempt(0, 0), "node-2", IpFamily.IPv4, Duration.ofSeconds(980));
  }

  private static Pod client(String spec, int index) {
    var pods = pods(spec);
    return pods.client(
        pods.plan().samples().get(index), new Attempt(index, 1), "node-1", "10.1.0.7", SERVER);
  }

  private static Map<String, Pod> all() {
    return new TreeMap<>(
        Map.of(
            "host-server", server("{}", Network.HOST),
            "pod-server", server("{}", Network.POD),
            "host-client", client("{}", 0),
            "pod-client", client("{}", 1),
            "host-server-with-every-field", server(EVERY_FIELD, Network.HOST),
            "pod-client-with-every-field", client(EVERY_FIELD, 1)));
  }

  private static Set<Map.Entry<String, Pod>> pods() {
    return all().entrySet();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void aPodIsAsWritten(Map.Entry<String, Pod> pod) throws IOException {
    GoldenYaml.assertAsWritten(pod.getValue(), GOLDEN.resolve(pod.getKey() + ".yaml"));
  }

  @Test
  void noFileIsUnused() throws IOException {
    GoldenYaml.assertNoFileIsUnused(GOLDEN, all().keySet());
  }

  /**
   * The restricted profile of the Pod Security Standards, rule by rule, but for the host network
   * and its ports.
   */
  @ParameterizedTest
  @MethodSource("pods")
  void aPodSatisfiesTheRestrictedProfile(Map.Entry<String, Pod> entry) {
    var spec = entry.getValue().getSpec();

    assertThat(spec.getHostPID()).isNull();
    assertThat(spec.getHostIPC()).isNull();
    assertThat(spec.getVolumes()).isEmpty();
    assertThat(spec.getInitContainers()).isEmpty();
    assertThat(spec.getEphemeralContainers()).isEmpty();
    assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(spec.getSecurityContext().getRunAsUser()).as("left to image and platform").isNull();
    assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(spec.getSecurityContext().getSysctls()).isEmpty();
    assertThat(spec.getContainers())
        .allSatisfy(
            container -> {
              var security = container.getSecurityContext();
              assertThat(security.getAllowPrivilegeEscalation()).isFalse();
              assertThat(security.getPrivileged()).isNull();
              assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(security.getCapabilities().getAdd()).isEmpty();
              assertThat(security.getProcMount()).isNull();
              assertThat(security.getRunAsUser()).isNull();
              assertThat(security.getSeLinuxOptions()).isNull();
            });
  }

  @ParameterizedTest
  @MethodSource("pods")
  void onlyAPodOnTheHostNetworkAsksForTheHost(Map.Entry<String, Pod> entry) {
    var spec = entry.getValue().getSpec();
    var hostPorts =
        spec.getContainers().stream()
            .flatMap(c -> c.getPorts().stream())
            .filter(p -> p.getHostPort() != null)
            .toList();

    if (entry.getKey().startsWith("host-")) {
      assertThat(spec.getHostNetwork()).isTrue();
    } else {
      assertThat(spec.getHostNetwork()).isNull();
      assertThat(hostPorts).isEmpty();
    }
  }

  @Test
  void aHostServerDeclaresEveryPort() {
    var ports = server("{}", Network.HOST).getSpec().getContainers().get(0).getPorts();

    assertThat(ports)
        .extracting(p -> p.getProtocol() + " " + p.getHostPort() + " " + p.getContainerPort())
        .containsExactlyInAnyOrder(
            "TCP 22213 22213",
            "TCP 27278 27278",
            "TCP 29343 29343",
            "UDP 27278 27278",
            "UDP 29343 29343");
  }

  @ParameterizedTest
  @MethodSource("pods")
  void aPodHasNoRightsAndLittleTime(Map.Entry<String, Pod> entry) {
    var spec = entry.getValue().getSpec();

    assertThat(spec.getAutomountServiceAccountToken()).isFalse();
    assertThat(spec.getEnableServiceLinks()).isFalse();
    assertThat(spec.getServiceAccountName()).isNull();
    assertThat(spec.getRestartPolicy()).isEqualTo("Never");
    assertThat(spec.getTerminationGracePeriodSeconds()).isEqualTo(1);
    assertThat(spec.getActiveDeadlineSeconds()).isPositive();
    assertThat(spec.getNodeName()).isNull();
    assertThat(spec.getPriorityClassName()).isNull();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void aPodGoesWithItsTest(Map.Entry<String, Pod> entry) {
    assertThat(entry.getValue().getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getController()).isTrue();
              assertThat(owner.getBlockOwnerDeletion()).isNull();
              assertThat(owner.getUid()).isEqualTo("0f0e0d0c-0b0a-4908-8706-050403020100");
              assertThat(owner.getApiVersion()).isEqualTo("netperf.dev/v1alpha1");
            });
  }

  @Test
  void everyPodOfARunHasANameOfItsOwn() {
    var pods = pods("repetitions: 100");
    var names = new HashSet<String>();
    var samples = pods.plan().samples();

    for (var sample : samples) {
      for (int number = 0; number <= 10; number++) {
        var attempt = new Attempt(sample.index(), number);
        names.add(name(pods.client(sample, attempt, "node-1", "10.1.0.7", SERVER)));
        for (var network : Network.values()) {
          names.add(
              name(pods.server(network, attempt, "node-2", IpFamily.IPv4, Duration.ofSeconds(1))));
        }
      }
    }

    assertThat(names).hasSize(samples.size() * 11 * 3).allMatch(name -> name.length() <= 63);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  @Test
  void labelsStayWithinTheirSixtyThreeCharacters() {
    var values =
        all().values().stream()
            .flatMap(pod -> pod.getMetadata().getLabels().values().stream())
            .collect(Collectors.toSet());

    assertThat(values)
        .allMatch(value -> value.matches("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"));
  }

  @Test
  void whatAPodWasMadeForIsReadBackFromItsLabels() {
    var pod = new ObservedPod(client("{}", 1));

    assertThat(pod.is(Role.CLIENT)).isTrue();
    assertThat(pod.network()).isEqualTo(Network.POD);
    assertThat(pod.attempt()).isEqualTo(new Attempt(1, 1));
    assertThat(pod.ofRun("3f9a2c1b")).isTrue();
    assertThat(pod.ofRun("00000000")).isFalse();
  }

  @Test
  void aClientOutlivesItsOwnBoundOnlyALittle() {
    var client = client("{}", 0);

    assertThat(client.getSpec().getContainers().get(0).getCommand()).contains("50");
    assertThat(client.getSpec().getActiveDeadlineSeconds()).isEqualTo(50 + 150);
  }
}
