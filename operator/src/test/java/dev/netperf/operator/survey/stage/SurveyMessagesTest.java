package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.GoldenMessages;
import io.fabric8.kubernetes.api.model.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a user of surveys reads in each case: {@code survey/messages.txt} holds, for each, the
 * conditions, the message, and what failed. {@code -Dgolden.write=true} writes it anew.
 */
class SurveyMessagesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/survey/messages.txt");
  private static final String ALL_PAIRS = SurveyWorld.ALL_PAIRS;

  private static final Map<String, Supplier<SurveyWorld>> CASES = cases();

  private static Map<String, Supplier<SurveyWorld>> cases() {
    var cases = new LinkedHashMap<String, Supplier<SurveyWorld>>();
    plans(cases);
    progress(cases);
    ends(cases);
    gates(cases);
    return cases;
  }

  private static void plans(Map<String, Supplier<SurveyWorld>> cases) {
    cases.put("suspended before its plan", () -> SurveyWorld.of(3, "suspend: true").settle());
    cases.put("no node", () -> SurveyWorld.of(0, SurveyWorld.TEMPLATE).settle());
    cases.put("still no node", () -> SurveyWorld.of(0, SurveyWorld.TEMPLATE).settle().tick(60));
    cases.put("one node", () -> SurveyWorld.of(1, SurveyWorld.TEMPLATE).settle());
    cases.put("still one node", () -> SurveyWorld.of(1, SurveyWorld.TEMPLATE).settle().tick(60));
    cases.put(
        "no group has two nodes",
        () ->
            SurveyWorld.of(
                    2,
                    SurveyWorld.TEMPLATE
                        + "groupBy: [topology.kubernetes.io/zone]\n"
                        + "coverage: {mode: Groups, between: false}")
                .settle()
                .tick(60));
    cases.put(
        "a reference is missing",
        () ->
            SurveyWorld.of(
                    2, SurveyWorld.TEMPLATE + "coverage: {mode: Reference, references: [node-9]}")
                .settle()
                .tick(60));
    cases.put("too many pairs", () -> SurveyWorld.of(120, ALL_PAIRS).settle());
    cases.put(
        "a field of a later version",
        () -> SurveyWorld.of(3, "coverage: {mode: Constellation}").settle());
  }

  private static void progress(Map<String, Supplier<SurveyWorld>> cases) {
    cases.put("under way", () -> SurveyWorld.of(3, ALL_PAIRS).settle());
    cases.put("one pair is done", () -> measure(SurveyWorld.of(3, ALL_PAIRS).settle(), 0));
    cases.put(
        "its test waits for nodes",
        () -> first(SurveyWorld.of(3, ALL_PAIRS).take("node-1", "node-2", "node-3").settle()));
    cases.put(
        "suspended, a test is under way",
        () -> suspended(begin(SurveyWorld.of(3, ALL_PAIRS).settle())));
    cases.put(
        "suspended", () -> measure(suspended(begin(SurveyWorld.of(3, ALL_PAIRS).settle())), 0));
    cases.put("no pair that is left can be measured", () -> blocked(SurveyMessagesTest::notReady));
    cases.put(
        "a quota refuses its tests",
        () ->
            SurveyWorld.of(3, ALL_PAIRS)
                .settle()
                .refuse(
                    Refusal.Effect.TRY_LATER,
                    "netperftests.netperf.dev \"fleet\" is forbidden: exceeded quota: few"));
  }

  private static void ends(Map<String, Supplier<SurveyWorld>> cases) {
    cases.put("every pair is measured", () -> measureAll(SurveyWorld.of(3, ALL_PAIRS).settle()));
    cases.put("a pair failed twice", () -> failsTwice(SurveyWorld.of(3, ALL_PAIRS).settle()));
    cases.put(
        "a pair failed twice, fewer are required",
        () ->
            failsTwice(
                SurveyWorld.of(3, ALL_PAIRS + "require: {minMeasuredPercent: 60}").settle()));
    cases.put("a node is gone", () -> without(world -> world.remove("node-3")));
    cases.put("a node is not Ready", () -> without(SurveyMessagesTest::notReady));
    cases.put(
        "a node is cordoned", () -> without(world -> world.put(TestNodes.cordoned("node-3"))));
    cases.put("a node is another one", () -> without(world -> world.put(changed("node-3"))));
    cases.put(
        "somebody deletes a test, twice",
        () -> {
          var world = SurveyWorld.of(2, ALL_PAIRS).settle();
          return world.delete(world.test(0, 1)).delete(world.test(0, 2));
        });
    cases.put(
        "not done in time",
        () ->
            measure(
                    SurveyWorld.of(3, ALL_PAIRS + "limits: {activeDeadlineSeconds: 60}").settle(),
                    0)
                .tick(60));
    cases.put(
        "not done in time, but enough",
        () ->
            measure(
                    SurveyWorld.of(
                            3,
                            ALL_PAIRS
                                + "limits: {activeDeadlineSeconds: 60}\n"
                                + "require: {minMeasuredPercent: 30}")
                        .settle(),
                    0)
                .tick(60));
    cases.put(
        "traffic is used up",
        () -> measure(SurveyWorld.of(3, ALL_PAIRS + "limits: {traffic: 1M}").settle(), 0));
    cases.put("all fail alike", () -> alike(SurveyWorld.of(4, ALL_PAIRS).settle()));
    cases.put(
        "its tests are refused for good",
        () ->
            SurveyWorld.of(3, ALL_PAIRS)
                .settle()
                .refuse(
                    Refusal.Effect.RUN_FAILS,
                    "ValidatingAdmissionPolicy 'tests' with binding 'tests' denied request: no"));
  }

  private static void gates(Map<String, Supplier<SurveyWorld>> cases) {
    cases.put("every threshold is met", () -> gate(bandwidth("min: 9G, max: 10G")));
    cases.put("a threshold is breached", () -> gate(bandwidth("min: 10G")));
    cases.put(
        "two thresholds are breached, one is inconclusive",
        () ->
            gate(
                bandwidth("min: 10G"),
                bandwidth("group: all, min: 20G"),
                bandwidth("group: none, min: 1M")));
    cases.put(
        "a threshold names a group that is not there",
        () -> gate(bandwidth("group: Standard_A0, min: 1M")));
    cases.put(
        "of two nodes a bound lies within the interval",
        () ->
            measure(
                SurveyWorld.of(2, ALL_PAIRS + require("", bandwidth("min: 9.4G"))).settle(), 0));
    cases.put(
        "a threshold is breached, but fewer pairs than required were measured",
        () ->
            failsTwice(SurveyWorld.of(3, ALL_PAIRS + require("", bandwidth("min: 10G"))).settle()));
    cases.put(
        "enough pairs were measured until the deadline, a threshold is breached",
        () ->
            measure(
                    SurveyWorld.of(
                            3,
                            ALL_PAIRS
                                + "limits: {activeDeadlineSeconds: 60}\n"
                                + require("minMeasuredPercent: 30, ", bandwidth("min: 10G")))
                        .settle(),
                    0)
                .tick(60));
  }

  private static String bandwidth(String bounds) {
    return "{measurement: TCPBandwidth, path: HostToHost, " + bounds + "}";
  }

  private static String require(String more, String... thresholds) {
    return "require: {" + more + "thresholds: [" + String.join(", ", thresholds) + "]}\n";
  }

  private static SurveyWorld gate(String... thresholds) {
    return measureAll(SurveyWorld.of(3, ALL_PAIRS + require("", thresholds)).settle());
  }

  private static SurveyWorld first(SurveyWorld world) {
    return world.waits(world.test(0, 1));
  }

  private static SurveyWorld begin(SurveyWorld world) {
    return world.begin(world.test(0, 1));
  }

  private static SurveyWorld suspended(SurveyWorld world) {
    return world.change(ALL_PAIRS + "suspend: true");
  }

  private static SurveyWorld measure(SurveyWorld world, int pair) {
    return world.complete(world.test(pair, 1), 9_400_000_000L, 9_412_000_000L);
  }

  private static SurveyWorld measureAll(SurveyWorld world) {
    return measure(measure(measure(world, 0), 1), 2);
  }

  private static SurveyWorld failsTwice(SurveyWorld world) {
    fail(world, 0, 1);
    measure(measure(world, 1), 2);
    return fail(world, 0, 2);
  }

  private static SurveyWorld fail(SurveyWorld world, int pair, int attempt) {
    return world.fail(
        world.test(pair, attempt), Reason.ConnectFailed, "No answer from 10.0.0.2 port 19765");
  }

  private static Node changed(String name) {
    return TestNodes.ready(name)
        .edit()
        .editMetadata()
        .addToLabels("node.kubernetes.io/instance-type", "m5.xlarge")
        .endMetadata()
        .build();
  }

  private static SurveyWorld notReady(SurveyWorld world) {
    return world.put(TestNodes.notReady("node-3", Instant.parse("2026-01-01T00:00:00Z")));
  }

  private static SurveyWorld without(UnaryOperator<SurveyWorld> change) {
    return blocked(change).tick(60);
  }

  /** The only pair without node-3 is measured. */
  private static SurveyWorld blocked(UnaryOperator<SurveyWorld> change) {
    var world = change.apply(SurveyWorld.of(3, ALL_PAIRS).settle());
    world.settle();
    for (int i = 0; i < 3; i++) {
      for (var name : world.underWay()) {
        world.complete(name, 9_400_000_000L, 9_412_000_000L);
      }
    }
    return world;
  }

  private static SurveyWorld alike(SurveyWorld world) {
    for (int pair = 0; pair < 3; pair++) {
      for (var name : world.underWay()) {
        world.fail(name, Reason.PodSecurityDenied, "pods \"x\" is forbidden: violates PodSecurity");
      }
    }
    return world;
  }

  private static String text(SurveyWorld world) {
    var conditions =
        world.status().conditions().stream()
            .map(c -> c.type() + "=" + c.status())
            .collect(Collectors.joining(" "));
    var ready = world.ready();
    var failures =
        world.status().failures().stream()
            .map(
                f ->
                    "\n  %s, %s to %s, %s: %s"
                        .formatted(f.pair(), f.client(), f.server(), f.reason(), f.message()))
            .collect(Collectors.joining());
    var verdicts =
        world.status().verdicts().stream()
            .map(v -> "\n  %s in %s: %s".formatted(v.outcome(), v.group(), v.message()))
            .collect(Collectors.joining());
    return conditions + "\n" + ready.reason() + ": " + ready.message() + failures + verdicts;
  }

  private static GoldenMessages<SurveyWorld> golden() {
    return new GoldenMessages<>(GOLDEN, CASES, SurveyMessagesTest::text);
  }

  @TestFactory
  Stream<DynamicTest> everyCaseReadsAsWritten() throws IOException {
    return golden().everyCaseReadsAsWritten();
  }

  @Test
  void nothingIsWrittenThatNoCaseReads() throws IOException {
    golden().assertNothingIsWrittenThatNoCaseReads();
  }

  @Test
  void everyFailedSurveySaysWhatToDo() {
    assertThat(CASES.values().stream().map(Supplier::get))
        .filteredOn(world -> world.status().condition(Condition.STALLED).isPresent())
        .isNotEmpty()
        .allSatisfy(
            world -> {
              var advice = Reason.valueOf(world.ready().reason()).advice();
              assertThat(advice).isNotEmpty();
              assertThat(world.ready().message()).endsWith(" " + advice);
            });
  }

  @Test
  void everyMessageIsOneLine() {
    assertThat(CASES.values().stream().map(Supplier::get).map(world -> world.ready().message()))
        .allSatisfy(
            message ->
                assertThat(message)
                    .doesNotContain("\n")
                    .doesNotContain("null")
                    .doesNotContain("..")
                    .doesNotContain("?.")
                    .hasSizeLessThan(1024));
  }

  @Test
  void everyReasonOfSurveysIsACase() {
    var read =
        CASES.values().stream()
            .map(Supplier::get)
            .flatMap(
                world ->
                    Stream.concat(
                        Stream.of(world.ready().reason()),
                        world.status().failures().stream().map(f -> f.reason())))
            .collect(Collectors.toSet());

    assertThat(read)
        .containsAll(
            Stream.of(
                    Reason.Planning,
                    Reason.TooFewNodes,
                    Reason.TooManyPairs,
                    Reason.Incomplete,
                    Reason.ThresholdBreached,
                    Reason.Inconclusive,
                    Reason.TrafficLimit,
                    Reason.CreateRefused,
                    Reason.TestDeleted,
                    Reason.NodeChanged,
                    Reason.DeadlineExceeded,
                    Reason.NodesBusy,
                    Reason.Suspended,
                    Reason.Invalid)
                .map(Reason::name)
                .toList());
    assertThat(List.copyOf(read)).doesNotContainNull();
  }
}
