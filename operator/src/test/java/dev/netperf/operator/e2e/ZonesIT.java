package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** Where a test may run when the operator chooses. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("changes the nodes' labels and taints")
@Execution(ExecutionMode.SAME_THREAD)
@Order(1)
class ZonesIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Milliseconds mostly; once, on a busy machine, the test was there before the label. */
  private static final Duration NEWS = Duration.ofSeconds(3);

  private final LocalCluster cluster;

  ZonesIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void nodesInDifferentZonesAreFoundAndControlPlanesLeftAlone() {
    // Given four nodes that may be chosen, of which one is in another zone, and control planes
    try (var namespace = cluster.namespace("privileged")) {
      label("zone-a", "node-1", "node-2", "node-3");
      label("zone-b", "node-4");
      taint("node-role.kubernetes.io/control-plane:NoSchedule", controlPlanes());
      var spec = "placement: DifferentZones\n" + Specs.SHORT;

      // When the operator chooses
      var status = namespace.measure("across", spec).untilComplete(LIMIT);

      // Then the zones differ, and no control plane was taken
      assertThat(status.nodes().server().zone()).isNotEqualTo(status.nodes().client().zone());
      assertThat(status.nodes().has("node-4")).isTrue();
      assertThat(controlPlanes()).noneMatch(status.nodes()::has);

      // And when there is one zone only, it says so, once its watch has brought the news
      label("zone-a", "node-4");
      Awaitility.await().pollDelay(NEWS).until(() -> true);
      var test = namespace.measure("one-zone", spec);
      test.untilSays("No two nodes in different zones", LiveTest.SOON);
    } finally {
      taint("node-role.kubernetes.io/control-plane-", controlPlanes());
      for (int node = 1; node <= 4; node++) {
        label("zone-" + node, "node-" + node);
      }
    }
  }

  /** All but the first four. */
  private List<String> controlPlanes() {
    return cluster.nodeNames().subList(4, cluster.nodeNames().size());
  }

  private void label(String zone, String... nodes) {
    for (var node : nodes) {
      cluster.kubectl("label", "--overwrite", "node", node, "topology.kubernetes.io/zone=" + zone);
    }
  }

  private void taint(String taint, List<String> nodes) {
    for (var node : nodes) {
      cluster.kubectl("taint", "node", node, taint);
    }
  }
}
