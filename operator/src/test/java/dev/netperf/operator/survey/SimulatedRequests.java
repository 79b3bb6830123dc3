package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.operator.cluster.Cluster;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.simulation.ApiServer;
import dev.netperf.operator.simulation.Killed;
import dev.netperf.operator.simulation.Weather;
import dev.netperf.operator.survey.SurveyTruth.Hand;
import dev.netperf.operator.survey.stage.SurveyLabels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An operator's requests in one turn. Each takes time, in which the world moves on; and each has
 * its fate.
 */
final class SimulatedRequests implements Cluster<NetPerfSurvey>, SurveyObjects {
  private final SurveySimulation world;
  private final SimulatedOperator operator;
  private final Fence fence;

  SimulatedRequests(SurveySimulation world, SimulatedOperator operator, NetPerfSurvey observed) {
    this.world = world;
    this.operator = operator;
    fence = new Fence(observed);
  }

  /** What a turn knows of the survey, and whether it has proved that. */
  static final class Fence {
    private NetPerfSurvey known;
    private boolean proved;

    Fence(NetPerfSurvey observed) {
      known = observed;
    }

    NetPerfSurvey known() {
      return known;
    }

    boolean proved() {
      return proved;
    }

    private void learn(NetPerfSurvey survey) {
      known = survey;
    }
  }

  @Override
  public NetPerfSurvey applyStatus(NetPerfSurvey survey) {
    fence.proved = false;
    return request(
        "status of " + name(survey),
        () -> {
          var before = world.store.survey().orElse(null);
          var written = world.api.applyStatus(survey);
          world.story.tell(who(), "status: %s", summary(written));
          world.invariants.statusWritten(operator, fence, before, written);
          return written;
        },
        written -> {
          operator.informers().wrote(written);
          fence.learn(written);
          fence.proved = true;
        });
  }

  @Override
  public HasMetadata create(HasMetadata object) {
    var test = (NetPerfTest) object;
    return request(
        "create " + name(test),
        () -> {
          var made = world.api.create(test);
          world.story.tell(who(), "created %s", name(test));
          world.invariants.created(operator, fence, made);
          return made;
        },
        operator.informers()::wrote);
  }

  @Override
  public Optional<HasMetadata> get(HasMetadata object) {
    return request(
        "get " + name(object), () -> world.store.test(name(object)).map(HasMetadata.class::cast));
  }

  @Override
  public Optional<NetPerfSurvey> whole(NetPerfSurvey observed) {
    return request(
        "get survey",
        () -> world.store.survey().filter(survey -> name(survey).equals(name(observed))),
        survey -> survey.ifPresent(fence::learn));
  }

  @Override
  public List<Pod> pods(NetPerfSurvey owner) {
    throw new UnsupportedOperationException("a survey has no pods");
  }

  @Override
  public List<Service> services(NetPerfSurvey owner) {
    throw new UnsupportedOperationException("a survey has no Services");
  }

  @Override
  public Optional<Node> node(String name) {
    return request("get node " + name, () -> world.store.node(name));
  }

  @Override
  public List<Node> nodes() {
    return request("list nodes", world.store::nodes);
  }

  @Override
  public void delete(HasMetadata object) {
    request(
        "delete " + name(object),
        () -> {
          world.store.test(name(object)).ifPresent(this::deleted);
          return object;
        });
  }

  @Override
  public void deleteAsObserved(NetPerfSurvey observed) {
    throw new UnsupportedOperationException("surveys are deleted by their users");
  }

  @Override
  public void post(Event event) {
    request(
        "event " + event.getReason(),
        () -> {
          world.invariants.posted(event);
          return event;
        });
  }

  @Override
  public Stream<NetPerfSurveySlice> slices(NetPerfSurvey survey) {
    return request(
        "list slices",
        () -> {
          world.invariants.slicesRead(operator);
          return world.store.slices().stream()
              .filter(slice -> OwnedObjects.owned(slice, survey))
              .toList()
              .stream();
        });
  }

  @Override
  public NetPerfSurveySlice write(NetPerfSurveySlice slice) {
    return request(
        "slice " + name(slice),
        () -> {
          var before =
              world.store.slices().stream().filter(s -> name(s).equals(name(slice))).findFirst();
          var written = world.api.write(slice);
          world.story.tell(
              who(),
              "slice %s: %s",
              name(slice),
              written.getPlan() == null
                  ? written.getEntries().size() + " entries"
                  : "the plan, pairs: " + written.getPlan().pairs());
          world.invariants.sliceWritten(operator, before, written);
          return written;
        });
  }

  @Override
  public void deleteSlices(NetPerfSurvey survey, Set<String> runs) {
    var outdated = Set.copyOf(runs);
    request(
        "delete slices of earlier runs",
        () -> {
          world.invariants.slicesGo(survey, outdated);
          world.store.slices().stream()
              .filter(slice -> uid(survey).equals(label(slice, SurveyLabels.SURVEY_UID)))
              .filter(slice -> outdated.contains(label(slice, SurveyLabels.RUN)))
              .toList()
              .forEach(world.store::remove);
          return outdated;
        });
  }

  @Override
  public List<NetPerfTest> tests(NetPerfSurvey survey) {
    return request(
        "list tests",
        () ->
            world.store.tests().stream().filter(test -> OwnedObjects.owned(test, survey)).toList(),
        operator::sees);
  }

  /** By their labels, of each run at once. */
  @Override
  public void delete(List<NetPerfTest> tests) {
    tests.stream()
        .collect(Collectors.groupingBy(SimulatedRequests::run))
        .values()
        .forEach(
            some ->
                request(
                    "delete " + some.stream().map(SimulatedRequests::name).toList(),
                    () -> {
                      some.forEach(this::deleteByLabels);
                      return some;
                    }));
  }

  private void deleteByLabels(NetPerfTest wanted) {
    world.store.tests().stream()
        .filter(test -> test.getMetadata().getLabels() != null)
        .filter(
            test ->
                Stream.of(SurveyLabels.SURVEY_UID, SurveyLabels.RUN, SurveyLabels.PAIR)
                    .allMatch(key -> label(wanted, key).equals(label(test, key))))
        .toList()
        .forEach(this::deleted);
  }

  private void deleted(NetPerfTest test) {
    world.story.tell(who(), "deletes %s", name(test));
    world.invariants.deletes(operator, test);
    world.api.delete(test, operator.former() ? Hand.FORMER_LEADER : Hand.OPERATOR);
  }

  // ---- what becomes of a request ----

  private <T> T request(String what, Supplier<T> effect) {
    return request(what, effect, answer -> {});
  }

  private <T> T request(String what, Supplier<T> effect, Consumer<T> learns) {
    world.requested(what);
    world.timePasses();
    operator.mustLead();
    world.mayFreeze(operator, what);
    if (!operator.alive()) {
      throw new Killed();
    }
    var fate = operator.former() ? Weather.Fate.ANSWERED : world.fate(what);
    switch (fate) {
      case KILLED_BEFORE -> {
        world.kill(operator, "before " + what);
        throw new Killed();
      }
      case REFUSED -> {
        int code = world.weather.code(world.agenda.millis());
        world.story.tell("network", "%s fails with %d", what, code);
        throw ApiServer.error(code, "no luck");
      }
      case KILLED_AFTER -> {
        var unused = effect.get();
        world.kill(operator, "after " + what);
        throw new Killed();
      }
      case ANSWER_LOST -> {
        var unused = effect.get();
        world.story.tell("network", "the answer to %s is lost", what);
        throw ApiServer.error(0, "timeout");
      }
      case ANSWERED -> {}
    }
    var answer = effect.get();
    learns.accept(answer);
    return answer;
  }

  private String who() {
    return operator.former() ? "former" : "operator";
  }

  private static String summary(NetPerfSurvey survey) {
    var status = survey.getStatus();
    var ready = status.condition(Condition.READY).orElseThrow();
    return "generation %d run %s, %s, %d failures, Ready=%s %s: %s"
        .formatted(
            status.observedGeneration(),
            status.run().id().substring(0, 6),
            status.progress(),
            status.failures().size(),
            ready.status(),
            ready.reason(),
            ready.message());
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }

  private static String run(HasMetadata object) {
    return label(object, SurveyLabels.RUN);
  }

  private static String label(HasMetadata object, String key) {
    return Optional.ofNullable(object.getMetadata().getLabels())
        .orElse(Map.of())
        .getOrDefault(key, "");
  }
}
