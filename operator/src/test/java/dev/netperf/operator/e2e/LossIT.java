package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams that the network drops: a limit on the switch's side, which no sender notices. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("changes all links")
@Execution(ExecutionMode.SAME_THREAD)
@Order(2)
class LossIT {
  private final LocalCluster cluster;

  LossIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @ValueSource(strings = {"qperf", "iperf3"})
  void theResultIsWhatArrivesAndTheLossIsReportedBesideIt(String tool) {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given nodes that may send 200 Mbit/s, and a switch that hands on half of it
      cluster.cluster("link", "200mbit");
      cluster.cluster("downlink", "100mbit");

      // When datagrams are sent as fast as they go
      var spec =
          """
          tool: %s
          measurements: [UDPBandwidth]
          messageSizes: [1400]
          repetitions: 1
          durationSeconds: 3
          """
              .formatted(tool);
      var status = namespace.measure(tool, pair.spec(spec)).untilComplete(Duration.ofSeconds(60));

      // Then what arrived is the result, and about half is lost
      assertThat(status.samples())
          .extracting(Sample::path)
          .containsExactly(Path.HostToHost.name(), Path.PodToPod.name());
      for (var sample : status.samples()) {
        var value = sample.values().get(0);
        assertThat(value.value()).as("%s", sample).isBetween(85_000_000L, 100_000_000L);
        // through VXLAN a sender isn't held back: it sends what its CPU can, its own node drops
        // most
        var most = sample.over(Path.HostToHost) ? 58.0 : 99.0;
        assertThat(Double.parseDouble(value.lossPercent())).as("%s", sample).isBetween(42.0, most);
      }
    } finally {
      cluster.cluster("downlink", "none");
      cluster.cluster("link", LocalCluster.LINK);
    }
  }
}
