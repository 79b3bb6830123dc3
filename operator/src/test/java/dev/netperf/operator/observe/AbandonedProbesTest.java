package dev.netperf.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.probe.Orphaned;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether probes keep others from their node when their test is gone, or isn't. */
class AbandonedProbesTest {

  private static boolean holds(Pod pod, boolean testLives) {
    return !ProbePodSource.alive(Stream.of(pod), uid -> testLives, "", Orphaned.CREATED).isEmpty();
  }

  @Test
  void aServerWithoutItsTestHoldsNoNode() {
    assertThat(holds(Orphaned.server(), false)).isFalse();
  }

  @Test
  void aServerWhoseTestLivesHoldsItsNode() {
    assertThat(holds(Orphaned.server(), true)).isTrue();
  }

  @Test
  void aServerThatTheGarbageCollectorWillRemoveHoldsItsNode() {
    assertThat(holds(Orphaned.controlledServer(), false)).isTrue();
  }

  @Test
  void aClientMayStillMeasure() {
    assertThat(holds(Orphaned.client(), false)).isTrue();
  }
}
