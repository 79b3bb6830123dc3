package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Toleration;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cluster's owner says of every probe pod. */
class ProbeTemplateTest {
  private static final String EVERYTHING =
      """
      metadata:
        labels: {team: network, sidecar.istio.io/inject: "true"}
        annotations: {owner: them, karpenter.sh/do-not-disrupt: "false"}
      spec:
        imagePullSecrets: [{name: registry}]
        priorityClassName: low
        runtimeClassName: gvisor
        nodeSelector: {pool: perf}
        tolerations: [{key: dedicated, operator: Exists, effect: NoSchedule}]
        securityContext: {runAsUser: 1000, supplementalGroups: [5]}
        containers:
        - name: probe
          imagePullPolicy: Always
          resources: {limits: {memory: 1Gi}}
          securityContext: {seLinuxOptions: {type: spc_t}}
      """;

  private static ProbeTemplate template(String yaml) {
    return ProbeTemplate.of(new KubernetesSerialization().unmarshal(yaml, JsonNode.class));
  }

  private static Pod server(ProbeTemplate template, String spec, List<String> inherited) {
    var test = new NetPerfTest();
    test.setMetadata(
        new ObjectMetaBuilder()
            .withName("overlay-cost")
            .withNamespace("team-a")
            .withUid("0f0e0d0c-0b0a-4908-8706-050403020100")
            .addToLabels("cost-center", "4711")
            .addToLabels("other", "label")
            .build());
    test.setSpec(Specs.spec(spec));
    var settings =
        new ProbeSettings("image:1", Set.of(), template, inherited, ExtendedResources.NONE, false);
    return new ProbePodTemplate(test, "3f9a2c1b", Plan.of(test.getSpec()), settings)
        .server(Network.HOST, new Attempt(0, 0), "node-2", IpFamily.IPv4, Duration.ofMinutes(9));
  }

  @Test
  void whatItSaysIsOnThePod() {
    // When
    var pod = server(template(EVERYTHING), "{}", List.of());
    // Then
    var spec = pod.getSpec();
    var container = spec.getContainers().get(0);
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("team", "network")
        .containsEntry("sidecar.istio.io/inject", "true");
    assertThat(pod.getMetadata().getAnnotations())
        .containsEntry("owner", "them")
        .containsEntry("karpenter.sh/do-not-disrupt", "false")
        .containsEntry("linkerd.io/inject", "disabled");
    assertThat(spec.getImagePullSecrets()).extracting(s -> s.getName()).containsExactly("registry");
    assertThat(spec.getPriorityClassName()).isEqualTo("low");
    assertThat(spec.getRuntimeClassName()).isEqualTo("gvisor");
    assertThat(spec.getNodeSelector()).containsExactly(Map.entry("pool", "perf"));
    assertThat(spec.getTolerations()).extracting(t -> t.getKey()).containsExactly("dedicated");
    assertThat(spec.getSecurityContext().getRunAsUser()).isEqualTo(1000);
    assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(container.getImagePullPolicy()).isEqualTo("Always");
    assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("1Gi"));
    assertThat(container.getSecurityContext().getSeLinuxOptions().getType()).isEqualTo("spc_t");
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
  }

  @Test
  void whatMakesItAProbeStays() {
    // When
    var with = server(template(EVERYTHING), "{}", List.of());
    var without = server(ProbeTemplate.NONE, "{}", List.of());
    // Then
    assertThat(with.getMetadata().getLabels())
        .containsAllEntriesOf(
            Map.of(
                "app.kubernetes.io/managed-by", "netperf-operator",
                "netperf.dev/role", "server"));
    assertThat(with.getSpec().getAffinity()).isEqualTo(without.getSpec().getAffinity());
    assertThat(with.getSpec().getHostNetwork()).isTrue();
    assertThat(with.getSpec().getContainers().get(0).getCommand())
        .isEqualTo(without.getSpec().getContainers().get(0).getCommand());
  }

  @Test
  void theTestsOwnResourcesWin() {
    var pod =
        server(template(EVERYTHING), "probe: {resources: {limits: {memory: 64Mi}}}", List.of());

    assertThat(pod.getSpec().getContainers().get(0).getResources().getLimits())
        .containsEntry("memory", new Quantity("64Mi"));
  }

  @Test
  void labelsThatAreNamedAreInheritedAndNoOthers() {
    var labels =
        server(ProbeTemplate.NONE, "{}", List.of("cost-center", "absent"))
            .getMetadata()
            .getLabels();

    assertThat(labels).containsEntry("cost-center", "4711").doesNotContainKeys("other", "absent");
  }

  @Test
  void aNodeMustHaveWhatItSaysToBeChosen() {
    // When
    var endpoint = template(EVERYTHING).on(new Endpoint(null, Map.of("zone", "a"), null));
    // Then
    assertThat(endpoint.nodeSelector()).isEqualTo(Map.of("zone", "a", "pool", "perf"));
    assertThat(endpoint.tolerations()).extracting(t -> t.key()).containsExactly("dedicated");
  }

  @Test
  void anEmptyOperatorOrEffectIsNone() {
    var template = template("spec: {tolerations: [{key: a, operator: '', effect: ''}]}");

    assertThat(template.on(new Endpoint(null, Map.of(), null)).tolerations())
        .containsExactly(new Toleration("a", null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "spec: {hostNetwork: true} | spec.hostNetwork can't be set of probes",
        "spec: {containers: [{name: probe, command: [sh]}]} | spec.containers[0].command can't be set of probes",
        "spec: {containers: [{name: other}]} | its name is probe",
        "spec: {containers: [{name: probe}, {name: sidecar}]} | there is one",
        "metadata: {name: x} | metadata.name can't be set of probes",
        "metadata: {labels: {netperf.dev/run: x}} | the label netperf.dev/run is the operator's own",
        "template: {} | template can't be set of probes",
        "spec: {tolerations: {key: a}} | it is no pod template",
        "spec: {tolerations: [{key: a, operator: exists}]} | spec.tolerations: ",
        "spec: {tolerations: [{key: a, effect: Never}]} | spec.tolerations: ",
        "just words | it is no object",
      })
  void whatItMayNotSayIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> template(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
