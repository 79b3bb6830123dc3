package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.operator.simulation.Agenda;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
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
final class SimulatedStore {
  /** The kinds that a survey has to do with. */
  enum Kind {
    SURVEY(NetPerfSurvey.class),
    SLICE(NetPerfSurveySlice.class),
    TEST(NetPerfTest.class),
    NODE(Node.class);

    private final Class<? extends HasMetadata> type;

    Kind(Class<? extends HasMetadata> type) {
      this.type = type;
    }

    static Kind of(HasMetadata object) {
      for (var kind : values()) {
        if (kind.type.isInstance(object)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(String.valueOf(object));
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

  SimulatedStore(Agenda agenda) {
    this.agenda = agenda;
    for (var kind : Kind.values()) {
      objects.put(kind, new LinkedHashMap<>());
    }
  }

  void watch(Consumer<Change> watcher) {
    watchers.add(watcher);
  }

  void unwatch(Consumer<Change> watcher) {
    watchers.remove(watcher);
  }

  Map<String, HasMetadata> all(Kind kind) {
    return objects.get(kind);
  }

  List<NetPerfTest> tests() {
    return objects.get(Kind.TEST).values().stream().map(NetPerfTest.class::cast).toList();
  }

  List<NetPerfSurveySlice> slices() {
    return objects.get(Kind.SLICE).values().stream().map(NetPerfSurveySlice.class::cast).toList();
  }

  List<Node> nodes() {
    return objects.get(Kind.NODE).values().stream().map(Node.class::cast).toList();
  }

  Optional<NetPerfTest> test(String name) {
    return Optional.ofNullable((NetPerfTest) objects.get(Kind.TEST).get(name));
  }

  /** The test of this name, if it is still this one. */
  Optional<NetPerfTest> test(String name, String uid) {
    return test(name).filter(test -> test.getMetadata().getUid().equals(uid));
  }

  Optional<NetPerfSurvey> survey() {
    return objects.get(Kind.SURVEY).values().stream().map(NetPerfSurvey.class::cast).findFirst();
  }

  Optional<Node> node(String name) {
    return Optional.ofNullable((Node) objects.get(Kind.NODE).get(name));
  }

  /** Puts an object in the place of the one of its name; one that is new gets uid and time. */
  <T extends HasMetadata> T put(T object) {
    var kind = Kind.of(object);
    var metadata = object.getMetadata();
    metadata.setResourceVersion(Long.toString(++version));
    if (metadata.getUid() == null) {
      metadata.setUid("%08x-0000-4000-8000-000000000000".formatted(version));
      metadata.setCreationTimestamp(agenda.now().toString());
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

  private void publish(Change change) {
    List.copyOf(watchers).forEach(watcher -> watcher.accept(change));
  }
}
