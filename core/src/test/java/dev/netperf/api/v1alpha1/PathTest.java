package dev.netperf.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PathTest {
  /** The policy of deploy/policies sees the name only. */
  @ParameterizedTest
  @EnumSource
  void theNameSaysWhichEndIsOnTheHostNetwork(Path path) {
    assertThat(path.name().startsWith("Host")).isEqualTo(path.clientOnHost());
    assertThat(path.name().endsWith("Host")).isEqualTo(path.serverOnHost());
    assertThat(path.name().contains("Host")).isEqualTo(path.endsOnHost() > 0);
  }
}
