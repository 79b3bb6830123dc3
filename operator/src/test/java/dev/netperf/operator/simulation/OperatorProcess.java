package dev.netperf.operator.simulation;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.cluster.Deletions;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.netperftest.LedgerRecovery;
import dev.netperf.operator.netperftest.Turn;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.ProbePodSource;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.Sightings;
import dev.netperf.operator.observe.WaitingTests;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.operator.runtime.Leadership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An operator: the real turns, in what the framework makes of it: events, queues, timers, retries.
 * Its memory goes with it.
 */
final class OperatorProcess {
  /** What it watches. */
  static final List<Kind> KINDS = List.of(Kind.TEST, Kind.POD, Kind.SERVICE, Kind.NODE);

  private static final int FIRST_RETRY = 500;
  private static final int LAST_RETRY = 15_000;
  private static final long LONG = Duration.ofHours(1).toMillis();
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);

  private final Simulation world;
  private final Random random;
  private final Informers informers;
  private final Ledger ledger;
  private final WaitingTests waitingTests;
  private final LedgerRecovery recovery;
  private final Map<String, Work> works = new HashMap<>();
  private final Leadership leadership;
  private final Sightings sightings;
  private final Races races = new Races();
  private final Deletions deletions = new Deletions();
  private boolean alive = true;
  private boolean frozen;
  private boolean stopping;

  private static final class Work {
    boolean running;
    boolean queued;
    boolean again;
    int failures;
    long timer;
  }

  OperatorProcess(Simulation world) {
    this.world = world;
    this.random = world.random;
    this.leadership = new Leadership(() -> world.agenda.millis() * 1_000_000, RENEW_DEADLINE);
    this.informers = new Informers(world.agenda, world.store, world.random, this::news);
    this.ledger = new Ledger(world.slots, () -> world.agenda.millis() * 1_000_000);
    this.waitingTests = new WaitingTests(ledger, this::ready, this::later);
    this.recovery =
        new LedgerRecovery(
            ledger,
            () -> informers.all(Kind.TEST).stream().map(NetPerfTest.class::cast),
            informers.nodes(),
            TestSettings.PLAIN);
    this.sightings = new Sightings(() -> world.agenda.millis() * 1_000_000);
    waitingTests.setEventHandler(wake -> event(wake.getRelatedCustomResourceID().getName()));
    looksAtAll();
  }

  boolean alive() {
    return alive;
  }

  Informers informers() {
    return informers;
  }

  void kill() {
    alive = false;
    informers.stop();
  }

  /**
   * As the framework stops: the fence closes, then the caches are emptied while turns are under
   * way; the process goes a little later.
   */
  void stop() {
    stopping = true;
    leadership.close();
    for (var kind : List.of(Kind.NODE, Kind.POD, Kind.SERVICE)) {
      informers.vanish(kind, LONG);
    }
    looksAtAll();
  }

  boolean stopping() {
    return stopping;
  }

  /** Something makes it look at all tests. */
  void looksAtAll() {
    informers.all(Kind.TEST).forEach(test -> event(test.getMetadata().getName()));
  }

  /** From now on it does nothing, and its Lease isn't renewed. */
  void freeze() {
    frozen = true;
  }

  boolean frozen() {
    return frozen;
  }

  /** Before each request; what renews the Lease has been at work until now, unless it is frozen. */
  void requireLeadership() {
    if (!frozen) {
      renew();
    }
    leadership.require();
  }

  private void renew() {
    leadership.asks();
    leadership.granted();
  }

  // ---- events ----

  private void news(Change change) {
    var name = change.object().getMetadata().getName();
    switch (change.kind()) {
      case TEST -> test(change, name);
      case POD -> {
        owner(change.object()).ifPresent(this::event);
        if (change.after() == null) {
          gone(new ObservedPod((Pod) change.before()));
        }
      }
      case SERVICE -> owner(change.object()).ifPresent(this::event);
      case NODE -> {
        ledger.users(name).forEach(test -> event(test.name()));
        waitingTests.nodeChanged();
      }
      case SURVEY, SLICE, NETWORK_POLICY -> {}
    }
  }

  /** As the framework does: a change of the status alone is no event. */
  private void test(Change change, String name) {
    if (change.after() == null) {
      works.remove(name);
      waitingTests.onResourceDeleted((NetPerfTest) change.before());
      return;
    }
    var before = change.before() == null ? null : change.before().getMetadata();
    var after = change.after().getMetadata();
    var replaced = before != null && !before.getUid().equals(after.getUid());
    if (replaced) {
      waitingTests.onResourceUpdated((NetPerfTest) change.after(), (NetPerfTest) change.before());
    }
    if (before == null
        || !before.getGeneration().equals(after.getGeneration())
        || (before.getDeletionTimestamp() == null && after.getDeletionTimestamp() != null)) {
      event(name);
    }
  }

  /** As {@link ProbePodSource} tells it. */
  private void gone(ObservedPod pod) {
    pod.heldNode().ifPresent(waitingTests::gone);
  }

  private List<TestRef> ready() {
    return ledger
        .all(ProbePodSource.alive(probes(), "", world.operatorTime()))
        .ready(informers.nodes().all());
  }

  private void later(Duration pause, Runnable task) {
    world.agenda.in(
        pause.toMillis(),
        () -> {
          if (alive && !frozen) {
            task.run();
          }
        });
  }

  private static Optional<String> owner(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream().map(o -> o.getName()).findFirst();
  }

  private void event(String name) {
    var work = works.computeIfAbsent(name, n -> new Work());
    if (work.running) {
      work.again = true;
    } else if (!work.queued) {
      work.queued = true;
      world.agenda.in(1 + random.nextInt(5), () -> reconcile(name, work));
    }
  }

  // ---- turns ----

  private void reconcile(String name, Work work) {
    work.queued = false;
    var test = informers.get(Kind.TEST, name).map(NetPerfTest.class::cast);
    if (!alive || frozen || test.isEmpty() || work != works.get(name)) {
      return;
    }
    work.running = true;
    work.timer++;
    try {
      recovery.once();
      var turn =
          new Turn(
              ledger,
              waitingTests::wake,
              this::view,
              new Connection(world, this),
              races,
              deletions);
      var lookAgain = turn.take(test.get());
      work.failures = 0;
      lookAgain.ifPresent(delay -> timer(name, work, delay.toMillis()));
    } catch (KubernetesClientException e) {
      var delay = Math.min(LAST_RETRY, FIRST_RETRY * (1L << Math.min(work.failures++, 5)));
      timer(name, work, delay);
    } catch (Leadership.Lost e) {
      world.story.tell("operator", "has lost the lease, and halts");
      kill();
      return;
    } catch (Killed e) {
      return;
    } finally {
      work.running = false;
    }
    if (work.again) {
      work.again = false;
      event(name);
    }
  }

  private void timer(String name, Work work, long delay) {
    long set = ++work.timer;
    world.agenda.in(
        delay,
        () -> {
          if (alive && work.timer == set && works.get(name) == work) {
            event(name);
          }
        });
  }

  private Observation view(NetPerfTest test, Optional<Refusal> refusal) {
    var now = world.operatorTime();
    return new Observation(
        test,
        owned(Kind.POD, test).map(Pod.class::cast).map(sightings::of).toList(),
        owned(Kind.SERVICE, test).map(Service.class::cast).toList(),
        List.of(),
        informers.nodes(),
        run -> ledger.others(TestRef.of(test), ProbePodSource.alive(probes(), run, now)),
        sightings::unready,
        refusal,
        TestSettings.PLAIN,
        now);
  }

  private Stream<HasMetadata> owned(Kind kind, NetPerfTest test) {
    return informers.all(kind).stream().filter(object -> OwnedObjects.owned(object, test));
  }

  /** As the watch's label selector lets them through. */
  private Stream<Pod> probes() {
    return informers.all(Kind.POD).stream()
        .filter(pod -> pod.getMetadata().getLabels() != null)
        .filter(pod -> Labels.OPERATOR.equals(pod.getMetadata().getLabels().get(Labels.MANAGED_BY)))
        .map(Pod.class::cast);
  }
}
