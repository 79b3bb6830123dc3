package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Given up on after minutes, too: a class of its own is begun at once. */
@ExtendWith(LocalClusterExtension.class)
@Order(0)
class MissingImageIT {
  private final LocalCluster cluster;

  MissingImageIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void anImageThatIsNotThereIsNamedAtOnceAndFailsTheTestLater() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a server node without the probe image, and nowhere to pull it from
      var image = "localhost/netperf-probe:dev";
      images(pair.server(), "tag", image, "localhost/kept:dev");
      images(pair.server(), "rm", image);
      try {
        // When a test needs it
        var test = namespace.measure("no-image", pair.spec(Specs.SHORT));

        // Then it says within seconds what is wrong, and gives up after two minutes
        test.untilSays("ImagePull", Duration.ofSeconds(20));
        assertThat(test.says()).startsWith("Starting").contains(image);
        test.untilFailed(Reason.ImagePullFailed, Duration.ofSeconds(190));
        assertThat(test.says()).contains(image, pair.server(), "NETPERF_PROBE_IMAGE");
        test.untilNoPods(LiveTest.SOON);
      } finally {
        images(pair.server(), "tag", "localhost/kept:dev", image);
      }
    }
  }

  private void images(String node, String... command) {
    var all = new ArrayList<>(List.of("ctr", "-n", "k8s.io", "images"));
    all.addAll(List.of(command));
    cluster.on(node, all.toArray(String[]::new));
  }
}
