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
  void aProbeThatNobodyControlsIsAnOrphan() {
    assertThat(Orphan.is(Orphaned.server())).isTrue();
  }

  @Test
  void aProbeThatItsTestControlsIsNone() {
    assertThat(Orphan.is(Orphaned.controlledServer())).isFalse();
  }

  @Test
  void aPodThatSomebodyElseControlsIsNone() {
    var owner = new OwnerReferenceBuilder().withUid("another").withController(true).build();

    assertThat(Orphan.is(orphanBut(p -> p.getMetadata().setOwnerReferences(List.of(owner)))))
        .isFalse();
  }

  @Test
  void aPodWithoutOneOfOurLabelsIsNone() {
    for (var label : List.of(Labels.MANAGED_BY, Labels.TEST, Labels.TEST_UID, Labels.RUN)) {
      assertThat(Orphan.is(orphanBut(p -> p.getMetadata().getLabels().remove(label))))
          .as(label)
          .isFalse();
    }
    assertThat(Orphan.is(orphanBut(p -> p.getMetadata().setLabels(null)))).isFalse();
    assertThat(Orphan.is(orphanBut(p -> p.getMetadata().setLabels(Map.of())))).isFalse();
  }

  @Test
  void aPodWhoseNameIsNotOfItsTestAndRunIsNone() {
    assertThat(Orphan.is(orphanBut(p -> p.getMetadata().setName("my-server")))).isFalse();
    assertThat(Orphan.is(orphanBut(p -> p.getMetadata().getLabels().put(Labels.RUN, "another"))))
        .isFalse();
    assertThat(Orphan.is(orphanBut(p -> p.getMetadata().getLabels().put(Labels.TEST, "another"))))
        .isFalse();
  }
}
