package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Percentile;
import dev.netperf.api.v1alpha1.PercentileResult;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.Warning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tool, every path, both IP versions, between real nodes. */
@ExtendWith(LocalClusterExtension.class)
class ToolsIT {
  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final int PATHS = Path.values().length;
  private static final String EVERY_PATH = "paths: " + List.of(Path.values()) + "\n";
  private final LocalCluster cluster;

  ToolsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  private NetPerfTestStatus measured(String name, String spec) {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      var test = namespace.measure(name, pair.spec(spec));
      var status = test.untilComplete(LIMIT);
      test.untilNoPods(LiveTest.SOON);
      return status;
    }
  }

  private static List<Value> values(NetPerfTestStatus status) {
    return status.samples().stream().map(Sample::values).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"IPv4", "IPv6"})
  void qperfMeasuresTcpOnEveryPath(String family) {
    var status =
        measured(
            "qperf-tcp", EVERY_PATH + "repetitions: 1\ndurationSeconds: 1\nipFamily: " + family);

    assertThat(status.effective().ipFamily()).hasToString(family);
    assertThat(status.effective().toolVersion()).matches("0[.]4[.][0-9]+");
    assertThat(status.results()).hasSize(2 * PATHS).allMatch(result -> result.mean() > 0);
    assertThat(status.interfaces()).hasSize(PATHS).allMatch(found -> found.mtu() >= 1400);
  }

  @Test
  void qperfMeasuresUdpWithItsLoss() {
    // datagrams of one packet: the parts of larger ones, lost by a test before, would be in the way
    var status =
        measured(
            "qperf-udp",
            """
            paths: [HostToHost, HostToPod, PodToPod, PodToService]
            measurements: [UDPBandwidth, UDPLatency]
            messageSizes: [1372]
            repetitions: 1
            durationSeconds: 1
            """);

    assertThat(status.results()).hasSize(8);
    assertThat(values(status))
        .filteredOn(value -> Measurement.valueOf(value.measurement()).bandwidth())
        .allMatch(value -> value.lossPercent() != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IPv4", "IPv6"})
  void iperf3MeasuresTcpAndUdpOnEveryPathInSeveralStreams(String family) {
    var status =
        measured(
            "iperf3",
            EVERY_PATH
                + """
                tool: iperf3
                measurements: [TCPBandwidth, UDPBandwidth]
                streams: 3
                repetitions: 1
                durationSeconds: 1
                ipFamily: %s
                """
                    .formatted(family));

    assertThat(values(status))
        .hasSize(2 * PATHS)
        .allSatisfy(
            value -> {
              assertThat(value.streams()).hasSize(3);
              assertThat(value.streams().stream().mapToLong(s -> s).sum())
                  .isBetween(value.value() * 98 / 100, value.value() * 102 / 100);
            });
    assertThat(values(status))
        .filteredOn(value -> Measurement.valueOf(value.measurement()).udp())
        .allMatch(value -> value.lossPercent() != null && value.jitterNanoseconds() != null);
  }

  @Test
  void sockperfMeasuresPercentilesOnEveryPath() {
    var status =
        measured(
            "sockperf",
            EVERY_PATH
                + """
                tool: sockperf
                measurements: [TCPLatency, UDPLatency]
                repetitions: 1
                durationSeconds: 1
                """);

    assertThat(values(status))
        .hasSize(2 * PATHS)
        .allSatisfy(
            value ->
                assertThat(value.percentiles())
                    .extracting(Percentile::percentile)
                    .containsExactly("50", "90", "99", "99.9", "max"));
    assertThat(status.results())
        .allSatisfy(
            result ->
                assertThat(result.percentiles())
                    .extracting(PercentileResult::percentile)
                    .containsExactly("50", "90", "99", "99.9", "max"));
  }

  @Test
  void messageSizesGiveACurve() {
    var status =
        measured(
            "sizes",
            """
            measurements: [TCPBandwidth]
            messageSizes: [64, 65536]
            repetitions: 2
            warmups: 1
            durationSeconds: 1
            """);

    assertThat(status.results())
        .extracting(Result::messageSize)
        .containsExactly(64, 65536, 64, 65536);
    assertThat(status.comparisons()).hasSize(2).allMatch(c -> c.pairs() == 2);
    assertThat(status.samples()).hasSize(12).filteredOn(Sample::counted).hasSize(8);
  }

  @Test
  void parallelQperfsAreAdded() {
    var status =
        measured(
            "streams",
            "measurements: [TCPBandwidth]\nstreams: 4\nrepetitions: 1\ndurationSeconds: 2");

    assertThat(values(status))
        .allSatisfy(
            value -> {
              assertThat(value.streams()).hasSize(4);
              assertThat(value.streams().stream().mapToLong(s -> s).sum()).isEqualTo(value.value());
            });
  }

  @Test
  void oneNodeCanMeasureWithItself() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      var spec = "placement: SameNode\nserver: {nodeName: " + pair.server() + "}\n";
      var test = namespace.measure("one-node", spec + Specs.SHORT);

      var status = test.untilComplete(LIMIT);

      assertThat(status.nodes().client().name()).isEqualTo(pair.server());
    }
  }

  @Test
  void whatMakesTheLocalClusterSuspectIsSaid() {
    var status =
        measured("suspect", "measurements: [TCPBandwidth]\nrepetitions: 2\ndurationSeconds: 1");

    assertThat(status.warnings())
        .extracting(Warning::type)
        .contains(Warning.Type.SharedKernel.name(), Warning.Type.FewRepetitions.name());
    assertThat(status.nodes().server().bootID()).isEqualTo(status.nodes().client().bootID());
  }
}
