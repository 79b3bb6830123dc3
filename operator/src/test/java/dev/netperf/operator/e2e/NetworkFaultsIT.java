package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Warning;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of the network between the two nodes in the middle of a run. */
@ExtendWith(LocalClusterExtension.class)
class NetworkFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final LocalCluster cluster;

  NetworkFaultsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aLinkThatIsCutForFiveSecondsLowersTheValueAndIsWarnedOf() throws InterruptedException {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      var node = LocalCluster.number(pair.server());
      // Given a client that has just begun to send for 10 s
      var test =
          namespace.measure(
              "cut-for-5-s",
              pair.spec(
                  """
                  paths: [HostToHost]
                  measurements: [TCPBandwidth]
                  repetitions: 2
                  durationSeconds: 10
                  """));
      test.untilClientSends(LIMIT);

      // When the cable of the server's node is cut for 5 s
      cluster.cluster("cut", node);
      try {
        Thread.sleep(5_000);
      } finally {
        cluster.cluster("heal", node);
      }

      // Then the value is what arrived, which is less, and the result says that it is suspect
      var status = test.untilComplete(LIMIT);
      assertThat(status.failures()).isEmpty();
      assertThat(value(status, 0)).isLessThan(value(status, 1) * 7 / 10);
      assertThat(status.warnings()).extracting(Warning::type).contains(Warning.Type.Scatter.name());
      test.untilNoPods(LiveTest.SOON);
    }
  }

  private static long value(NetPerfTestStatus status, int sample) {
    return status.samples().get(sample).values().get(0).value();
  }

  @Test
  void aWayThatSwallowsFullPacketsIsNoResult() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var filter =
            Filter.dropping(
                cluster,
                pair.server(),
                "ip saddr " + LocalCluster.address(pair.client()) + " ip length > 1200")) {
      // Given a way with an MTU of 1200 bytes in the middle and nobody to say so, when it is
      // measured
      var test =
          namespace.measure(
              "small-mtu", pair.spec("paths: [HostToHost]\nretriesPerSample: 0\n" + Specs.SHORT));

      // Then the tool connects and gets nothing through, and the test says what to look for
      var status = test.untilFailed(Reason.ServerUnresponsive, LIMIT);
      assertThat(test.says()).contains("a too small MTU");
      assertThat(status.samples()).isEmpty();
      assertThat(filter.dropped()).isPositive();
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aDataPortThatIsBlockedBetweenPodsLeavesTheNativeSample() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var filter =
            Filter.dropping(cluster, pair.server(), "ip daddr 198.19.0.0/16 tcp dport 20022")) {
      // Given a filter that lets the control port of pods through and not their data port
      var test =
          namespace.measure(
              "port-blocked",
              pair.spec("ports: {data: 20022}\nretriesPerSample: 0\n" + Specs.SHORT));

      // Then the test says what to look for, and keeps the sample that was taken before
      var status = test.untilFailed(Reason.ServerUnresponsive, LIMIT);
      assertThat(test.says()).contains("Sample 2 (PodToPod", "a blocked data port");
      assertThat(status.samples()).extracting(Sample::path).containsExactly(Path.HostToHost.name());
      assertThat(filter.dropped()).isPositive();
      test.untilNoPods(LiveTest.SOON);
    }
  }
}
