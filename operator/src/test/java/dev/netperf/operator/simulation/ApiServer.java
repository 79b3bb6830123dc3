package dev.netperf.operator.simulation;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.fake.Store;
import dev.netperf.operator.fake.Store.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What an API server does with a request that reaches it, and the garbage collector behind it. */
public final class ApiServer {
  static final String NAMESPACE = "team-a";
  static final String SERVICE_ADDRESS = "10.96.0.1";

  /** On a pod that is not what was asked for. */
  static final String CHANGED = "simulation/changed";

  private static final int GARBAGE_COLLECTION = 1500;

  /** From one of a robot's writes to the next, ms. */
  private static final int ROBOT = 5;

  private final Agenda agenda;
  private final Store store;
  private final Story story;

  /** Tests that a robot annotates all the time, and when it last did where that mattered. */
  private final Map<String, Long> annotated = new HashMap<>();

  /** Admission refuses new pods with this. */
  private Optional<KubernetesClientException> refusal = Optional.empty();

  /** Admission makes this of new pods. */
  private Optional<Consumer<Pod>> webhook = Optional.empty();

  ApiServer(Agenda agenda, Store store, Story story) {
    this.agenda = agenda;
    this.store = store;
    this.story = story;
    store.watch(change -> collect(change.kind(), change.before(), change.after()));
  }

  // ---- what operators ask ----

  NetPerfTest applyStatus(NetPerfTest given) {
    var metadata = given.getMetadata();
    annotate(metadata.getName());
    var there =
        store.test(metadata.getName()).orElseThrow(() -> error(404, "netperftests not found"));
    if (metadata.getResourceVersion() != null
        && !metadata.getResourceVersion().equals(there.getMetadata().getResourceVersion())) {
      throw error(409, "the object has been modified");
    }
    if (given.getStatus().equals(there.getStatus())) {
      return there;
    }
    var changed = there.copy();
    changed.setStatus(given.getStatus());
    return store.put(changed);
  }

  Optional<NetPerfTest> read(String name) {
    annotate(name);
    return store.test(name);
  }

  HasMetadata create(HasMetadata object) {
    if (store.get(object).isPresent()) {
      throw error(409, "already exists");
    }
    if (refusal.isPresent() && object instanceof Pod) {
      throw refusal.get();
    }
    if (object instanceof Service service) {
      var copy = new ServiceBuilder(service).editSpec().withClusterIP(SERVICE_ADDRESS).endSpec();
      return store.put(copy.build());
    }
    var pod = new PodBuilder((Pod) object).build();
    webhook.ifPresent(
        change -> {
          change.accept(pod);
          pod.getMetadata().getAnnotations().put(CHANGED, "");
        });
    return store.put(pod);
  }

  Optional<HasMetadata> get(HasMetadata object) {
    return store.get(object);
  }

  /** A pod that is on a node goes only when its kubelet says so. */
  void delete(HasMetadata object) {
    var there = get(object);
    if (there.isPresent()
        && there.get() instanceof Pod pod
        && pod.getSpec().getNodeName() != null) {
      if (pod.getMetadata().getDeletionTimestamp() == null) {
        store.change(pod, p -> p.getMetadata().setDeletionTimestamp(agenda.now().toString()));
      }
    } else {
      there.ifPresent(store::remove);
    }
  }

  void deleteTest(NetPerfTest observed) {
    var metadata = observed.getMetadata();
    var there =
        store.test(metadata.getName()).orElseThrow(() -> error(404, "netperftests not found"));
    if (!metadata.getResourceVersion().equals(there.getMetadata().getResourceVersion())) {
      throw error(409, "the precondition failed");
    }
    story.tell("operator", "deletes test %s", metadata.getName());
    store.remove(there);
  }

  // ---- what users and controllers ask ----

  void annotateForEver(String name) {
    annotated.put(name, Long.MIN_VALUE / 2);
  }

  /** Told where it matters only: before a request that reads or writes the test. */
  private void annotate(String name) {
    var last = annotated.get(name);
    if (last != null && agenda.millis() - last >= ROBOT) {
      annotated.put(name, agenda.millis());
      store.test(name).ifPresent(test -> store.put(test.copy()));
    }
  }

  NetPerfTest createTest(String name, NetPerfTestSpec spec) {
    var test = new NetPerfTest();
    test.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).withGeneration(1L).build());
    test.setSpec(spec);
    return store.put(test);
  }

  void updateSpec(NetPerfTest there, NetPerfTestSpec spec) {
    if (!spec.equals(there.getSpec())) {
      var changed = there.copy();
      changed.setSpec(spec);
      changed.getMetadata().setGeneration(there.getMetadata().getGeneration() + 1);
      store.put(changed);
    }
  }

  void refusePods(KubernetesClientException answer, long millis) {
    refusal = Optional.of(answer);
    agenda.in(
        millis,
        () -> {
          if (refusal.equals(Optional.of(answer))) {
            refusal = Optional.empty();
          }
        });
  }

  void changePods(Consumer<Pod> change, long millis) {
    webhook = Optional.of(change);
    agenda.in(
        millis,
        () -> {
          if (webhook.equals(Optional.of(change))) {
            webhook = Optional.empty();
          }
        });
  }

  /** What it answers to a request that comes to nothing. */
  public static KubernetesClientException error(int code, String message) {
    var status = new StatusBuilder().withCode(code).withMessage(message).build();
    return new KubernetesClientException(message, code, status);
  }

  /** What a test owned goes with it, and what is created for one that is gone as well. */
  private void collect(Kind kind, HasMetadata before, HasMetadata after) {
    if (kind == Kind.TEST && after == null) {
      agenda.in(GARBAGE_COLLECTION, () -> orphans(Kind.POD));
      agenda.in(GARBAGE_COLLECTION, () -> orphans(Kind.SERVICE));
    } else if (before == null && (kind == Kind.POD || kind == Kind.SERVICE)) {
      agenda.in(GARBAGE_COLLECTION, () -> orphans(kind));
    }
  }

  private void orphans(Kind kind) {
    store.all(kind).values().stream()
        .filter(object -> !object.getMetadata().getOwnerReferences().isEmpty())
        .filter(this::ownerIsGone)
        .toList()
        .forEach(
            object -> {
              story.tell("garbage", "collects %s", object.getMetadata().getName());
              delete(object);
            });
  }

  private boolean ownerIsGone(HasMetadata object) {
    var uid = object.getMetadata().getOwnerReferences().get(0).getUid();
    return store.tests().stream().noneMatch(test -> test.getMetadata().getUid().equals(uid));
  }
}
