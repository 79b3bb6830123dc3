package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.fleet.Surveys;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.survey.SurveyTruth.Hand;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** People with their survey, their tests and their nodes. */
final class SimulatedUsers {
  private static final Map<String, NetPerfSurveySpec> PARSED = new ConcurrentHashMap<>();
  private static final List<String> TYPES = List.of("a", "b");
  private static final List<String> COVERAGES =
      List.of(
          "coverage: {mode: AllPairs}\n",
          "coverage: {mode: AllPairs, directions: Both}\n",
          "coverage: {mode: Sample, partners: 2}\n",
          "coverage: {mode: Sample, partners: 3}\n",
          "coverage: {mode: Groups, perGroup: 2}\n",
          "coverage: {mode: Reference, references: [node-1]}\n");
  private static final List<String> TEMPLATES =
      List.of(
          "testTemplate: {spec: {paths: [HostToHost], measurements: [TCPBandwidth], repetitions: 1, durationSeconds: 5, placementDeadlineSeconds: 30}}\n",
          "testTemplate: {spec: {paths: [HostToHost, PodToPod], measurements: [TCPBandwidth], repetitions: 2, durationSeconds: 5, placementDeadlineSeconds: 60}}\n",
          "testTemplate: {spec: {paths: [HostToHost, PodToPod], measurements: [TCPBandwidth], repetitions: 2, warmups: 1, durationSeconds: 1, placementDeadlineSeconds: 0}}\n");
  private static final List<String> PRICES =
      List.of(
          "",
          "prices: {currency: USD, asOf: '2026-11-28', nodeHour: [{labels: {node.kubernetes.io/instance-type: a}, price: '0.154'}]}\n");

  private final SurveySimulation world;
  private final Random random;

  /** What is asked for now: a line for each field. */
  private final Map<String, String> lines = new HashMap<>();

  /** What of a generation of a survey decides what is measured. */
  private final Map<String, String> asked = new HashMap<>();

  private int reruns;
  private int tests;
  private int nodes;
  private boolean deleting;
  private boolean suspended;

  SimulatedUsers(SurveySimulation world) {
    this.world = world;
    this.random = world.random;
  }

  // ---- the survey ----

  void create() {
    lines.put("coverage", one(COVERAGES));
    lines.put("template", one(TEMPLATES));
    lines.put("require", lines.get("coverage").contains("partners: 3") ? require(90) : "");
    lines.put("prices", one(PRICES));
    lines.put("concurrency", "concurrency: {maxPairs: %d}\n".formatted(1 + random.nextInt(3)));
    lines.put("keep", random.nextInt(4) == 0 ? "keepTests: Never\n" : "");
    lines.put("suspend", random.nextInt(16) == 0 ? "suspend: true\n" : "");
    lines.put(
        "limits",
        switch (random.nextInt(10)) {
          case 0 -> "limits: {activeDeadlineSeconds: %d}\n".formatted(60 + random.nextInt(600));
          case 1 -> "limits: {traffic: %dG}\n".formatted(1 + random.nextInt(20));
          default -> "";
        });
    world.tests.fail(random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 0);
    made();
  }

  void create(String coverage) {
    lines.put("coverage", coverage);
    lines.put("template", TEMPLATES.get(1));
    made();
  }

  private void made() {
    if (world.store.survey().isEmpty()) {
      world.story.tell("user", "creates the survey: %s", text());
      remember(world.api.createSurvey(SimulatedOperator.SURVEY, spec()));
    }
  }

  private void remember(NetPerfSurvey survey) {
    asked.put(
        key(survey.getMetadata().getUid(), survey.getMetadata().getGeneration()),
        lines.get("coverage") + lines.get("template") + lines.getOrDefault("rerun", ""));
  }

  private static String key(String uid, long generation) {
    return uid + "/" + generation;
  }

  /** What of a generation decides what is measured. */
  String asked(String uid, long generation) {
    return asked.get(key(uid, generation));
  }

  private String text() {
    return lines.values().stream().sorted().reduce("", String::concat);
  }

  private NetPerfSurveySpec spec() {
    suspended |= lines.getOrDefault("suspend", "").length() > 0;
    return PARSED.computeIfAbsent(text(), Surveys::spec);
  }

  private void change(String field, String line) {
    world
        .store
        .survey()
        .ifPresent(
            survey -> {
              lines.put(field, line);
              world.story.tell("user", "changes the spec: %s", line.strip());
              world.api.updateSpec(survey, spec());
              world.store.survey().ifPresent(this::remember);
            });
  }

  /** What is measured is another thing now. */
  void changeSpec() {
    if (random.nextBoolean()) {
      change("rerun", "rerun: again-%d\n".formatted(++reruns));
    } else {
      change("coverage", one(COVERAGES));
    }
  }

  /** There, and back in a moment. */
  void changeSpecAndBack() {
    var before = lines.getOrDefault("rerun", "");
    change("rerun", "rerun: again-%d\n".formatted(++reruns));
    world.agenda.in(random.nextInt(20_000), () -> change("rerun", before));
  }

  /** What is measured stays. */
  void touchSpec() {
    switch (random.nextInt(5)) {
      case 0 -> change("require", require(1 + random.nextInt(100)));
      case 1 -> change("prices", one(PRICES));
      case 2 ->
          change("concurrency", "concurrency: {maxPairs: %d}\n".formatted(1 + random.nextInt(4)));
      case 3 -> change("keep", random.nextBoolean() ? "keepTests: Never\n" : "");
      default ->
          change(
              "limits",
              one(
                  List.of(
                      "",
                      "limits: {traffic: 10G}\n",
                      "limits: {activeDeadlineSeconds: 300}\n",
                      "limits: {activeDeadlineSeconds: 3000}\n")));
    }
  }

  /** What is measured stays, and is judged anew. */
  void wantMore() {
    change("require", require(80));
  }

  /** Values begin at 1 Gbit/s and rise from test to test; three of four have thresholds. */
  private static String require(int percent) {
    var thresholds =
        List.of(
            "",
            ", thresholds: [{measurement: TCPBandwidth, path: HostToHost, min: 1000040k}]",
            ", thresholds: [{measurement: TCPBandwidth, path: HostToHost, group: a, min: 1G}]",
            ", thresholds: [{measurement: TCPBandwidth, path: HostToHost, group: c, max: 2G},"
                + " {measurement: TCPBandwidth, path: HostToHost, max: 1000100k}]");
    return "require: {minMeasuredPercent: %d%s}\n".formatted(percent, thresholds.get(percent % 4));
  }

  /** Whether the survey was suspended at some time. */
  boolean suspended() {
    return suspended;
  }

  void suspend(long millis) {
    change("suspend", "suspend: true\n");
    world.agenda.in(millis, this::resume);
  }

  private void resume() {
    if (!lines.getOrDefault("suspend", "").isEmpty()) {
      change("suspend", "");
    }
  }

  void annotate() {
    world.store.survey().ifPresent(survey -> world.store.put(survey.copy()));
  }

  void delete(boolean again) {
    world
        .store
        .survey()
        .ifPresent(
            survey -> {
              world.story.tell("user", "deletes the survey");
              world.store.remove(survey);
              if (again) {
                world.agenda.in(random.nextInt(5000), this::made);
              }
            });
  }

  // ---- their tests, and those of the survey ----

  /** A test of a user's own takes two nodes. */
  void ownTest(long millis) {
    var names = new ArrayList<>(world.store.nodes().stream().map(SimulatedUsers::name).toList());
    if (names.size() >= 2) {
      Collections.shuffle(names, random);
      var test = "users-" + ++tests;
      world.tests.holds(test, millis);
      world.story.tell(
          "user", "measures %s and %s for %d s", names.get(0), names.get(1), millis / 1000);
      world.api.createTest(
          test,
          Specs.spec(
              "server: {nodeName: %s}\nclient: {nodeName: %s}\n"
                  .formatted(names.get(0), names.get(1))));
    }
  }

  private List<NetPerfTest> children() {
    return world.store.tests().stream()
        .filter(test -> !test.getMetadata().getOwnerReferences().isEmpty())
        .toList();
  }

  void deleteChild() {
    var children = children();
    if (!children.isEmpty()) {
      var child = one(children);
      world.story.tell("somebody", "deletes %s", name(child));
      world.api.delete(child, Hand.SOMEBODY);
    }
  }

  /** Whatever the survey makes, somebody deletes it. */
  void deleteChildren(long millis) {
    deleting = true;
    world.agenda.in(millis, () -> deleting = false);
    deleteSoon();
  }

  private void deleteSoon() {
    if (deleting) {
      deleteChild();
      world.agenda.in(500 + random.nextInt(5000), this::deleteSoon);
    }
  }

  /** Somebody has a test with a name that the survey will want. */
  void takeName() {
    var children = children();
    if (!children.isEmpty()) {
      var name =
          name(one(children)).replaceFirst("[0-9]{4}.*", "%04d".formatted(random.nextInt(12)));
      if (world.store.test(name).isEmpty() && name.length() > 4) {
        world.story.tell("somebody", "has a test of the name %s", name);
        world.invariants.expectsRefusal();
        world.api.createTest(
            name, Specs.spec("server: {nodeName: node-1}\nclient: {nodeName: node-2}\n"));
      }
    }
  }

  // ---- nodes ----

  void nodes(int count) {
    for (int i = 0; i < count; i++) {
      join();
    }
  }

  void join() {
    nodes++;
    put("node-" + nodes, TestNodes.ready("node-" + nodes));
  }

  private void put(String name, Node node) {
    world.store.put(
        node.edit()
            .editMetadata()
            .addToLabels("node.kubernetes.io/instance-type", TYPES.get(name.hashCode() & 1))
            .endMetadata()
            .build());
  }

  private Optional<String> anyNode() {
    var all = world.store.nodes();
    return all.isEmpty() ? Optional.empty() : Optional.of(name(one(all)));
  }

  /** For a while, or for good. */
  void disturbNode(Function<String, Optional<Node>> how) {
    anyNode()
        .ifPresent(
            name -> {
              how.apply(name)
                  .ifPresentOrElse(
                      node -> put(name, node),
                      () -> world.store.node(name).ifPresent(world.store::remove));
              world.story.tell("node", "%s: %s", name, world.invariants.state(name));
              if (random.nextInt(4) > 0) {
                world.agenda.in(
                    1000L * (1 + random.nextInt(120)),
                    () -> {
                      put(name, TestNodes.ready(name));
                      world.story.tell("node", "%s is well", name);
                    });
              }
            });
  }

  // ---- the end of the storm ----

  /** From now on they leave everything alone, and wait for their survey. */
  void rest() {
    deleting = false;
    resume();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
