package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.PlannedNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeLabelsTest {
  @Test
  void aGroupIsTheValuesOfItsLabelsAndSaysWhatIsMissing() {
    var labels = Map.of("type", "large", "zone", "z1", "empty", "");

    assertThat(NodeGroups.of(labels, List.of("type"))).isEqualTo("large");
    assertThat(NodeGroups.of(labels, List.of("zone", "type"))).isEqualTo("z1/large");
    assertThat(NodeGroups.of(labels, List.of("type", "rack"))).isEqualTo("large/none");
    assertThat(NodeGroups.of(labels, List.of("empty", "rack"))).isEqualTo("none/none");
    assertThat(NodeGroups.of(labels, List.of())).isEqualTo("all");
  }

  @Test
  void aPlanKeepsTheLabelsThatGroupsPricesAndZonesGoBy() {
    // Given a survey by rack, with a price by pool
    var spec =
        spec(
            """
            groupBy: [rack]
            prices:
              currency: USD
              asOf: "2026-11-28"
              nodeHour: [{labels: {pool: a, tier: "1"}, price: "0.1"}, {labels: {rack: r}, price: "1"}]
            """);
    var kept =
        Map.of(
            "rack", "r1",
            "pool", "b",
            "topology.kubernetes.io/zone", "z1",
            "topology.kubernetes.io/region", "r",
            "node.kubernetes.io/instance-type", "large",
            "kubernetes.io/arch", "amd64",
            "karpenter.sh/capacity-type", "spot");
    var labels = new java.util.HashMap<>(kept);
    labels.put("kubernetes.io/hostname", "node-1");
    labels.put("secret", "x");

    // Then
    assertThat(PlannedLabels.of(labels, spec)).isEqualTo(kept);
    assertThat(
            PlannedLabels.of(
                Map.of(
                    "eks.amazonaws.com/capacityType", "SPOT",
                    "cloud.google.com/gke-spot", "true",
                    "kubernetes.azure.com/scalesetpriority", "spot",
                    "rack", "r1"),
                spec("{}")))
        .hasSize(3)
        .doesNotContainKey("rack");
  }

  @Test
  void aNodeIsAnotherOneWhenALabelOfThePlanDiffers() {
    // Given a node of a survey by rack
    var planned =
        new PlannedNode("node-1", "none", Map.of("node.kubernetes.io/instance-type", "small"));
    var byRack = List.of("rack");
    var same = Map.of("node.kubernetes.io/instance-type", "small");
    var labels = new java.util.HashMap<>(same);

    // Then a label that nothing goes by changes nothing
    labels.put("topology.kubernetes.io/zone", "z1");
    assertThat(PlannedLabels.changed(planned, labels, byRack)).isEmpty();
    assertThat(PlannedLabels.changed(planned, same, byRack)).isEmpty();

    // But one of its group does, and one of the plan
    labels.put("rack", "r1");
    assertThat(PlannedLabels.changed(planned, labels, byRack)).contains("rack");
    assertThat(PlannedLabels.changed(planned, Map.of(), byRack))
        .contains("node.kubernetes.io/instance-type");
    assertThat(
            PlannedLabels.changed(
                planned, Map.of("node.kubernetes.io/instance-type", "large"), byRack))
        .contains("node.kubernetes.io/instance-type");
  }
}
