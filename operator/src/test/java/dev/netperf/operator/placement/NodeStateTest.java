package dev.netperf.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.Toleration;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeStateTest {

  static Node node(String name, Map<String, String> labels, Taint... taints) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withTaints(taints)
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("MemoryPressure")
        .withStatus("False")
        .endCondition()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .endCondition()
        .endStatus()
        .build();
  }

  static Node node(String name) {
    return node(name, Map.of());
  }

  private static Node ready(String status) {
    return node("a")
        .edit()
        .editStatus()
        .editLastCondition()
        .withStatus(status)
        .endCondition()
        .endStatus()
        .build();
  }

  @ParameterizedTest
  @CsvSource({"True, true", "False, false", "Unknown, false"})
  void aNodeIsReadyWhenItsKubeletSaysSo(String status, boolean ready) {
    assertThat(NodeState.ready(ready(status))).isEqualTo(ready);
    assertThat(NodeState.eligible(ready(status), Endpoint.ANY)).isEqualTo(ready);
  }

  @Test
  void aNodeThatHasNotReportedYetIsNotReady() {
    var fresh = new NodeBuilder().withNewMetadata().endMetadata().withNewSpec().endSpec().build();

    assertThat(NodeState.ready(fresh)).isFalse();
    assertThat(NodeState.readinessChanged(fresh)).isEmpty();
  }

  @Test
  void theTimeOfTheLastChangeIsRead() {
    assertThat(NodeState.readinessChanged(node("a")))
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void aCordonedNodeIsNotEligible() {
    var cordoned = node("a").edit().editSpec().withUnschedulable(true).endSpec().build();

    assertThat(NodeState.cordoned(cordoned)).isTrue();
    assertThat(NodeState.eligible(cordoned, Endpoint.ANY)).isFalse();
  }

  @ParameterizedTest(name = "taint {0} = {1}: {2}, toleration {3} {4} {5} {6}: {7}")
  @CsvSource({
    // the taint's key, value, effect; the toleration's key, operator, value, effect; tolerated
    "k, v, NoSchedule,       k, Equal,  v,  NoSchedule, true",
    "k, v, NoSchedule,       k, ,       v,  ,           true",
    "k, v, NoSchedule,       k, Exists, ,   ,           true",
    "k, v, NoSchedule,       ,  Exists, ,   ,           true",
    "k, v, NoExecute,        ,  Exists, ,   ,           true",
    "k, v, NoSchedule,       ,  Exists, ,   NoSchedule, true",
    "k, ,  NoSchedule,       k, Equal,  ,   NoSchedule, true",
    "k, ,  NoSchedule,       k, ,       ,   ,           true",
    "k, v, NoSchedule,       k, Equal,  w,  NoSchedule, false",
    "k, v, NoSchedule,       k, Equal,  ,   NoSchedule, false",
    "k, ,  NoSchedule,       k, Equal,  v,  NoSchedule, false",
    "k, v, NoSchedule,       l, Equal,  v,  NoSchedule, false",
    "k, v, NoSchedule,       l, Exists, ,   ,           false",
    "k, v, NoSchedule,       k, Equal,  v,  NoExecute,  false",
    "k, v, NoExecute,        k, Equal,  v,  NoSchedule, false",
    "k, v, NoSchedule,       ,  Exists, ,   NoExecute,  false",
    "k, v, NoSchedule,       ,  Equal,  ,   ,           false",
    "k, v, NoSchedule,       ,  ,       ,   ,           false",
    "k, v, PreferNoSchedule, l, Equal,  v,  ,           true",
  })
  void taintsAreToleratedAsTheSchedulerDoes(
      String key,
      String value,
      String effect,
      String toleratedKey,
      Toleration.Operator operator,
      String toleratedValue,
      Toleration.Effect toleratedEffect,
      boolean tolerated) {
    var node = node("a", Map.of(), new Taint(effect, key, null, value));
    var toleration = new Toleration(toleratedKey, operator, toleratedValue, toleratedEffect, null);

    assertThat(NodeState.untolerated(node, List.of(toleration)).isEmpty()).isEqualTo(tolerated);
  }

  @Test
  void everyTaintMustBeTolerated() {
    var node =
        node(
            "a",
            Map.of(),
            new Taint("NoSchedule", "one", null, null),
            new Taint("NoSchedule", "two", null, null));
    var one = new Toleration("one", Toleration.Operator.Exists, null, null, null);

    assertThat(NodeState.untolerated(node, List.of(one))).map(Taint::getKey).contains("two");
  }

  @ParameterizedTest
  @CsvSource({"a, 1, true", "a, 2, false", "b, 1, false"})
  void aSelectorAsksForEveryLabel(String key, String value, boolean matches) {
    var node = node("n", Map.of("a", "1", "other", "x"));

    assertThat(NodeState.matches(node, Map.of("other", "x", key, value))).isEqualTo(matches);
    assertThat(NodeState.matches(node, Map.of())).isTrue();
  }

  @Test
  void theFactsOfANodeAreThoseOfItsObject() {
    var node =
        node(
                "n",
                Map.of(
                    "node.kubernetes.io/instance-type", "m5.large",
                    "topology.kubernetes.io/zone", "z",
                    "topology.kubernetes.io/region", "r"))
            .edit()
            .editStatus()
            .addToCapacity("cpu", new Quantity("3920m"))
            .withNewNodeInfo()
            .withBootID("boot")
            .withArchitecture("arm64")
            .withKernelVersion("6.18")
            .withOsImage("Debian")
            .withKubeletVersion("v1.34.4")
            .withContainerRuntimeVersion("containerd://2")
            .endNodeInfo()
            .endStatus()
            .build();

    assertThat(NodeState.facts(node))
        .isEqualTo(
            new NodeFacts(
                "n",
                "m5.large",
                "z",
                "r",
                "arm64",
                null,
                3,
                "boot",
                "6.18",
                "Debian",
                "v1.34.4",
                "containerd://2",
                null,
                null));
  }

  @Test
  void whatANodeDoesNotTellIsLeftOut() {
    assertThat(NodeState.facts(node("n")))
        .isEqualTo(
            new NodeFacts(
                "n", null, null, null, null, null, null, null, null, null, null, null, null, null));
  }

  @Test
  void aNodeWithoutASpecIsOpenToAll() {
    var node = node("a");
    node.setSpec(null);

    assertThat(NodeState.cordoned(node)).isFalse();
    assertThat(NodeState.untolerated(node, List.of())).isEmpty();
  }
}
