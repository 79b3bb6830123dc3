package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.operator.simulation.Informers;
import dev.netperf.operator.simulation.Killed;
import dev.netperf.operator.survey.stage.SurveyObservation;
import dev.netperf.operator.survey.stage.SurveyRecord;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An operator: the real turns of one survey, in what the framework makes of it: events, a queue,
 * timers, retries. Its memory goes with it.
 */
final class SimulatedOperator {
  static final String SURVEY = "fleet";

  /** What it watches, or reads now and then. */
  static final List<Kind> KINDS = List.of(Kind.SURVEY, Kind.SLICE, Kind.TEST, Kind.NODE);

  private static final int FIRST_RETRY = 500;
  private static final int LAST_RETRY = 15_000;

  private final SurveySimulation world;
  private final Informers informers;
  private final Journal journal = new Journal();
  private final Races races = new Races();
  private final NewSurveys newSurveys;
  private boolean alive = true;
  private boolean frozen;

  /** Its time is over when this is; it doesn't know before. */
  private Optional<Long> noticesAt = Optional.empty();

  /** The ledger of a former leader. */
  private Optional<Set<String>> busyThen = Optional.empty();

  private final List<String> gone = new ArrayList<>();
  private boolean running;
  private boolean queued;
  private boolean again;
  private int failures;
  private long timer;
  private long turnBegan;
  private Instant decided;

  /** The tests that it last looked at. */
  private List<NetPerfTest> seen = List.of();

  SimulatedOperator(SurveySimulation world) {
    this.world = world;
    newSurveys =
        new NewSurveys((pause, task) -> world.agenda.in(pause.toMillis(), () -> ifAlive(task)));
    informers = new Informers(world.agenda, world.store, world.random, this::news);
    newSurveys.setEventHandler(event -> event());
    event();
  }

  boolean alive() {
    return alive;
  }

  boolean frozen() {
    return frozen;
  }

  /** Whether another one leads by now, whatever it thinks itself. */
  boolean former() {
    return noticesAt.isPresent();
  }

  Informers informers() {
    return informers;
  }

  /** When its turn began, ms. */
  long turnBegan() {
    return turnBegan;
  }

  /** When it last looked. */
  Instant decided() {
    return decided;
  }

  void sees(List<NetPerfTest> tests) {
    seen = tests;
  }

  /** The test of this name as it was when the operator last looked; its caches may know more. */
  Optional<NetPerfTest> saw(String test) {
    return seen.stream().filter(child -> child.getMetadata().getName().equals(test)).findFirst();
  }

  void kill() {
    alive = false;
    informers.stop();
  }

  /** From now on it does nothing, and learns nothing. */
  void freeze() {
    frozen = true;
    busyThen = Optional.of(world.tests.busyNodes());
    informers.stop();
  }

  /** It goes on with what it knew, until it notices that its time is over. */
  void thaw(long until) {
    frozen = false;
    noticesAt = Optional.of(until);
  }

  private void ifAlive(Runnable task) {
    if (alive) {
      task.run();
    }
  }

  /** Before each request. */
  void mustLead() {
    if (!alive) {
      throw new Killed();
    }
    if (noticesAt.isPresent() && world.agenda.millis() > noticesAt.get()) {
      world.story.tell("former", "has lost the lease, and halts");
      kill();
      throw new Killed();
    }
  }

  // ---- events ----

  private void news(Change change) {
    switch (change.kind()) {
      case SURVEY -> survey(change);
      case TEST -> {
        if (!change.object().getMetadata().getOwnerReferences().isEmpty()
            && (change.before() == null
                || change.after() == null
                || SurveyTestSource.matters(
                    (NetPerfTest) change.after(), (NetPerfTest) change.before()))) {
          event();
        }
      }
      case NODE, SLICE, POD, SERVICE, NETWORK_POLICY -> {}
    }
  }

  /** As the framework does: a change of the status alone is no event. */
  private void survey(Change change) {
    if (change.after() == null) {
      timer++;
      gone.add(change.before().getMetadata().getUid());
      forgetTheGone();
      newSurveys.onResourceDeleted((NetPerfSurvey) change.before());
      return;
    }
    if (change.before() == null) {
      newSurveys.onResourceCreated((NetPerfSurvey) change.after());
    } else {
      newSurveys.onResourceUpdated((NetPerfSurvey) change.after(), (NetPerfSurvey) change.before());
    }
    var before = change.before() == null ? null : change.before().getMetadata();
    var after = change.after().getMetadata();
    if (before == null
        || before.getGeneration() < after.getGeneration()
        || (before.getDeletionTimestamp() == null && after.getDeletionTimestamp() != null)) {
      event();
    }
  }

  /** The framework tells of a deletion by a turn of its own, after the one under way. */
  private void forgetTheGone() {
    if (!running) {
      gone.forEach(journal::forget);
      gone.clear();
    }
  }

  /** Something makes it look at the survey. */
  void event() {
    if (running) {
      again = true;
    } else if (!queued) {
      queued = true;
      world.agenda.in(1 + world.random.nextInt(5), this::reconcile);
    }
  }

  // ---- turns ----

  private void reconcile() {
    queued = false;
    var survey = informers.get(Kind.SURVEY, SURVEY).map(NetPerfSurvey.class::cast);
    if (!alive || frozen || survey.isEmpty()) {
      return;
    }
    running = true;
    timer++;
    turnBegan = world.agenda.millis();
    try {
      newSurveys.turn(survey.get());
      var requests = new SimulatedRequests(world, this, survey.get());
      var turn = new SurveyTurn(journal, this::view, requests, requests, races, this::now);
      var lookAgain = turn.take(survey.get().copy());
      failures = 0;
      lookAgain.ifPresent(delay -> timer(delay.toMillis()));
    } catch (KubernetesClientException e) {
      world.story.tell("operator", "tries again after: %s", e.getMessage());
      timer(Math.min(LAST_RETRY, FIRST_RETRY * (1L << Math.min(failures++, 5))));
    } catch (Killed e) {
      return;
    } finally {
      running = false;
    }
    forgetTheGone();
    if (again) {
      again = false;
      event();
    }
  }

  private void timer(long delay) {
    long set = ++timer;
    world.agenda.in(
        delay,
        () -> {
          if (alive && timer == set) {
            event();
          }
        });
  }

  private Instant now() {
    decided = world.agenda.now();
    return decided;
  }

  private SurveyObservation view(
      NetPerfSurvey survey, SurveyRecord record, Optional<Refusal> refusal, Instant now) {
    sees(
        informers.all(Kind.TEST).stream()
            .filter(test -> OwnedObjects.owned(test, survey))
            .map(NetPerfTest.class::cast)
            .toList());
    return new SurveyObservation(
        survey,
        record,
        seen,
        informers.nodes(),
        false,
        node -> busyThen.map(nodes -> nodes.contains(node)).orElseGet(() -> world.tests.busy(node)),
        refusal,
        TestSettings.PLAIN,
        now);
  }
}
