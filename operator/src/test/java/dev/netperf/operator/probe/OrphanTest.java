package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrphanTest {

  private static Pod orphanBut(Consumer<Pod> difference) {
    var pod = Orphaned.server();
    difference.accept(pod);
    return pod;
  }

  @Test
  void aProbeThatNobodyControlsIsAnOrphanOfItsTest() {
    assertThat(Orphan.of(Orphaned.server()))
        .contains(new Orphan("team-a", "overlay-cost", Orphaned.TEST_UID));
  }

  @Test
  void aProbeThatItsTestControlsIsNone() {
    assertThat(Orphan.of(Orphaned.controlledServer())).isEmpty();
  }

  @Test
  void aPodThatSomebodyElseControlsIsNone() {
    var owner = new OwnerReferenceBuilder().withUid("another").withController(true).build();

    assertThat(Orphan.of(orphanBut(p -> p.getMetadata().setOwnerReferences(List.of(owner)))))
        .isEmpty();
  }

  @Test
  void aPodWithoutOneOfOurLabelsIsNone() {
    for (var label : List.of(Labels.MANAGED_BY, Labels.TEST, Labels.TEST_UID, Labels.RUN)) {
      assertThat(Orphan.of(orphanBut(p -> p.getMetadata().getLabels().remove(label))))
          .as(label)
          .isEmpty();
    }
    assertThat(Orphan.of(orphanBut(p -> p.getMetadata().setLabels(null)))).isEmpty();
    assertThat(Orphan.of(orphanBut(p -> p.getMetadata().setLabels(Map.of())))).isEmpty();
  }

  @Test
  void aPodWhoseNameIsNotOfItsTestAndRunIsNone() {
    assertThat(Orphan.of(orphanBut(p -> p.getMetadata().setName("my-server")))).isEmpty();
    assertThat(Orphan.of(orphanBut(p -> p.getMetadata().getLabels().put(Labels.RUN, "another"))))
        .isEmpty();
    assertThat(Orphan.of(orphanBut(p -> p.getMetadata().getLabels().put(Labels.TEST_UID, "short"))))
        .isEmpty();
  }
}
