package dev.netperf.operator.simulation;

import dev.netperf.operator.fake.Store;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.observe.Nodes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What one operator knows: for each kind a cache that a watch keeps, in order within the kind,
 * late, and independent of the other kinds. What the operator wrote itself it knows at once, and no
 * older news undoes that.
 */
public final class Informers {
  private static final int USUAL_DELAY = 20;

  private final Agenda agenda;
  private final Store store;
  private final Random random;
  private final Consumer<Change> onChange;
  private final Consumer<Change> watcher = this::happened;
  private final Map<Kind, Watch> watches = new EnumMap<>(Kind.class);
  private boolean stopped;

  private static final class Watch {
    final Map<String, HasMetadata> seen = new LinkedHashMap<>();
    final Deque<Change> late = new ArrayDeque<>();
    long heldUntil;
    boolean broken;
    long emptyUntil;
  }

  /** They know all that is there now; of what changes the operator is told. */
  public Informers(Agenda agenda, Store store, Random random, Consumer<Change> onChange) {
    this.agenda = agenda;
    this.store = store;
    this.random = random;
    this.onChange = onChange;
    for (var kind : Kind.values()) {
      var watch = new Watch();
      watch.seen.putAll(store.all(kind));
      watches.put(kind, watch);
    }
    store.watch(watcher);
  }

  /** From now on they stay as they are. */
  public void stop() {
    stopped = true;
    store.unwatch(watcher);
  }

  /** All of a kind. */
  public Collection<HasMetadata> all(Kind kind) {
    return seen(kind).values();
  }

  /** The one of this kind and name. */
  public Optional<HasMetadata> get(Kind kind, String name) {
    return Optional.ofNullable(seen(kind).get(name));
  }

  private Map<String, HasMetadata> seen(Kind kind) {
    var watch = watches.get(kind);
    return agenda.millis() < watch.emptyUntil ? Map.of() : watch.seen;
  }

  /** The nodes, as an operator wants them. */
  public Nodes nodes() {
    return new Nodes() {
      @Override
      public Optional<Node> get(String name) {
        return Informers.this.get(Kind.NODE, name).map(Node.class::cast);
      }

      @Override
      public Collection<Node> all() {
        return Informers.this.all(Kind.NODE).stream().map(Node.class::cast).toList();
      }
    };
  }

  /** The operator wrote this object, and learned that. */
  public void wrote(HasMetadata object) {
    var seen = watches.get(Kind.of(object)).seen;
    var known = seen.get(object.getMetadata().getName());
    if (!stopped && (known == null || version(known) < version(object))) {
      seen.put(object.getMetadata().getName(), object);
    }
  }

  /** News of this kind come only after a while. */
  public void hold(Kind kind, long millis) {
    watches.get(kind).heldUntil = agenda.millis() + millis;
  }

  /** The cache of this kind is empty for a while, and nobody is told. */
  public void vanish(Kind kind, long millis) {
    watches.get(kind).emptyUntil = agenda.millis() + millis;
  }

  /**
   * The watch of this kind breaks, and later all objects are listed anew: what happened between is
   * never seen.
   */
  public void breakWatch(Kind kind, long millis) {
    var watch = watches.get(kind);
    watch.broken = true;
    agenda.in(millis, () -> list(kind, watch));
  }

  private void list(Kind kind, Watch watch) {
    watch.broken = false;
    watch.late.clear();
    var gone =
        watch.seen.values().stream()
            .filter(known -> !store.all(kind).containsKey(known.getMetadata().getName()))
            .toList();
    gone.forEach(known -> deliver(watch, new Change(kind, known, null)));
    store.all(kind).values().stream()
        .toList()
        .forEach(object -> deliver(watch, new Change(kind, null, object)));
  }

  private void happened(Change change) {
    var watch = watches.get(change.kind());
    if (!watch.broken) {
      watch.late.add(change);
      agenda.in(1 + random.nextInt(USUAL_DELAY), () -> next(watch));
    }
  }

  private void next(Watch watch) {
    if (stopped || watch.late.isEmpty()) {
      return;
    }
    long held = watch.heldUntil - agenda.millis();
    if (held > 0) {
      agenda.in(held, () -> next(watch));
    } else {
      deliver(watch, watch.late.remove());
    }
  }

  private void deliver(Watch watch, Change change) {
    if (stopped) {
      return;
    }
    var name = change.object().getMetadata().getName();
    var known = watch.seen.get(name);
    if (change.after() == null) {
      if (known != null
          && known.getMetadata().getUid().equals(change.before().getMetadata().getUid())) {
        watch.seen.remove(name);
      }
    } else if (known == null || version(known) < version(change.after())) {
      watch.seen.put(name, change.after());
    }
    onChange.accept(
        change.after() == null ? change : new Change(change.kind(), known, change.after()));
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
