package dev.netperf.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.Admitted;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnedObjectsTest {
  private final List<HasMetadata> deleted = new ArrayList<>();

  /** Where a pod of this name is already. */
  private Optional<Refusal> createWhereIs(Pod there) {
    var cluster =
        new NoCluster() {
          @Override
          public HasMetadata create(HasMetadata object) {
            throw new KubernetesClientException("already exists", 409, null);
          }

          @Override
          public Optional<HasMetadata> get(HasMetadata object) {
            return Optional.of(there);
          }

          @Override
          public void delete(HasMetadata object) {
            deleted.add(object);
          }
        };
    var test = new NetPerfTest();
    test.setMetadata(new ObjectMetaBuilder().withName("overlay-cost").withUid("0f0e").build());
    return OwnedObjects.create(List.of(asked("image-command")), test, cluster);
  }

  private static Pod asked(String annotation) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("p-0f0e-1-c-0-0")
        .addToAnnotations(Admitted.ANNOTATION, annotation)
        .endMetadata()
        .build();
  }

  /** A probe that is nobody's because its labels or its owner were taken away. */
  @Test
  void aChangedPodGoesThoughTheAnswerToItsCreationWasLost() {
    var refusal = createWhereIs(asked("image-command"));

    assertThat(refusal).map(Refusal::reason).contains(Reason.ChangedByAdmission);
    assertThat(deleted).hasSize(1);
  }

  @Test
  void aStrangersPodIsNotTouched() {
    var refusal = createWhereIs(asked("something-else"));

    assertThat(refusal).map(Refusal::reason).contains(Reason.PodNameTaken);
    assertThat(deleted).isEmpty();
  }
}
