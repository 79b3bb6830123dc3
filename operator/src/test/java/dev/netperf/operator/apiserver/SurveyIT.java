package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Surveys by the packaged operator on a real API server, whose pods are played. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyIT {
  private static final String NAMESPACE = "surveys";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int NODES = 6;
  private static final int PAIRS = NODES * (NODES - 1) / 2;
  private static final String QUICK = "testTemplate: {spec: {repetitions: 1, durationSeconds: 1}}";

  private ApiServer server;
  private KubernetesClient client;
  private PlayedKubelet kubelet;
  private OperatorProcess operator;

  @BeforeAll
  void start(ApiServer server) {
    this.server = server;
    client = server.client();
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    var nodes = IntStream.rangeClosed(1, NODES).mapToObj(n -> "survey-" + n).toArray(String[]::new);
    kubelet = new PlayedKubelet(client, NAMESPACE, nodes);
    for (int n = 1; n <= NODES; n++) {
      label(n, "\"survey\":\"six\",\"size\":\"" + (n % 2 == 0 ? "even" : "odd") + "\"");
    }
    operator = OperatorProcess.start(server);
  }

  private void label(int node, String labels) {
    client
        .nodes()
        .withName("survey-" + node)
        .patch(ApiServer.MERGE, "{\"metadata\":{\"labels\":{" + labels + "}}}");
  }

  @AfterAll
  void stop() {
    kubelet.close();
    operator.close();
    client.resources(NetPerfSurvey.class).inNamespace(NAMESPACE).delete();
    server.deleteAllTests();
    IntStream.rangeClosed(1, NODES).forEach(n -> client.nodes().withName("survey-" + n).delete());
  }

  private void create(String name, String spec) {
    create(name, spec, "nodes: {selector: {survey: six}}");
  }

  private void create(String name, String spec, String nodes) {
    client
        .resource(
            server.asWritten(
                """
                apiVersion: netperf.dev/v1alpha1
                kind: NetPerfSurvey
                metadata: {namespace: %s, name: %s}
                spec: {%s, %s}
                """
                    .formatted(NAMESPACE, name, nodes, spec)))
        .create();
  }

  private NetPerfSurvey read(String name) {
    return client.resources(NetPerfSurvey.class).inNamespace(NAMESPACE).withName(name).get();
  }

  private NetPerfSurvey until(String name, Predicate<NetPerfSurvey> state) {
    return Awaitility.await(name).atMost(SOON).until(() -> read(name), state);
  }

  private NetPerfSurvey ended(String name) {
    return until(name, survey -> survey.getStatus().finished());
  }

  private static Condition ready(NetPerfSurvey survey) {
    return survey.getStatus().condition(Condition.READY).orElseThrow();
  }

  private static int measured(NetPerfSurvey survey) {
    return survey.getStatus().progress() == null ? 0 : survey.getStatus().progress().measured();
  }

  private List<NetPerfTest> testsOf(String name) {
    return client
        .resources(NetPerfTest.class)
        .inNamespace(NAMESPACE)
        .withLabel("netperf.dev/survey", name)
        .list()
        .getItems();
  }

  private List<SurveyEntry> entries(String name) {
    return client
        .resources(NetPerfSurveySlice.class)
        .inNamespace(NAMESPACE)
        .withLabel("netperf.dev/survey", name)
        .list()
        .getItems()
        .stream()
        .flatMap(slice -> slice.getEntries().stream())
        .toList();
  }

  private static Set<String> pairs(List<SurveyEntry> entries) {
    return entries.stream()
        .map(entry -> new TreeSet<>(List.of(entry.client(), entry.server())).toString())
        .collect(Collectors.toSet());
  }

  @Test
  void aSurveyOfAllPairsMeasuresEachOnce() {
    // When
    create("all", "groupBy: [size], coverage: {mode: AllPairs}, " + QUICK);

    // Then it ends well, with every pair measured once
    var survey = ended("all");
    assertThat(ready(survey).message())
        .isEqualTo(
            "15 of 15 pairs were measured. PodToPod gets 100.0% of HostToHost, by the medians of 2"
                + " groups");
    assertThat(ready(survey).reason()).isEqualTo("Complete");
    var entries = entries("all");
    assertThat(entries).hasSize(PAIRS).allMatch(SurveyEntry::measured);
    assertThat(pairs(entries)).hasSize(PAIRS);

    // And the groups have the figures that were played
    assertThat(survey.getStatus().groups())
        .extracting(GroupFigures::group, GroupFigures::with)
        .containsExactly(tuple("even", null), tuple("odd", null), tuple("even", "odd"));
    assertThat(survey.getStatus().groups())
        .allSatisfy(
            group ->
                assertThat(group.results().get(0).median()).isEqualTo(PlayedKubelet.BANDWIDTH));

    // And no test stays, nor a pod
    Awaitility.await().atMost(SOON).until(() -> testsOf("all").isEmpty());
    assertThat(operator.scrape().sum("netperf_survey_pairs", "name=\"all\"", "state=\"measured\""))
        .isEqualTo(PAIRS);
  }

  /** As in an upgrade: the definitions come first, the operator after them. */
  @Test
  void whatNewerDefinitionsFillInByThemselvesDisturbsNoRun() {
    // Given a survey under way
    create("upgraded", "coverage: {mode: AllPairs}, " + QUICK);
    until("upgraded", survey -> measured(survey) > 0);

    // When definitions with one more field come, which has a default
    define("add", ", \"value\": {\"type\": \"string\", \"default\": \"x\"}");
    until("upgraded", survey -> !survey.getUnread().isEmpty());
    var then = read("upgraded");

    // Then it goes on as before, and so do its tests
    try {
      assertThat(then.getStatus().finished()).isFalse();
      var survey = ended("upgraded");
      assertThat(ready(survey).reason()).as(ready(survey).message()).isEqualTo("Complete");
      assertThat(entries("upgraded")).hasSize(PAIRS).allMatch(SurveyEntry::measured);
    } finally {
      define("remove", "");
    }
  }

  private void define(String what, String value) {
    for (var name : List.of("netperftests.netperf.dev", "netperfsurveys.netperf.dev")) {
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(name)
          .patch(
              PatchContext.of(PatchType.JSON),
              ("[{\"op\": \"%s\", \"path\": \"/spec/versions/0/schema/openAPIV3Schema/properties/"
                      + "spec/properties/later\"%s}]")
                  .formatted(what, value));
    }
  }

  private static List<String> verdicts(NetPerfSurvey survey) {
    return survey.getStatus().verdicts().stream().map(v -> v.group() + " " + v.outcome()).toList();
  }

  private static String passed(NetPerfSurvey survey) {
    return survey.getStatus().condition(Condition.PASSED).orElseThrow().status();
  }

  @Test
  void aSurveyIsAGateForEachOfItsGroups() {
    // When one group has what is wanted of it, the other has not
    create(
        "gate",
        "groupBy: [size], coverage: {mode: AllPairs}, "
            + QUICK
            + ", require: {thresholds: ["
            + "{measurement: TCPBandwidth, path: PodToPod, group: even, min: 790M}, "
            + "{measurement: TCPBandwidth, path: PodToPod, group: odd, min: 810M}]}");

    // Then
    var survey = ended("gate");
    assertThat(ready(survey).reason()).isEqualTo("ThresholdBreached");
    assertThat(ready(survey).message())
        .startsWith(
            "15 of 15 pairs were measured. Breached in odd: TCPBandwidth of PodToPod is 800.0"
                + " Mbit/s (median of 3 pairs, no interval, to within 524.3 kbit/s), at least 810M"
                + " wanted. ");
    assertThat(passed(survey)).isEqualTo("False");
    assertThat(survey.getStatus().condition(Condition.STALLED)).isPresent();
    assertThat(verdicts(survey)).containsExactly("odd Breached", "even Met");

    // And what is wanted by another spec is judged without measuring
    client
        .resources(NetPerfSurvey.class)
        .inNamespace(NAMESPACE)
        .withName("gate")
        .patch(
            ApiServer.MERGE,
            "{\"spec\":{\"require\":{\"thresholds\":[{\"measurement\":\"TCPBandwidth\","
                + "\"path\":\"PodToPod\",\"min\":700000000}]}}}");
    var again = until("gate", s -> s.getStatus().observedGeneration() == 2);
    assertThat(ready(again).reason()).isEqualTo("Complete");
    assertThat(passed(again)).isEqualTo("True");
    assertThat(verdicts(again)).containsExactly("even Met", "odd Met");
    assertThat(again.getStatus().run()).isEqualTo(survey.getStatus().run());
    assertThat(entries("gate")).hasSize(PAIRS);
    Awaitility.await()
        .atMost(SOON)
        .until(() -> operator.scrape().sum("netperf_survey_passed", "name=\"gate\"") == 1);
  }

  @Test
  void anOperatorThatIsKilledLosesNothingAndMeasuresNothingTwice() {
    // Given a survey under way
    create("killed", "coverage: {mode: AllPairs}, " + QUICK);
    until("killed", survey -> measured(survey) >= 3);

    // When the operator is killed, and started anew, twice
    for (int more = 3; more <= 9; more += 6) {
      operator.close();
      operator = OperatorProcess.start(server);
      int enough = more;
      until("killed", survey -> measured(survey) >= enough);
    }

    // Then
    ended("killed");
    assertThat(entries("killed")).hasSize(PAIRS).allMatch(SurveyEntry::measured);
    assertThat(pairs(entries("killed"))).hasSize(PAIRS);
    Awaitility.await().atMost(SOON).until(() -> testsOf("killed").isEmpty());
  }

  @Test
  void aTestThatSomebodyDeletesIsTriedOnceMore() {
    // Given a survey with a test that takes its time
    create(
        "deleted",
        "coverage: {mode: AllPairs}, "
            + "testTemplate: {spec: {paths: [PodToPod], repetitions: 2, durationSeconds: 1, pauseSeconds: 2}}");
    until("deleted", survey -> measured(survey) >= 1);
    var victim =
        Awaitility.await()
            .atMost(SOON)
            .until(
                () ->
                    testsOf("deleted").stream()
                        .filter(test -> test.getStatus() != null && !test.getStatus().finished())
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();

    // When
    client.resource(victim).delete();
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("netperf.dev/test", victim.getMetadata().getName())
        .delete(); // as a garbage collector does, of which there is none here
    client
        .resources(NetPerfSurvey.class)
        .inNamespace(NAMESPACE)
        .withName("deleted")
        .patch(
            ApiServer.MERGE,
            "{\"spec\":{\"concurrency\":{\"maxPairs\":1},\"require\":{\"minMeasuredPercent\":100}}}");

    // Then its pair failed once, and was measured after that
    until("deleted", survey -> !survey.getStatus().failures().isEmpty());
    Awaitility.await("deleted")
        .atMost(Duration.ofMinutes(3))
        .until(() -> read("deleted").getStatus().finished());
    assertThat(ready(read("deleted")).reason()).isEqualTo("Complete");
    var entries = entries("deleted");
    assertThat(entries).filteredOn(entry -> "TestDeleted".equals(entry.failed())).hasSize(1);
    assertThat(entries).filteredOn(SurveyEntry::measured).hasSize(PAIRS);
    assertThat(pairs(entries)).hasSize(PAIRS);
  }

  @Test
  void aSurveyOfOneNodeSaysThatItHasTooFew() {
    // When
    create(
        "one",
        "testTemplate: {spec: {placementDeadlineSeconds: 0}}",
        "nodes: {selector: {kubernetes.io/hostname: survey-1}}");

    // Then
    assertThat(ready(ended("one")).reason()).isEqualTo("TooFewNodes");
    assertThat(testsOf("one")).isEmpty();
  }
}
