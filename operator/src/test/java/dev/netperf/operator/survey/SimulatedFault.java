package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.simulation.ApiServer;
import java.util.List;
import java.util.Optional;

/** What happens to a survey in a year. Each takes its particulars from the seed. */
@SuppressWarnings("ImmutableEnumChecker") // what is injected has no state
enum SimulatedFault {
  OPERATOR_KILLED(world -> world.kill(world.leader(), "out of the blue")),
  OPERATOR_KILLED_AT_A_REQUEST(SurveySimulation::killAtRequest),
  OPERATOR_FROZEN(SurveySimulation::freezeAtRequest),
  REQUESTS_FAIL(world -> world.weather.set(15, 0)),
  KILLED_AT_REQUESTS(world -> world.weather.set(3, 4)),
  API_SERVER_DOWN(
      world -> {
        long outage = ms(world, 3, 40);
        world.weather.outage(world.agenda.millis() + outage);
        for (var kind : SimulatedOperator.KINDS) {
          world.leader().informers().breakWatch(kind, outage + world.random.nextInt(2000));
        }
      }),
  WATCH_LAGS(world -> world.leader().informers().hold(kind(world), ms(world, 1, 60))),
  WATCH_BREAKS(world -> world.leader().informers().breakWatch(kind(world), ms(world, 1, 60))),
  NODES_VANISH(
      world -> {
        world.leader().informers().vanish(Kind.NODE, ms(world, 1, 20));
        world.leader().event();
      }),

  TEST_DELETED(world -> world.users.deleteChild()),
  TESTS_DELETED(world -> world.users.deleteChildren(ms(world, 5, 200))),
  TESTS_KEPT(
      world -> {
        world.api.keepTests();
        world.agenda.in(ms(world, 5, 200), world.api::letTestsGo);
      }),
  NAME_TAKEN(world -> world.users.takeName()),
  TESTS_FAIL(
      world -> {
        world.tests.allFail(Optional.of(reason(world)));
        world.agenda.in(ms(world, 5, 400), () -> world.tests.allFail(Optional.empty()));
      }),
  NODES_TAKEN(world -> world.users.ownTest(ms(world, 5, 300))),
  NODES_TAKEN_FOR_EVER(world -> world.users.ownTest(24 * 3600_000L)),

  NODE_DELETED(world -> world.users.disturbNode(name -> Optional.empty())),
  NODE_NOT_READY(
      world ->
          world.users.disturbNode(
              name -> Optional.of(TestNodes.notReady(name, world.agenda.now())))),
  NODE_CORDONED(world -> world.users.disturbNode(name -> Optional.of(TestNodes.cordoned(name)))),
  NODE_JOINED(world -> world.users.join()),

  QUOTA(
      world -> {
        world.api.refuseTests(
            ApiServer.error(
                403, "netperftests.netperf.dev \"x\" is forbidden: exceeded quota: few"));
        world.agenda.in(ms(world, 5, 300), world.api::admitTests);
      }),
  REFUSED(
      world -> {
        world.invariants.expectsRefusal();
        world.api.refuseTests(
            ApiServer.error(
                422, "ValidatingAdmissionPolicy 'tests' with binding 'tests' denied request: no"));
        world.agenda.in(ms(world, 5, 300), world.api::admitTests);
      }),

  SPEC_CHANGED(world -> world.users.changeSpec()),
  SPEC_CHANGED_AND_BACK(world -> world.users.changeSpecAndBack()),
  SPEC_TOUCHED(world -> world.users.touchSpec()),
  SUSPENDED(world -> world.users.suspend(ms(world, 1, 200))),
  ANNOTATED(world -> world.users.annotate()),
  SURVEY_DELETED(world -> world.users.delete(false)),
  SURVEY_RECREATED(world -> world.users.delete(true));

  /** What may happen. */
  @FunctionalInterface
  private interface Injection {
    void into(SurveySimulation world);
  }

  private static final List<Reason> REASONS =
      List.of(
          Reason.ConnectFailed,
          Reason.ServerUnresponsive,
          Reason.PodSecurityDenied,
          Reason.PodRefused);

  private final Injection injection;

  SimulatedFault(Injection injection) {
    this.injection = injection;
  }

  void inject(SurveySimulation world) {
    world.story.tell("FAULT", "%s", this);
    injection.into(world);
  }

  private static long ms(SurveySimulation world, int least, int most) {
    return 1000L * (least + world.random.nextInt(most - least + 1));
  }

  private static Kind kind(SurveySimulation world) {
    var kinds = List.of(Kind.SURVEY, Kind.TEST, Kind.TEST, Kind.NODE);
    return kinds.get(world.random.nextInt(kinds.size()));
  }

  private static Reason reason(SurveySimulation world) {
    return REASONS.get(world.random.nextInt(REASONS.size()));
  }
}
