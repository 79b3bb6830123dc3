package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which pods a finished test leaves for inspection. */
@ExtendWith(LocalClusterExtension.class)
class RetentionIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private final LocalCluster cluster;

  RetentionIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void alwaysKeepsEveryClientAndNoRunningServer() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a test that keeps its pods
      var test =
          namespace.measure(
              "kept", pair.spec("podRetention: Always\nrepetitions: 1\ndurationSeconds: 1"));

      // When it is done
      test.untilComplete(LIMIT);

      // Then its clients are there, ended, and its servers are gone
      test.until("keep two clients", LiveTest.SOON, t -> test.pods().size() == 2);
      assertThat(test.probes(Role.CLIENT)).hasSize(2).allMatch(ObservedPod::ended);
    }
  }

  @Test
  void onFailureKeepsTheClientThatFailedOnly() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("restricted")) {
      // Given a test with the default retention
      var test = namespace.measure("failed-once", pair.spec(Specs.PODS_ONLY));

      // When its first client's tool is killed
      var client = test.untilClientMeasures(LIMIT);
      HostProcesses.signal("KILL", HostProcesses.of(client, "qperf"));
      test.untilComplete(LIMIT);

      // Then that client is all that is left
      test.until("keep one pod", LiveTest.SOON, t -> test.pods().size() == 1);
      assertThat(test.pods().get(0).getMetadata().getName())
          .isEqualTo(client.getMetadata().getName());
    }
  }
}
