package dev.netperf.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.fake.TestNodes;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  private static final Platform AMD64 = new Platform(Set.of("amd64"));

  private static Node labelled(String key, String value) {
    return TestNodes.ready("node-1")
        .edit()
        .editMetadata()
        .addToLabels(key, value)
        .endMetadata()
        .build();
  }

  @Test
  void aPlainNodeIsAble() {
    var node = TestNodes.ready("node-1");

    assertThat(AMD64.obstacle(node)).isEmpty();
    assertThat(AMD64.able(List.of(node))).containsExactly(node);
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes.io/os, windows, windows",
    "kubernetes.io/arch, arm64, arm64",
    "type, virtual-kubelet, virtual",
    "eks.amazonaws.com/compute-type, fargate, virtual",
  })
  void aNodeThatCannotRunTheProbeIsNotAndSaysWhy(String label, String value, String why) {
    var node = labelled(label, value);

    assertThat(AMD64.obstacle(node).orElseThrow()).contains(why);
    assertThat(AMD64.able(List.of(node))).isEmpty();
  }

  @Test
  void aVirtualNodeIsToldByItsTaintWhateverIsTolerated() {
    var node = TestNodes.tainted("node-1", "virtual-kubelet.io/provider", "azure", "NoSchedule");

    assertThat(AMD64.obstacle(node)).isPresent();
  }

  @Test
  void withoutLabelsTheKubeletsWordCounts() {
    var node =
        TestNodes.ready("node-1")
            .edit()
            .editStatus()
            .editNodeInfo()
            .withOperatingSystem("windows")
            .endNodeInfo()
            .endStatus()
            .build();

    assertThat(AMD64.obstacle(node)).isPresent();
  }

  @Test
  void anImageOfUnknownArchitecturesRunsOnAny() {
    assertThat(new Platform(Set.of()).obstacle(labelled("kubernetes.io/arch", "s390x"))).isEmpty();
  }
}
