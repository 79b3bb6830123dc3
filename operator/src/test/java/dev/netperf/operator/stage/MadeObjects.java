package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.fake.Store;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.ObservedPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What an API server has of a test's pods, Services and NetworkPolicies. */
final class MadeObjects {
  private final Supplier<Instant> clock;
  private final Store store;
  private final List<String> everCreated = new ArrayList<>();
  private int deletions;
  private Function<HasMetadata, Optional<Refusal>> answer = object -> Optional.empty();
  private boolean deletionHangs;

  MadeObjects(Supplier<Instant> clock) {
    this.clock = clock;
    store = new Store(clock);
  }

  /** By so many seconds its clock is ahead. */
  void clockIsAhead(int seconds) {
    store.clockIsAhead(seconds);
  }

  /** Deleted pods stay, with a deletion timestamp, until {@link #deletedPodsGo}. */
  void deletionTakesTime() {
    deletionHangs = true;
  }

  /** What it answers to a creation from now on. */
  void answers(Function<HasMetadata, Optional<Refusal>> answers) {
    answer = answers;
  }

  /** One that exists already is the test's own and fine, see OwnedObjects. */
  Optional<Refusal> create(HasMetadata object) {
    var refusal = answer.apply(object);
    if (refusal.isPresent()) {
      return refusal;
    }
    if (store.get(object).isEmpty()) {
      if (object instanceof Service service) {
        service.getSpec().setClusterIP("10.96.0.1");
      }
      everCreated.add(store.put(object).getMetadata().getName());
    }
    return Optional.empty();
  }

  void delete(HasMetadata object) {
    assertThat(store.get(object))
        .as("deleted before")
        .hasValueSatisfying(
            there -> assertThat(there.getMetadata().getDeletionTimestamp()).isNull());
    deletions++;
    if (deletionHangs && object instanceof Pod pod) {
      change(pod, p -> p.getMetadata().setDeletionTimestamp(clock.get().toString()));
    } else {
      store.remove(object);
    }
  }

  /** Something happens to a pod, if it is still there. */
  void change(Pod pod, Consumer<Pod> event) {
    store
        .pod(pod.getMetadata().getName(), pod.getMetadata().getUid())
        .ifPresent(there -> store.change(there, event));
  }

  /** The kubelet has removed every pod whose deletion was asked for. */
  void deletedPodsGo() {
    matching(ObservedPod::deleting).forEach(store::remove);
  }

  /** Somebody makes a pod that the test seems to own. */
  void forge(Pod pod) {
    store.put(pod);
  }

  void lose(Pod pod) {
    store.remove(pod);
  }

  void losePolicies() {
    store.policies().forEach(store::remove);
  }

  List<Pod> pods() {
    return store.pods();
  }

  List<Pod> matching(Predicate<ObservedPod> condition) {
    return pods().stream().filter(pod -> condition.test(new ObservedPod(pod))).toList();
  }

  List<Service> services() {
    return store.services();
  }

  List<NetworkPolicy> policies() {
    return store.policies();
  }

  List<String> everCreated() {
    return List.copyOf(everCreated);
  }

  /** How many times something was made or deleted. */
  int changes() {
    return everCreated.size() + deletions;
  }
}
