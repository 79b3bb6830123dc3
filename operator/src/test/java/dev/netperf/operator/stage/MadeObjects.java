package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.ObservedPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What an API server has of a test's pods, Services and NetworkPolicies. */
final class MadeObjects {
  private final Supplier<Instant> clock;
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, NetworkPolicy> policies = new LinkedHashMap<>();
  private final List<String> everCreated = new ArrayList<>();
  private int deletions;
  private Duration ahead = Duration.ZERO;
  private Function<HasMetadata, Optional<Refusal>> answer = object -> Optional.empty();
  private boolean deletionHangs;

  MadeObjects(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** By so many seconds its clock is ahead. */
  void clockIsAhead(long seconds) {
    ahead = Duration.ofSeconds(seconds);
  }

  /** Deleted pods stay, with a deletion timestamp, until {@link #deletedPodsGo}. */
  void deletionTakesTime() {
    deletionHangs = true;
  }

  /** What it answers to a creation from now on. */
  void answers(Function<HasMetadata, Optional<Refusal>> answers) {
    answer = answers;
  }

  /** One that exists already is the test's own and fine, see Pods.create. */
  Optional<Refusal> create(HasMetadata object) {
    var refusal = answer.apply(object);
    if (refusal.isPresent()) {
      return refusal;
    }
    var name = object.getMetadata().getName();
    if (object instanceof Service service) {
      service.getSpec().setClusterIP("10.96.0.1");
      made(name, services.put(name, service));
    } else if (object instanceof NetworkPolicy policy) {
      made(name, policies.put(name, policy));
    } else if (!pods.containsKey(name)) {
      object.getMetadata().setUid("uid-of-pod-" + everCreated.size());
      object.getMetadata().setCreationTimestamp(clock.get().plus(ahead).toString());
      made(name, pods.put(name, (Pod) object));
    }
    return Optional.empty();
  }

  private void made(String name, HasMetadata before) {
    if (before == null) {
      everCreated.add(name);
    }
  }

  void delete(HasMetadata object) {
    assertThat(object.getMetadata().getDeletionTimestamp()).as("deleted before").isNull();
    deletions++;
    var name = object.getMetadata().getName();
    if (deletionHangs) {
      object.getMetadata().setDeletionTimestamp(clock.get().toString());
    } else {
      pods.remove(name);
      services.remove(name);
      policies.remove(name);
    }
  }

  /** The kubelet has removed every pod whose deletion was asked for. */
  void deletedPodsGo() {
    pods.values().removeIf(pod -> pod.getMetadata().getDeletionTimestamp() != null);
  }

  /** Somebody makes a pod that the test seems to own. */
  void forge(Pod pod) {
    pods.put(pod.getMetadata().getName(), pod);
  }

  void lose(Pod pod) {
    pods.remove(pod.getMetadata().getName());
  }

  void losePolicies() {
    policies.clear();
  }

  List<Pod> pods() {
    return List.copyOf(pods.values());
  }

  List<Pod> matching(Predicate<ObservedPod> condition) {
    return pods.values().stream().filter(pod -> condition.test(new ObservedPod(pod))).toList();
  }

  List<Service> services() {
    return List.copyOf(services.values());
  }

  List<NetworkPolicy> policies() {
    return List.copyOf(policies.values());
  }

  List<String> everCreated() {
    return List.copyOf(everCreated);
  }

  /** How many times something was made or deleted. */
  int changes() {
    return everCreated.size() + deletions;
  }
}
