package dev.netperf.operator.simulation;

import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What etcd is to an API server: objects with versions, and whoever watches them. An object in it
 * is never changed, but replaced.
 */
final class Store {
  /** The kinds that the operator deals with. */
  enum Kind {
    TEST,
    POD,
    SERVICE,
    NODE;

    static Kind of(HasMetadata object) {
      if (object instanceof NetPerfTest) {
        return TEST;
      }
      return object instanceof Pod ? POD : object instanceof Service ? SERVICE : NODE;
    }
  }

  /**
   * A change of an object.
   *
   * @param before null: it is new
   * @param after null: it is gone
   */
  record Change(Kind kind, HasMetadata before, HasMetadata after) {
    HasMetadata object() {
      return after == null ? before : after;
    }
  }

  private final Agenda agenda;
  private final Map<Kind, Map<String, HasMetadata>> objects = new EnumMap<>(Kind.class);
  private final List<Consumer<Change>> watchers = new ArrayList<>();
  private long version;
  private int ahead;

  Store(Agenda agenda) {
    this.agenda = agenda;
    for (var kind : Kind.values()) {
      objects.put(kind, new LinkedHashMap<>());
    }
  }

  void watch(Consumer<Change> watcher) {
    watchers.add(watcher);
  }

  Map<String, HasMetadata> all(Kind kind) {
    return objects.get(kind);
  }

  List<Pod> pods() {
    return objects.get(Kind.POD).values().stream().map(Pod.class::cast).toList();
  }

  List<NetPerfTest> tests() {
    return objects.get(Kind.TEST).values().stream().map(NetPerfTest.class::cast).toList();
  }

  Optional<NetPerfTest> test(String name) {
    return Optional.ofNullable((NetPerfTest) objects.get(Kind.TEST).get(name));
  }

  Optional<Node> node(String name) {
    return Optional.ofNullable((Node) objects.get(Kind.NODE).get(name));
  }

  /** The pod of this name, if it is still this one. */
  Optional<Pod> pod(String name, String uid) {
    return Optional.ofNullable((Pod) objects.get(Kind.POD).get(name))
        .filter(pod -> pod.getMetadata().getUid().equals(uid));
  }

  /** By so many seconds the API server's clock is ahead of the operator's, from now on. */
  void clockIsAhead(int seconds) {
    ahead = seconds;
  }

  /** Puts an object in the place of the one of its name; one that is new gets uid and time. */
  <T extends HasMetadata> T put(T object) {
    var kind = Kind.of(object);
    var metadata = object.getMetadata();
    metadata.setResourceVersion(Long.toString(++version));
    if (metadata.getUid() == null) {
      metadata.setUid("%08x-0000-4000-8000-000000000000".formatted(version));
      metadata.setCreationTimestamp(agenda.now().plusSeconds(ahead).toString());
    }
    var before = objects.get(kind).put(metadata.getName(), object);
    publish(new Change(kind, before, object));
    return object;
  }

  void remove(HasMetadata object) {
    var kind = Kind.of(object);
    var before = objects.get(kind).remove(object.getMetadata().getName());
    if (before != null) {
      version++;
      publish(new Change(kind, before, null));
    }
  }

  /** Changes a pod. */
  void change(Pod pod, Consumer<Pod> how) {
    var changed = new PodBuilder(pod).build();
    how.accept(changed);
    put(changed);
  }

  /** The same test, to be changed. */
  static NetPerfTest copy(NetPerfTest test) {
    var copy = new NetPerfTest();
    copy.setMetadata(new ObjectMetaBuilder(test.getMetadata()).build());
    copy.setSpec(test.getSpec());
    copy.setStatus(test.getStatus());
    return copy;
  }

  private void publish(Change change) {
    List.copyOf(watchers).forEach(watcher -> watcher.accept(change));
  }
}
