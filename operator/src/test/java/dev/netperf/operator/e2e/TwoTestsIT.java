package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two measurements on one node would falsify both. */
@ExtendWith(LocalClusterExtension.class)
class TwoTestsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final LocalCluster cluster;

  TwoTestsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void testsOnTheSameNodesRunOneAfterTheOtherInTheOrderOfTheirCreation()
      throws InterruptedException {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var elsewhere = cluster.namespace("privileged")) {
      // Given a test that runs
      var first = namespace.measure("first", pair.spec(Specs.DISTURBED));
      first.untilClientMeasures(LIMIT);

      // When others want its nodes, in either role, in this namespace and in another
      var second =
          namespace.measure(
              "second",
              """
              server: {nodeName: %s}
              client: {nodeName: %s}
              """
                      .formatted(pair.client(), pair.server())
                  + Specs.SHORT);
      second.untilSays("NodesBusy", LiveTest.SOON);
      Thread.sleep(1_100); // the order goes by whole seconds
      var third = elsewhere.measure("third", pair.spec(Specs.SHORT));

      // Then they wait, and say for whom, as far as they may know
      third.untilSays("NodesBusy", LiveTest.SOON);
      assertThat(second.says()).contains("test first on " + pair.server());
      assertThat(third.says())
          .contains("fewer than 10 tests are before it")
          .doesNotContain("first", "second");
      assertThat(second.pods()).isEmpty();

      // And they run one after the other, in order
      var one = first.untilComplete(LIMIT);
      var two = second.untilComplete(LIMIT);
      var three = third.untilComplete(LIMIT);
      assertThat(begin(two)).isAfterOrEqualTo(end(one));
      assertThat(begin(three)).isAfterOrEqualTo(end(two));
    }
  }

  @Test
  void aTestOnOtherNodesStartsAtOnce() {
    try (var pairs = cluster.nodes().take(2);
        var namespace = cluster.namespace("privileged")) {
      // Given a test that runs
      var here = namespace.measure("here", pairs.get(0).spec(Specs.DISTURBED));
      here.untilClientMeasures(LIMIT);

      // When another one wants other nodes
      var there = namespace.measure("there", pairs.get(1).spec(Specs.SHORT));

      // Then both run at the same time
      there.untilClientMeasures(LIMIT);
      assertThat(here.ready().reason()).isEqualTo("Measuring");
      assertThat(begin(there.untilComplete(LIMIT))).isBefore(end(here.untilComplete(LIMIT)));
    }
  }

  private static Instant begin(NetPerfTestStatus status) {
    return Soundness.start(status.samples().get(0));
  }

  private static Instant end(NetPerfTestStatus status) {
    return Soundness.end(status.samples().get(status.samples().size() - 1));
  }
}
