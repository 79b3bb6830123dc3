package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.e2e.NodePool.NodePair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link of a known rate is the truth that the figures are held against. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("the machine must be quiet")
@Execution(ExecutionMode.SAME_THREAD)
@Order(2)
class AccuracyIT {
  private static final double TOLERANCE = 0.015;

  /** Somebody else's work on the machine takes bandwidth away; a bias would be there every time. */
  private static final int ROUNDS = 3;

  /** Of a frame of 1514 bytes, TCP's payload on the link itself, and within VXLAN. */
  private static final double NATIVE = 1448.0 / 1514;

  private static final double OVERLAY = 1398.0 / 1514;
  private static final Pattern BANDWIDTH = Pattern.compile("bw += +([0-9]+) bits/sec");
  private static final String PORT = "20031";
  private final LocalCluster cluster;

  AccuracyIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 90})
  void bandwidthIsThatOfTheLinkAndWhatTheToolSaysByHand(int megabits) {
    cluster.cluster("link", megabits + "mbit");
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given links of a known rate
      var deviations = new ArrayList<String>();
      for (int round = 1; round <= ROUNDS; round++) {
        // When a test measures them
        var spec = "measurements: [TCPBandwidth]\nrepetitions: 2\ndurationSeconds: 5";
        var test = namespace.measure("accurate-" + round, pair.spec(spec));
        var status = test.untilComplete(Duration.ofSeconds(90));

        // Then it reports what TCP can get of that rate, as does a run by hand in the same minute
        var found = deviations(status, megabits * 1e6, byHand(pair));
        if (found.isEmpty()) {
          return;
        }
        deviations.add("round " + round + ": " + found);
      }
      assertThat(deviations).isEmpty();
    } finally {
      cluster.cluster("link", "1gbit");
    }
  }

  private static List<String> deviations(NetPerfTestStatus status, double rate, double byHand) {
    var found = new ArrayList<String>();
    compare("native and the link", mean(status, Path.HostToHost), rate * NATIVE, found);
    compare("overlay and the link", mean(status, Path.PodToPod), rate * OVERLAY, found);
    compare("native and by hand", mean(status, Path.HostToHost), byHand, found);
    return found;
  }

  private static void compare(String what, double reported, double truth, List<String> found) {
    var deviation = reported / truth - 1;
    if (Math.abs(deviation) > TOLERANCE) {
      found.add("%s: %.0f, %.0f: %.2f%%".formatted(what, reported, truth, 100 * deviation));
    }
  }

  private static double mean(NetPerfTestStatus status, Path path) {
    return status.results().stream()
        .filter(result -> result.path() == path)
        .findFirst()
        .orElseThrow()
        .mean();
  }

  private double byHand(NodePair pair) {
    var address = cluster.client().nodes().withName(pair.server()).get().getStatus().getAddresses();
    try (var server = cluster.startOn(pair.server(), "timeout", "30", "qperf", "-lp", PORT)) {
      assertThat(server.process().isAlive()).isTrue();
      var command = "qperf %s -lp %s -ip 20032 -t 5 -ws 5 -uu -ub tcp_bw";
      var arguments = command.formatted(address.get(0).getAddress(), PORT).split(" ");
      var output = cluster.on(pair.client(), arguments);
      var bandwidth = BANDWIDTH.matcher(output);
      assertThat(bandwidth.find()).as(output).isTrue();
      return Double.parseDouble(bandwidth.group(1));
    }
  }
}
