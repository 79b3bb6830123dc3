package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.spec;
import static org.assertj.core.api.Assertions.assertThat;

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
}
