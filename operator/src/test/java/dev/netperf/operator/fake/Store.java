package dev.netperf.operator.fake;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What etcd is to an API server: objects with versions, and whoever watches them. An object in it
 * is never changed, but replaced.
 */
public final class Store {
  /** The kinds that operators deal with. */
  public enum Kind {
    SURVEY(NetPerfSurvey.class),
    SLICE(NetPerfSurveySlice.class),
    TEST(NetPerfTest.class),
    POD(Pod.class),
    SERVICE(Service.class),
    NODE(Node.class),
    NETWORK_POLICY(NetworkPolicy.class);

    private final Class<? extends HasMetadata> type;

    Kind(Class<? extends HasMetadata> type) {
      this.type = type;
    }

    /** Of an object. */
    public static Kind of(HasMetadata object) {
      return Stream.of(values())
          .filter(kind -> kind.type.isInstance(object))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * A change of an object.
   *
   * @param before null: it is new
   * @param after null: it is gone
   */
  public record Change(Kind kind, HasMetadata before, HasMetadata after) {
    /** What it is or was. */
    public HasMetadata object() {
      return after == null ? before : after;
    }
  }

  private final Supplier<Instant> clock;
  private final Map<Kind, Map<String, HasMetadata>> objects = new EnumMap<>(Kind.class);
  private final List<Consumer<Change>> watchers = new ArrayList<>();
  private long version;
  private int ahead;

  /** Empty. */
  public Store(Supplier<Instant> clock) {
    this.clock = clock;
    for (var kind : Kind.values()) {
      objects.put(kind, new LinkedHashMap<>());
    }
  }

  /** From now on this one is told of every change. */
  public void watch(Consumer<Change> watcher) {
    watchers.add(watcher);
  }

  /** From now on this one is told no more. */
  public void unwatch(Consumer<Change> watcher) {
    watchers.remove(watcher);
  }

  /** All of a kind, by their names. */
  public Map<String, HasMetadata> all(Kind kind) {
    return objects.get(kind);
  }

  private <T extends HasMetadata> List<T> list(Kind kind, Class<T> type) {
    return objects.get(kind).values().stream().map(type::cast).toList();
  }

  private <T extends HasMetadata> Optional<T> get(Kind kind, Class<T> type, String name) {
    return Optional.ofNullable(objects.get(kind).get(name)).map(type::cast);
  }

  private static <T extends HasMetadata> Optional<T> still(Optional<T> there, String uid) {
    return there.filter(object -> object.getMetadata().getUid().equals(uid));
  }

  /** The object of this kind and name. */
  public Optional<HasMetadata> get(HasMetadata object) {
    return Optional.ofNullable(all(Kind.of(object)).get(object.getMetadata().getName()));
  }

  /** The one survey there is. */
  public Optional<NetPerfSurvey> survey() {
    return list(Kind.SURVEY, NetPerfSurvey.class).stream().findFirst();
  }

  /** All slices. */
  public List<NetPerfSurveySlice> slices() {
    return list(Kind.SLICE, NetPerfSurveySlice.class);
  }

  /** All tests. */
  public List<NetPerfTest> tests() {
    return list(Kind.TEST, NetPerfTest.class);
  }

  /** The test of this name. */
  public Optional<NetPerfTest> test(String name) {
    return get(Kind.TEST, NetPerfTest.class, name);
  }

  /** The test of this name, if it is still this one. */
  public Optional<NetPerfTest> test(String name, String uid) {
    return still(test(name), uid);
  }

  /** All pods. */
  public List<Pod> pods() {
    return list(Kind.POD, Pod.class);
  }

  /** The pod of this name, if it is still this one. */
  public Optional<Pod> pod(String name, String uid) {
    return still(get(Kind.POD, Pod.class, name), uid);
  }

  /** All Services. */
  public List<Service> services() {
    return list(Kind.SERVICE, Service.class);
  }

  /** All NetworkPolicies. */
  public List<NetworkPolicy> policies() {
    return list(Kind.NETWORK_POLICY, NetworkPolicy.class);
  }

  /** All nodes. */
  public List<Node> nodes() {
    return list(Kind.NODE, Node.class);
  }

  /** The node of this name. */
  public Optional<Node> node(String name) {
    return get(Kind.NODE, Node.class, name);
  }

  /** By so many seconds the API server's clock is ahead of the operator's, from now on. */
  public void clockIsAhead(int seconds) {
    ahead = seconds;
  }

  /** Puts an object in the place of the one of its name; one that is new gets uid and time. */
  public <T extends HasMetadata> T put(T object) {
    var kind = Kind.of(object);
    var metadata = object.getMetadata();
    metadata.setResourceVersion(Long.toString(++version));
    if (metadata.getUid() == null) {
      metadata.setUid("%08x-0000-4000-8000-000000000000".formatted(version));
      metadata.setCreationTimestamp(clock.get().plusSeconds(ahead).toString());
    }
    var before = objects.get(kind).put(metadata.getName(), object);
    publish(new Change(kind, before, object));
    return object;
  }

  /** Takes it away. */
  public void remove(HasMetadata object) {
    var kind = Kind.of(object);
    var before = objects.get(kind).remove(object.getMetadata().getName());
    if (before != null) {
      version++;
      publish(new Change(kind, before, null));
    }
  }

  /** Changes a pod. */
  public void change(Pod pod, Consumer<Pod> how) {
    var changed = new PodBuilder(pod).build();
    how.accept(changed);
    put(changed);
  }

  private void publish(Change change) {
    List.copyOf(watchers).forEach(watcher -> watcher.accept(change));
  }
}
