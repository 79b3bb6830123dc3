package dev.netperf.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.probe.Orphaned;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrphansTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(30);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private Pod stored = Orphaned.server();
  private Optional<RuntimeException> refusal = Optional.empty();
  private final Orphans orphans =
      new Orphans(
          new Server(),
          (pause, task) -> {
            pauses.add(pause);
            tasks.add(task);
          });

  private final class Server implements Orphans.Requests {
    @Override
    public Optional<Pod> pod(Pod known) {
      asked.add("pod");
      return Optional.ofNullable(stored);
    }

    @Override
    public void delete(Pod read) {
      asked.add("delete " + read.getMetadata().getResourceVersion());
      refusal.ifPresent(
          e -> {
            throw e;
          });
      stored = null;
    }
  }

  private void timePasses() {
    var due = List.copyOf(tasks);
    tasks.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void anOrphanIsDeletedAsItWasRead() {
    // Given one that has changed since it was seen
    orphans.seen(Orphaned.server());
    stored = new PodBuilder(stored).editMetadata().withResourceVersion("7").endMetadata().build();

    // When
    timePasses();

    // Then it is deleted, and nothing more is asked
    assertThat(asked).containsExactly("pod", "delete 7");
    assertThat(pauses).containsExactly(SOON);
    assertThat(tasks).isEmpty();
  }

  @Test
  void aPodThatIsNoOrphanIsNotLookedAt() {
    orphans.seen(Orphaned.controlledServer());

    assertThat(tasks).isEmpty();
  }

  @Test
  void whatIsNotAnOrphanAnyMoreStays() {
    // Given
    orphans.seen(Orphaned.server());
    var owner = new OwnerReferenceBuilder().withUid("another").withController(true).build();

    // When somebody controls it
    stored = new PodBuilder(stored).editMetadata().withOwnerReferences(owner).endMetadata().build();
    timePasses();

    // Then
    assertThat(asked).containsExactly("pod");
    assertThat(tasks).isEmpty();
  }

  @Test
  void aNamesakeStays() {
    orphans.seen(Orphaned.server());
    stored = new PodBuilder(stored).editMetadata().withUid("pod-2").endMetadata().build();

    timePasses();

    assertThat(asked).containsExactly("pod");
  }

  @Test
  void whatIsGoneOrGoesIsForgotten() {
    orphans.seen(Orphaned.server());
    stored.getMetadata().setDeletionTimestamp(Orphaned.CREATED.toString());

    timePasses();

    assertThat(asked).containsExactly("pod");
    assertThat(tasks).isEmpty();
  }

  @Test
  void aRequestThatFailsIsMadeAgain() {
    // Given
    refusal = Optional.of(new KubernetesClientException("no luck", 409, null));
    orphans.seen(Orphaned.server());
    timePasses();
    assertThat(stored).isNotNull();

    // When
    refusal = Optional.empty();
    timePasses();

    // Then
    assertThat(stored).isNull();
    assertThat(pauses).containsExactly(SOON, LATER);
  }

  @Test
  void howeverOftenItIsSeenThereIsOneLookAtATime() {
    refusal = Optional.of(new KubernetesClientException("no luck", 409, null));
    for (int i = 0; i < 5; i++) {
      orphans.seen(Orphaned.server());
      timePasses();
    }

    assertThat(tasks).hasSize(1);
  }
}
