package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Run;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.operator.fake.Store;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.simulation.Agenda;
import dev.netperf.operator.simulation.Story;
import dev.netperf.plan.Plan;
import dev.netperf.run.Conditions;
import dev.netperf.run.Outcome;
import dev.netperf.text.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The lives of tests, as their statuses tell them: queued while a node is taken, then measured,
 * then ended, well or badly.
 */
final class SimulatedTests {
  /** Nodes that don't come are waited for so long, ms. */
  private static final int PATIENCE = 30_000;

  private final Agenda agenda;
  private final Store store;
  private final Random random;
  private final SurveyTruth truth;
  private final Story story;
  private final Map<String, Life> lives = new LinkedHashMap<>();
  private final Map<String, Life> claims = new HashMap<>();

  /** How long tests of users measure, ms. */
  private final Map<String, Long> holding = new HashMap<>();

  private int failing;
  private Optional<Reason> common = Optional.empty();
  private int shortest = 2000;
  private int longest = 20_000;

  private static final class Life {
    final String name;
    final String uid;
    final Set<String> nodes;
    boolean seen;
    boolean admitted;

    Life(NetPerfTest test) {
      name = test.getMetadata().getName();
      uid = test.getMetadata().getUid();
      nodes = Set.of(test.getSpec().client().nodeName(), test.getSpec().server().nodeName());
    }
  }

  SimulatedTests(Agenda agenda, Store store, Random random, SurveyTruth truth, Story story) {
    this.agenda = agenda;
    this.store = store;
    this.random = random;
    this.truth = truth;
    this.story = story;
    store.watch(this::happened);
  }

  /** Of a hundred tests so many fail. */
  void fail(int percent) {
    failing = percent;
  }

  /** All tests fail so; empty: they don't. */
  void allFail(Optional<Reason> reason) {
    common = reason;
  }

  /** They take so long, ms. */
  void take(int least, int most) {
    shortest = least;
    longest = most;
  }

  /** This test of a user will have its nodes so long, ms. */
  void holds(String name, long millis) {
    holding.put(name, millis);
  }

  /** Whether a test has this node. */
  boolean busy(String node) {
    return claims.containsKey(node);
  }

  Set<String> busyNodes() {
    return Set.copyOf(claims.keySet());
  }

  private void happened(Change change) {
    if (change.kind() == Kind.NODE) {
      agenda.in(1 + random.nextInt(50), this::admit);
    } else if (change.kind() == Kind.TEST) {
      if (change.before() == null) {
        var life = new Life((NetPerfTest) change.after());
        lives.put(life.uid, life);
        agenda.in(5 + random.nextInt(300), () -> see(life));
      } else if (change.after() == null || change.after().isMarkedForDeletion()) {
        leave(change.before().getMetadata().getUid());
      }
    }
  }

  private void see(Life life) {
    life.seen = true;
    agenda.in(PATIENCE, () -> giveUp(life));
    admit();
    if (!life.admitted) {
      write(life, waiting(life), List.of());
    }
  }

  private Outcome waiting(Life life) {
    return obstacle(life)
        .map(reason -> Outcome.progressing(Reason.Pending, "Waits for a node: " + reason))
        .orElse(Outcome.progressing(Reason.NodesBusy, "Another test has a node"));
  }

  private void giveUp(Life life) {
    var obstacle = obstacle(life);
    if (lives.containsKey(life.uid) && !life.admitted && obstacle.isPresent()) {
      end(life, Outcome.failed(obstacle.get(), "The node didn't come"), List.of());
    } else if (lives.containsKey(life.uid) && !life.admitted) {
      agenda.in(PATIENCE, () -> giveUp(life));
    }
  }

  /** In the order in which they came those whose nodes are free. */
  private void admit() {
    for (var life : List.copyOf(lives.values())) {
      if (life.seen
          && !life.admitted
          && life.nodes.stream().noneMatch(claims::containsKey)
          && obstacle(life).isEmpty()) {
        life.admitted = true;
        life.nodes.forEach(node -> claims.put(node, life));
        write(life, Outcome.progressing(Reason.Measuring, "Sample 1"), List.of());
        long takes =
            holding.getOrDefault(
                life.name, (long) shortest + random.nextInt(longest - shortest + 1));
        agenda.in(takes, () -> measured(life));
      }
    }
  }

  private Optional<Reason> obstacle(Life life) {
    return life.nodes.stream().sorted().flatMap(name -> obstacle(name).stream()).findFirst();
  }

  private Optional<Reason> obstacle(String name) {
    var node = store.node(name);
    if (node.isEmpty()) {
      return Optional.of(Reason.NodeNotFound);
    }
    if (!NodeState.ready(node.get())) {
      return Optional.of(Reason.NodeNotReady);
    }
    return NodeState.eligible(node.get(), Endpoint.ANY)
        ? Optional.empty()
        : Optional.of(Reason.NoEligibleNodes);
  }

  private void measured(Life life) {
    if (!lives.containsKey(life.uid)) {
      return;
    }
    var gone = obstacle(life).filter(reason -> reason != Reason.NoEligibleNodes);
    var failure =
        common.or(
            () ->
                gone.or(
                    () ->
                        random.nextInt(100) < failing
                            ? Optional.of(Reason.ConnectFailed)
                            : Optional.empty()));
    if (failure.isPresent()) {
      end(life, Outcome.failed(failure.get(), "It came to nothing"), List.of());
    } else {
      var samples = samples(store.test(life.name, life.uid).orElseThrow());
      end(
          life,
          new Outcome(Outcome.Standing.SUCCEEDED, Reason.Complete, "All was measured"),
          samples);
    }
  }

  private void end(Life life, Outcome outcome, List<Sample> samples) {
    var values = new HashMap<String, Long>();
    for (var sample : samples) {
      if (sample.counted()) {
        sample
            .values()
            .forEach(
                value ->
                    values.put(
                        SurveyTruth.key(sample.path(), value.measurement(), sample.repetition()),
                        value.value()));
      }
    }
    truth.ended(life.uid, outcome.reason().name(), values);
    write(life, outcome, samples);
    story.tell("test", "%s ends: %s", life.name, outcome.reason());
    leave(life.uid);
  }

  private List<Sample> samples(NetPerfTest test) {
    var samples = new ArrayList<Sample>();
    for (var planned : Plan.of(test.getSpec()).samples()) {
      var parted = !planned.warmup() && random.nextInt(16) == 0;
      if (parted) {
        samples.add(
            sample(
                planned.index(),
                planned.repetition(),
                planned.path().name(),
                Exclusion.RepetitionParted.name()));
      }
      samples.add(
          sample(
              planned.index(),
              planned.repetition(),
              planned.path().name(),
              planned.warmup() ? Exclusion.Warmup.name() : null));
    }
    return samples;
  }

  private Sample sample(int index, int repetition, String path, String excluded) {
    var now = Times.seconds(agenda.now());
    return new Sample(
        index,
        repetition,
        path,
        0,
        excluded,
        now,
        now,
        0,
        List.of(Value.of(Measurement.TCPBandwidth, truth.value())));
  }

  private void write(Life life, Outcome outcome, List<Sample> samples) {
    var there = store.test(life.name, life.uid).filter(test -> !test.isMarkedForDeletion());
    if (there.isEmpty()) {
      return;
    }
    var now = agenda.now();
    var before = Optional.ofNullable(there.get().getStatus()).orElse(NetPerfTestStatus.NONE);
    var run =
        Optional.ofNullable(before.run())
            .orElseGet(() -> Run.started("0".repeat(32), 1, Times.seconds(now)))
            .change();
    if (life.admitted) {
      run.admitted(Times.seconds(now));
    }
    if (outcome.finished()) {
      run.completed(Times.seconds(now));
    }
    var test = there.get().copy();
    test.setStatus(
        new NetPerfTestStatus(
            1L,
            run.made(),
            Conditions.of(outcome, before.conditions(), 1L, now),
            null,
            null,
            null,
            null,
            samples,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    store.put(test);
  }

  /** Whether a test's status says that it waits for nodes that others have. */
  static boolean waits(NetPerfTest test) {
    return Optional.ofNullable(test.getStatus())
        .flatMap(status -> status.condition(Condition.READY))
        .filter(ready -> ready.reason().equals(Reason.NodesBusy.name()))
        .isPresent();
  }

  /** Whether a test's status doesn't say that it has its nodes, or has ended. */
  static boolean idle(NetPerfTest test) {
    var run = Optional.ofNullable(test.getStatus()).map(NetPerfTestStatus::run).orElse(null);
    return run == null || (run.admissionTime() == null && run.completionTime() == null);
  }

  private void leave(String uid) {
    var life = lives.remove(uid);
    if (life != null) {
      claims.values().removeIf(claim -> claim == life);
      agenda.in(1 + random.nextInt(20), this::admit);
    }
  }
}
