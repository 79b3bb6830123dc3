package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** After all the others: what the operator said of itself. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("runs last")
@Order(3)
class LogIT {
  private final LocalCluster cluster;

  LogIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void theOperatorNeverStumbled() {
    // Given all that it said, but for while a test took its rights or the API server away
    var said = cluster.operator().outages().without(cluster.operator().logs().lines());

    // Then
    assertThat(said.filter(line -> line.contains(" ERROR "))).isEmpty();
  }
}
