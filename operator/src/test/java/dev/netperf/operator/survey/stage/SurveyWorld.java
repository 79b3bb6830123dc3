package dev.netperf.operator.survey.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Run;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.fleet.Surveys;
import dev.netperf.operator.fake.NodesByName;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import dev.netperf.run.Conditions;
import dev.netperf.run.Outcome;
import dev.netperf.text.Times;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A survey, its slices, its tests and nodes, in memory: what is decided is done at once. */
final class SurveyWorld {
  /** Two repetitions on one path. */
  static final String TEMPLATE =
      "testTemplate: {spec: {paths: [HostToHost], measurements: [TCPBandwidth], repetitions: 2,"
          + " durationSeconds: 5, placementDeadlineSeconds: 60}}\n";

  static final String ALL_PAIRS = TEMPLATE + "groupBy: []\ncoverage: {mode: AllPairs}\n";

  private static final ObjectMapper YAML = new YAMLMapper();

  private final NodesByName nodes = new NodesByName();
  private final Map<String, NetPerfTest> tests = new LinkedHashMap<>();
  private final List<SurveyEntry> entries = new ArrayList<>();
  private final Set<String> launched = new HashSet<>();
  private final Set<String> busy = new HashSet<>();
  private final Set<String> kept = new HashSet<>();
  private NetPerfSurvey survey;
  private Optional<SurveyPlan> plan = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private SurveyWorld(NetPerfSurvey survey) {
    this.survey = survey;
  }

  /** So many nodes, and a survey of them that nobody has looked at yet. */
  static SurveyWorld of(int nodes, String spec) {
    return of(nodes, spec, "");
  }

  /** Whose status this operator doesn't understand. */
  static SurveyWorld unreadable() {
    return of(3, ALL_PAIRS, "status: {run: [of, another, version]}\n");
  }

  private static SurveyWorld of(int nodes, String spec, String status) {
    try {
      var indented = spec.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
      var text =
          "apiVersion: netperf.dev/v1alpha1\nkind: NetPerfSurvey\nspec:\n" + indented + status;
      var survey = YAML.readValue(text, NetPerfSurvey.class);
      survey.setMetadata(
          new ObjectMetaBuilder()
              .withName("fleet")
              .withNamespace("team-a")
              .withUid(Surveys.UID)
              .withGeneration(1L)
              .build());
      var world = new SurveyWorld(survey);
      for (int i = 1; i <= nodes; i++) {
        world.put(TestNodes.ready("node-" + i));
      }
      return world;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(spec, e);
    }
  }

  // ---- what happens ----

  SurveyWorld put(Node node) {
    nodes.put(node);
    return this;
  }

  SurveyWorld remove(String node) {
    nodes.remove(node);
    return this;
  }

  /** Tests of others have these nodes from now on. */
  SurveyWorld take(String... names) {
    busy.addAll(List.of(names));
    return this;
  }

  SurveyWorld tick(long seconds) {
    now = now.plusSeconds(seconds);
    return settle();
  }

  /** Its user writes another spec. */
  SurveyWorld change(String spec) {
    survey.setSpec(Surveys.spec(spec));
    survey.getMetadata().setGeneration(survey.getMetadata().getGeneration() + 1);
    return settle();
  }

  /** The same with words of a later version. */
  SurveyWorld changeAhead(String spec) {
    survey.getMetadata().setGeneration(survey.getMetadata().getGeneration() + 1);
    return readAs(spec);
  }

  /** As after an upgrade: the stored object is read with other words. */
  SurveyWorld readAs(String spec) {
    var read = Specs.read(spec, NetPerfSurvey.class);
    read.setMetadata(survey.getMetadata());
    read.setStatus(survey.getStatus());
    survey = read;
    return settle();
  }

  /** The same so many seconds after the last look. */
  SurveyWorld changeIn(long seconds, String spec) {
    now = now.plusSeconds(seconds);
    return change(spec);
  }

  SurveyWorld refuse(Refusal.Effect effect, String message) {
    refusal = Optional.of(new Refusal(effect, Reason.CreateRefused, message));
    settle();
    refusal = Optional.empty();
    return this;
  }

  /** The test of this name says that others have its nodes. */
  SurveyWorld waits(String name) {
    write(name, Outcome.progressing(Reason.NodesBusy, "Another test has node-1"), List.of());
    return settle();
  }

  /** The test of this name has its nodes. */
  SurveyWorld begin(String name) {
    write(name, Outcome.progressing(Reason.Measuring, "Sample 1 of 2"), List.of());
    return settle();
  }

  /** The test of this name ends well, with these values. */
  SurveyWorld complete(String name, long... values) {
    write(
        name,
        new Outcome(Outcome.Standing.SUCCEEDED, Reason.Complete, "All 2 samples"),
        samples(name, values));
    return settle();
  }

  /** A pair's first test ends well. */
  SurveyWorld measure(int pair) {
    return complete(test(pair, 1), 9_400_000_000L, 9_412_000_000L);
  }

  private List<Sample> samples(String name, long... values) {
    var samples = new ArrayList<Sample>();
    var spec = tests.get(name).getSpec();
    var time = Times.seconds(now);
    for (var planned : Plan.of(spec).samples().subList(0, values.length)) {
      samples.add(
          new Sample(
              planned.index(),
              planned.repetition(),
              planned.path().name(),
              0,
              null,
              time,
              time,
              0,
              List.of(Value.of(Measurement.TCPBandwidth, values[planned.index()]))));
    }
    return samples;
  }

  /** The test of this name fails. */
  SurveyWorld fail(String name, Reason reason, String message) {
    write(name, Outcome.failed(reason, message), List.of());
    return settle();
  }

  /** A pair's test fails for itself. */
  SurveyWorld fail(int pair, int attempt) {
    return fail(test(pair, attempt), Reason.ConnectFailed, "No answer");
  }

  /** The same, after it has taken these values. */
  SurveyWorld failAfter(String name, long... values) {
    var outcome = Outcome.failed(Reason.ConnectFailed, "No answer");
    write(name, outcome, samples(name, values));
    return settle();
  }

  /** The operator deletes this test, and knows that. */
  SurveyWorld forget(String name) {
    tests.remove(name);
    launched.remove(name);
    return this;
  }

  /** The deletion of this test comes to nothing, as when the operator is killed before it. */
  SurveyWorld keep(String name) {
    kept.add(name);
    return this;
  }

  /** Somebody makes a test of his own, which looks like one of the survey's. */
  SurveyWorld put(NetPerfTest test) {
    tests.put(test.getMetadata().getName(), test);
    return this;
  }

  /** Somebody deletes the test of this name. */
  SurveyWorld delete(String name) {
    tests.remove(name);
    return settle();
  }

  private void write(String name, Outcome outcome, List<Sample> samples) {
    var test = tests.get(name).copy();
    var before = Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE);
    var run =
        Optional.ofNullable(before.run())
            .orElseGet(() -> Run.started("0".repeat(32), 1, Times.seconds(now)))
            .change();
    if (outcome.reason() == Reason.Measuring) {
      run.admitted(Times.seconds(now));
    }
    if (outcome.finished()) {
      run.completed(Times.seconds(now));
    }
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
    tests.put(name, test);
  }

  // ---- what is decided, and done ----

  /** Decides until nothing is due at once. */
  SurveyWorld settle() {
    for (int i = 0; i < 5; i++) {
      var decision = decide();
      act(decision);
      if (!decision.lookAgain().equals(Optional.of(Duration.ZERO))) {
        break;
      }
    }
    return this;
  }

  SurveyDecision decide() {
    return SurveyDecider.decide(observation());
  }

  SurveyObservation observation() {
    return new SurveyObservation(
        survey,
        new SurveyRecord(plan, entries, launched),
        List.copyOf(tests.values()),
        nodes,
        true,
        busy::contains,
        refusal,
        TestSettings.PLAIN,
        now);
  }

  /** Time passes, and nothing is done. */
  SurveyWorld pass(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  private void act(SurveyDecision decision) {
    decision.plan().ifPresent(made -> plan = Optional.of(made));
    entries.addAll(decision.entries());
    decision.status().ifPresent(survey::setStatus);
    decision.delete().stream()
        .map(test -> test.getMetadata().getName())
        .filter(name -> !kept.contains(name))
        .forEach(
            name -> {
              tests.remove(name);
              launched.remove(name);
            });
    if (refusal.isEmpty()) {
      for (var test : decision.create()) {
        var name = test.getMetadata().getName();
        test.getMetadata().setUid("uid-of-" + name);
        tests.put(name, test);
        launched.add(name);
      }
    }
  }

  // ---- what is to be seen ----

  NetPerfSurvey survey() {
    return survey;
  }

  NetPerfSurveyStatus status() {
    return survey.getStatus();
  }

  Condition ready() {
    return status().condition(Condition.READY).orElseThrow();
  }

  NetPerfTest get(String name) {
    return tests.get(name);
  }

  List<SurveyEntry> entries() {
    return entries;
  }

  /** The names of the tests that are there. */
  List<String> tests() {
    return List.copyOf(tests.keySet());
  }

  /** The name of a pair's test. */
  String test(int pair, int attempt) {
    return Children.name(survey, status().run().id(), pair, attempt);
  }

  /** Those of the tests that have not ended. */
  List<String> underWay() {
    return tests.values().stream()
        .filter(test -> test.getStatus() == null || !test.getStatus().finished())
        .map(test -> test.getMetadata().getName())
        .toList();
  }

  /** The plan that is in a slice. */
  SurveyWorld plan(SurveyPlan made) {
    plan = Optional.of(made);
    return this;
  }

  Optional<SurveyPlan> plan() {
    return plan;
  }
}
