package dev.netperf.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.probe.Orphaned;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether probes keep others from their node when their test is gone, or isn't. */
class AbandonedProbesTest {

  private static boolean holds(Pod pod) {
    return !ProbePodSource.alive(Stream.of(pod), "", Orphaned.CREATED).isEmpty();
  }

  @Test
  void aServerThatNoTestControlsHoldsNoNode() {
    assertThat(holds(Orphaned.server())).isFalse();
  }

  @Test
  void aServerThatATestControlsOrTheGarbageCollectorWillRemoveHoldsItsNode() {
    assertThat(holds(Orphaned.controlledServer())).isTrue();
  }

  @Test
  void aClientMayStillMeasure() {
    assertThat(holds(Orphaned.client())).isTrue();
  }

  /** Its test would not know of it, and the garbage collector does not know the owner's kind. */
  @Test
  void aPodOfAnOwnerThatIsNoTestHoldsNoNodeAndNoTurn() {
    for (var difference :
        List.<Consumer<OwnerReference>>of(
            owner -> owner.setKind("Nosuch"),
            owner -> owner.setApiVersion("nosuch.example/v1"),
            owner -> owner.setName("another"),
            owner -> owner.setUid("another"),
            owner -> owner.setController(null))) {
      var pod = Orphaned.controlledClient();
      pod.getMetadata().setName("forged");
      difference.accept(pod.getMetadata().getOwnerReferences().get(0));

      assertThat(holds(pod)).isFalse();
    }
  }

  @Test
  void aClientThatWasToldToEndBeforeItHadANodeMeasuresNothing() {
    // Given a client that somebody's finalizer keeps
    var pod = Orphaned.controlledClient();
    pod.getMetadata().setDeletionTimestamp(Orphaned.CREATED.toString());
    assertThat(measures(pod)).isTrue();

    // When it was never placed
    pod.getSpec().setNodeName(null);

    // Then nobody waits for it
    assertThat(measures(pod)).isFalse();
  }

  private static boolean measures(Pod pod) {
    return ProbePodSource.alive(Stream.of(pod), "", Orphaned.CREATED).stream()
        .anyMatch(Claims.Held::measures);
  }
}
