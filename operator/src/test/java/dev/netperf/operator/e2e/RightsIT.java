package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** After all the others: whether the shipped rights were enough for all that they did. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("runs last")
@Order(3)
class RightsIT {
  private final LocalCluster cluster;

  RightsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void theOperatorWasNeverRefusedARight() {
    var refused =
        said()
            .filter(line -> line.matches("(?i).*(forbidden|cannot [a-z]+ resource).*"))
            .filter(line -> !line.contains("PodSecurity") && !line.contains("quota"))
            .toList();
    assertThat(refused).isEmpty();
  }

  @Test
  void theOperatorNeverStumbled() {
    var stumbles = said().filter(line -> line.contains(" ERROR ")).toList();
    assertThat(stumbles).isEmpty();
  }

  /** Not what it said while a test took its rights or the API server away. */
  private Stream<String> said() {
    return cluster.operator().outages().without(cluster.operator().logs().lines());
  }
}
