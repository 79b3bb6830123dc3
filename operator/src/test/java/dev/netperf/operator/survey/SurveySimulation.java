package dev.netperf.operator.survey;

import dev.netperf.operator.fake.Store;
import dev.netperf.operator.simulation.Agenda;
import dev.netperf.operator.simulation.Story;
import dev.netperf.operator.simulation.Violation;
import dev.netperf.operator.simulation.Weather;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One survey under a schedule of faults, from a seed: the same seed, the same story. */
final class SurveySimulation {
  /** Until then there are faults, ms. */
  static final int STORM = 400_000;

  /** Then it has ended, whatever happened, ms. */
  private static final int HORIZON = 4 * 3600_000;

  /** So long after its end nothing is left of it, ms. */
  private static final int CALM = 90_000;

  /** The duration of a Lease, ms. */
  private static final long LEASE = 15_000;

  private static final int STORM_OF_REQUESTS = 6000;
  private static final int DEEPEST = 2;

  /** What the operator says of each survey would be a book. */
  private static final Logger LOG = Logger.getLogger("dev.netperf.operator");

  static {
    LOG.setLevel(Level.OFF);
  }

  final Random random;
  final Agenda agenda = new Agenda();
  final Story story;
  final Store store = new Store(agenda::now);
  final SurveyTruth truth = new SurveyTruth();
  final Weather weather;
  final SurveyInvariants invariants = new SurveyInvariants(this);
  final SimulatedApi api;
  final SimulatedTests tests;
  final SimulatedUsers users;

  private SimulatedOperator leader;
  private int depth;
  private int requests;

  /** After so many requests more; −1: never. */
  private int killedIn = -1;

  private int frozenIn = -1;

  /** With the first request on its way that begins with this word; empty: with none. */
  private Optional<String> frozenWith = Optional.empty();

  /** Of the first request that begins with this word the answer is lost; empty: of none. */
  private Optional<String> unanswered = Optional.empty();

  /**
   * What came of a schedule.
   *
   * @param violation what went wrong
   * @param story what happened, if it was to be told
   * @param requests how many requests the operator made
   * @param measured how many tests were measured
   * @param pairs how many pairs the last run's plan had
   */
  record Outcome(Optional<String> violation, String story, int requests, int measured, int pairs) {}

  private SurveySimulation(long seed, boolean told) {
    random = new Random(new SplittableRandom(seed).nextLong());
    story = new Story(agenda, told);
    weather = new Weather(random);
    api = new SimulatedApi(agenda, store, truth, story, seed % 16 == 0);
    store.watch(invariants::nodesChange);
    tests = new SimulatedTests(agenda, store, random, truth, story);
    users = new SimulatedUsers(this);
  }

  /** Plays a schedule of faults. */
  static Outcome play(long seed, boolean told) {
    var world = new SurveySimulation(seed, told);
    return world.outcome(world::storm);
  }

  /** Plays a survey of so many nodes, each with six partners, that nothing disturbs. */
  static Outcome undisturbed(int nodes) {
    var world = new SurveySimulation(1, false);
    return world.outcome(
        () -> {
          world.users.nodes(nodes);
          world.users.create("coverage: {mode: Sample, partners: 6}\n");
          world.playToTheEnd(0);
        });
  }

  /** Plays what a test has in mind, and no faults of the seed. */
  static Outcome scripted(Consumer<SurveySimulation> script) {
    var world = new SurveySimulation(1, true);
    return world.outcome(
        () -> {
          script.accept(world);
          world.agenda.in(STORM, () -> {});
          world.playToTheEnd(STORM);
        });
  }

  private Outcome outcome(Runnable schedule) {
    Optional<String> violation = Optional.empty();
    try {
      schedule.run();
    } catch (Violation e) {
      violation = Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      violation = Optional.of("invariant 5: the operator stumbles: " + trace(e));
    }
    return new Outcome(
        violation, story.toString(), requests, truth.measured(), invariants.plannedPairs());
  }

  private void storm() {
    users.nodes(random.nextInt(16) == 0 ? 1 : 3 + random.nextInt(5));
    agenda.in(random.nextInt(2000), users::create);
    int faults = random.nextInt(12);
    var all = SimulatedFault.values();
    for (int i = 0; i < faults; i++) {
      var fault = all[random.nextInt(all.length)];
      agenda.in(random.nextInt(random.nextBoolean() ? 60_000 : 200_000), () -> fault.inject(this));
    }
    agenda.in(STORM, this::stormEnds);
    playToTheEnd(STORM);
  }

  private void playToTheEnd(int storm) {
    start();
    long restSince = -1;
    while (agenda.millis() < HORIZON && !agenda.isEmpty()) {
      agenda.next();
      if (agenda.millis() < storm || !invariants.ended()) {
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
    killedIn = -1;
    frozenIn = -1;
    users.rest();
    api.letTestsGo();
  }

  // ---- the operator's process ----

  SimulatedOperator leader() {
    return leader;
  }

  private void start() {
    story.tell("operator", "starts");
    leader = new SimulatedOperator(this);
  }

  void kill(SimulatedOperator operator, String when) {
    if (operator.alive()) {
      story.tell("operator", "is killed %s", when);
      operator.kill();
      if (!operator.frozen() && !operator.former()) {
        agenda.in(500 + random.nextInt(20_000), this::start);
      }
    }
  }

  /** At one of its next requests. */
  void killAtRequest() {
    killedIn = random.nextInt(40);
  }

  /** At one of its next requests. */
  void freezeAtRequest() {
    frozenIn = random.nextInt(40);
  }

  /** At the first request that begins with this word. */
  void freezeWith(String request) {
    frozenWith = Optional.of(request);
  }

  /** To the first request that begins with this word. */
  void loseAnswer(String request) {
    unanswered = Optional.of(request);
  }

  /**
   * At the worst moment: what it has done until now is known, and this request is on its way when
   * another operator has long been at work. Then it may go on for a while with what it knew.
   */
  void mayFreeze(SimulatedOperator operator, String what) {
    if (operator.equals(leader)
        && (freezesNow() || frozenWith.filter(what::startsWith).isPresent())) {
      frozenWith = Optional.empty();
      story.tell("operator", "is frozen: %s is on its way", what);
      operator.freeze();
      long lease = LEASE + random.nextInt(5000);
      agenda.in(lease, this::start);
      agenda.pass(lease + random.nextInt(90_000));
      story.tell("former", "goes on with: %s", what);
      operator.thaw(agenda.millis() + (random.nextBoolean() ? 0 : random.nextInt(5000)));
    }
  }

  private boolean freezesNow() {
    return frozenIn >= 0 && frozenIn-- == 0;
  }

  /** What becomes of the leader's next request. */
  Weather.Fate fate(String what) {
    if (unanswered.filter(what::startsWith).isPresent()) {
      unanswered = Optional.empty();
      return Weather.Fate.ANSWER_LOST;
    }
    if (killedIn >= 0 && killedIn-- == 0) {
      return random.nextBoolean() ? Weather.Fate.KILLED_BEFORE : Weather.Fate.KILLED_AFTER;
    }
    return weather.next(agenda.millis());
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

  void requested(String what) {
    if (++requests > STORM_OF_REQUESTS) {
      throw new Violation(5, "a storm of requests, the last one: " + what);
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
