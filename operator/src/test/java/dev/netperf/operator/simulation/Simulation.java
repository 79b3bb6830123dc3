package dev.netperf.operator.simulation;

import dev.netperf.operator.fake.Store;
import dev.netperf.operator.fake.TestNodes;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One schedule of faults, from a seed: the same seed, the same story. */
final class Simulation {
  /** Until then there are faults, ms. */
  private static final int STORM = 60_000;

  /**
   * Then all tests have ended, whatever happened, ms: three after one another take so long at most.
   */
  private static final int HORIZON = 3 * 3600_000;

  /** So long after the last test's end nothing is left of any, ms. */
  private static final int CALM = 60_000;

  /** Its duration, ms. */
  private static final long LEASE = 15_000;

  private static final int STORM_OF_REQUESTS = 20_000;
  private static final int DEEPEST = 2;

  /**
   * Drawn apart, each in one of so many, so that the rest of a seed's schedule stays what it was.
   */
  private static final Map<Fault, Integer> APART =
      new EnumMap<>(
          Map.of(
              Fault.OPERATOR_FROZEN,
              8,
              Fault.OPERATOR_STOPS,
              4,
              Fault.NODES_VANISH,
              8,
              Fault.UNKNOWN_REFUSAL,
              20,
              Fault.CHANGED_BY_ADMISSION,
              20,
              Fault.NODE_FULL,
              20,
              Fault.CLOCKS_APART,
              20,
              Fault.FAST_WRITER,
              16));

  private static final List<Fault> FAULTS =
      Stream.of(Fault.values()).filter(fault -> !APART.containsKey(fault)).toList();

  final Random random;
  final Agenda agenda = new Agenda();
  final Story story;
  final Store store = new Store(agenda::now);
  final Truth truth = new Truth();
  final Weather weather;
  final Invariants invariants = new Invariants(this);
  final ApiServer api;
  final Kubelets kubelets;
  final ControlPlane controlPlane;
  final Users users;
  final int nodes;

  /** How many samples are taken at a time. */
  final int slots;

  private OperatorProcess leader;
  private int depth;
  private int requests;
  private int clock;
  private boolean freezing;

  /**
   * What came of a schedule.
   *
   * @param violation what went wrong
   * @param story what happened, if it was to be told
   * @param requests how many requests the operator made
   * @param measurements how many clients measured
   */
  record Outcome(Optional<String> violation, String story, int requests, int measurements) {}

  /** What the operator says of each test would be a book. */
  private static final Logger LOG = Logger.getLogger("dev.netperf.operator");

  static {
    LOG.setLevel(Level.OFF);
  }

  private Simulation(long seed, boolean told) {
    var chance = new SplittableRandom(seed);
    random = new Random(chance.nextLong());
    story = new Story(agenda, told);
    weather = new Weather(random);
    api = new ApiServer(agenda, store, story);
    kubelets = new Kubelets(agenda, store, random, truth, story, invariants::clientStarts);
    controlPlane = new ControlPlane(agenda, store, random, kubelets);
    users = new Users(this);
    nodes = 2 + random.nextInt(3);
    slots = 1 + chance.nextInt(2);
    for (int node = 1; node <= nodes; node++) {
      store.put(TestNodes.ready("node-" + node));
    }
    APART.forEach(
        (fault, oneIn) -> {
          if (chance.nextInt(oneIn) == 0) {
            agenda.in(chance.nextInt(STORM), () -> fault.inject(this));
          }
        });
  }

  /** Plays a schedule. */
  static Outcome play(long seed, boolean told) {
    var world = new Simulation(seed, told);
    Optional<String> violation = Optional.empty();
    try {
      world.play();
    } catch (Violation e) {
      violation = Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      violation = Optional.of("invariant 5: the operator stumbles: " + trace(e));
    }
    return new Outcome(
        violation, world.story.toString(), world.requests, world.truth.measurements());
  }

  private void play() {
    int tests = 1 + random.nextInt(6) / 3 + random.nextInt(6) / 5;
    for (int i = 1; i <= tests; i++) {
      var name = "t" + i;
      agenda.in(random.nextInt(5000), () -> users.create(name));
    }
    int faults = random.nextInt(7);
    for (int i = 0; i < faults; i++) {
      var fault = FAULTS.get(random.nextInt(FAULTS.size()));
      agenda.in(random.nextInt(random.nextBoolean() ? 15_000 : STORM), () -> fault.inject(this));
    }
    agenda.in(STORM, this::stormEnds);
    start();
    long restSince = -1;
    while (agenda.millis() < HORIZON && !agenda.isEmpty()) {
      agenda.next();
      if (agenda.millis() < STORM || !invariants.allEnded()) {
        restSince = -1;
      } else if (restSince < 0) {
        restSince = agenda.millis();
        agenda.in(CALM, () -> {});
      } else if (agenda.millis() >= restSince + CALM) {
        invariants.atRest();
        return;
      }
    }
    throw new Violation(5, "not ended: " + invariants.notEnded());
  }

  private void stormEnds() {
    story.tell("world", "the storm is over");
    weather.set(0, 0);
    store.tests().forEach(test -> users.resume(test.getMetadata().getName()));
  }

  // ---- the operator's process ----

  OperatorProcess leader() {
    return leader;
  }

  private void start() {
    story.tell("operator", "starts");
    leader = new OperatorProcess(this);
  }

  void kill(OperatorProcess process, String when) {
    if (process.alive() && !process.stopping()) {
      story.tell("operator", "is killed %s", when);
      process.kill();
      if (!process.frozen()) {
        agenda.in(500 + random.nextInt(20_000), this::start);
      }
    }
  }

  /** An ordinary stop, as of a Deployment that is rolled out. */
  void stops() {
    var process = leader;
    if (process.alive() && !process.stopping() && !process.frozen()) {
      story.tell("operator", "stops");
      process.stop();
      agenda.in(random.nextInt(2000), process::kill);
      agenda.in(2000 + random.nextInt(20_000), this::start);
    }
  }

  /** With the next request of the active operator. */
  void freezes() {
    freezing = true;
  }

  /**
   * At the worst moment: what it has done until now is known, and this request is on its way when
   * another operator has long been at work.
   */
  void mayFreeze(OperatorProcess process, String what) {
    if (freezing && process.equals(leader)) {
      freezing = false;
      story.tell("operator", "is frozen: %s is on its way", what);
      process.freeze();
      long lease = LEASE + random.nextInt(5000);
      agenda.in(lease, this::start);
      agenda.pass(lease + random.nextInt(30_000));
      story.tell("operator", "that was frozen goes on with: %s", what);
    }
  }

  void apiServerGoes() {
    long outage = 1000L * (3 + random.nextInt(38));
    weather.outage(agenda.millis() + outage);
    for (var kind : OperatorProcess.KINDS) {
      leader.informers().breakWatch(kind, outage + random.nextInt(2000));
    }
  }

  void clockSteps(int seconds) {
    clock += seconds;
  }

  /** By the operator's clock. */
  Instant operatorTime() {
    return agenda.now().plusSeconds(clock);
  }

  /** A request is under way: others may do something meanwhile. */
  void timePasses() {
    if (depth < DEEPEST && random.nextInt(4) == 0) {
      depth++;
      try {
        agenda.pass(1 + random.nextInt(25));
      } finally {
        depth--;
      }
    }
  }

  void requested() {
    if (++requests > STORM_OF_REQUESTS) {
      throw new Violation(5, "a storm of requests");
    }
  }

  private static String trace(RuntimeException e) {
    return Stream.of(e.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("dev.netperf"))
        .limit(3)
        .map(frame -> " at " + frame)
        .collect(Collectors.joining("", e.toString(), ""));
  }
}
