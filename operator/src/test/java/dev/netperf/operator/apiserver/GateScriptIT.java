package dev.netperf.operator.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step of a pipeline, with the packaged operator on a real API server: every exit code. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateScriptIT {
  private static final String NAMESPACE = "network-gate-script";
  private static final String SCRIPT = "deploy/gitops/gate.sh";
  private static final Path SAMPLES = Path.of("../deploy/gitops/ci");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String NODES =
      "server: {nodeName: gate-1}, client: {nodeName: gate-2}, durationSeconds: 1, repetitions: 2";

  private ApiServer server;
  private PlayedKubelet kubelet;
  private OperatorProcess operator;

  /**
   * How a script ended.
   *
   * @param code its exit code
   * @param output what it printed and complained
   * @param took how long it took
   */
  private record Ended(int code, String output, Duration took) {}

  @BeforeAll
  void start(ApiServer server) {
    this.server = server;
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    kubelet = new PlayedKubelet(server.client(), NAMESPACE, "gate-1", "gate-2");
    server.kubectl("label", "node", "gate-1", "gate-2", "gate=yes");
    operator = OperatorProcess.start(server);
  }

  @AfterAll
  void stop() {
    kubelet.close();
    operator.close();
    server.kubectl("delete", "netperfsurveys", "--all", "--namespace=" + NAMESPACE);
    server.deleteAllTests();
    server.kubectl("delete", "node", "gate-1", "gate-2");
  }

  private void create(String name, String spec) {
    create("NetPerfTest", name, NODES + spec);
  }

  private void create(String kind, String name, String spec) {
    server
        .client()
        .resource(
            server.asWritten(
                """
                apiVersion: netperf.dev/v1alpha1
                kind: %s
                metadata: {namespace: %s, name: %s}
                spec: {%s}
                """
                    .formatted(kind, NAMESPACE, name, spec)))
        .create();
  }

  private static String threshold(String bound) {
    return ", thresholds: [{measurement: TCPBandwidth, path: PodToPod, " + bound + "}]";
  }

  private Ended gate(String... arguments) {
    var command = new ArrayList<>(List.of(SCRIPT, "-n", NAMESPACE));
    command.addAll(Arrays.asList(arguments));
    return run(command);
  }

  private Ended run(List<String> command) {
    try {
      long start = System.nanoTime();
      var process = start(command);
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return new Ended(process.exitValue(), output, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** In the repository, as a pipeline does after its checkout. */
  private Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(new File("..")).redirectErrorStream(true);
    var tools = KubernetesTools.built().directory();
    builder.environment().merge("PATH", tools + ":", (path, first) -> first + path);
    builder.environment().put("KUBECONFIG", server.kubeconfig().toAbsolutePath().toString());
    builder.environment().put("GITHUB_RUN_ID", "17");
    builder.environment().put("GITHUB_RUN_ATTEMPT", "1");
    builder.environment().put("CI_PIPELINE_ID", "18");
    builder.environment().put("CI_JOB_ID", "4");
    return builder.start();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          passed;       min: 10M;                   0; passed: Complete: PodToPod 800 Mbit/s
          breached;     min: 5G;                    2; breached: ThresholdBreached: PodToPod
          inconclusive; minPercentOfBaseline: 100;  3; inconclusive: Inconclusive: PodToPod
          """)
  void aVerdictIsAnExitCode(String name, String bound, int code, String says) {
    // Given
    create(name, threshold(bound));

    // When
    var gate = gate("-t", "5m", name);

    // Then it ends as soon as the run does
    assertThat(gate.output()).contains(says);
    assertThat(gate.code()).isEqualTo(code);
    assertThat(gate.took()).isLessThan(SOON);
  }

  @Test
  void whatIsInconclusiveMayPassIfWanted() {
    create("lenient", threshold("minPercentOfBaseline: 100"));

    var gate = gate("-i", "lenient");

    assertThat(gate.output()).contains("inconclusive: Inconclusive: ");
    assertThat(gate.code()).isZero();
  }

  @Test
  void whatKubectlSaysBesidesIsNoVerdict() throws IOException {
    // Given a kubectl that complains of somebody else's API, as it does where one is broken
    create("beside", threshold("min: 10M"));
    var kubectl = Path.of("target/complaining-kubectl").toAbsolutePath();
    Files.writeString(
        kubectl,
        "#!/bin/sh\necho \"E1130 memcache.go: couldn't get resource list\" >&2\nexec kubectl \"$@\"\n");
    assertThat(kubectl.toFile().setExecutable(true)).isTrue();

    // When
    var gate =
        run(List.of("env", "KUBECTL=" + kubectl, SCRIPT, "-n", NAMESPACE, "-t", "1m", "beside"));

    // Then
    assertThat(gate.output()).contains("passed: Complete");
    assertThat(gate.code()).isZero();
  }

  /** What is played took a second, not ten. */
  @Test
  void aRunThatFailsShutsTheGateAtOnce() {
    create("NetPerfTest", "failed", "server: {nodeName: gate-1}, client: {nodeName: gate-2}");

    var gate = gate("-t", "5m", "failed");

    assertThat(gate.output()).contains("failed: BadOutput: ");
    assertThat(gate.code()).isEqualTo(4);
    assertThat(gate.took()).isLessThan(SOON);
  }

  @Test
  void whatIsSuspendedIsNotEndedInTime() {
    create("suspended", ", suspend: true");

    var gate = gate("-t", "3s", "suspended");

    assertThat(gate.output()).contains("not ended after 3s: Suspended: ");
    assertThat(gate.code()).isEqualTo(5);
  }

  @Test
  void withoutAnOperatorItIsNotEndedInTime() {
    operator.close();
    try {
      create("unseen", "");

      var gate = gate("-t", "2s", "unseen");

      assertThat(gate.output()).contains("not ended after 2s: Pending: Waiting for the operator");
      assertThat(gate.code()).isEqualTo(5);
    } finally {
      operator = OperatorProcess.start(server);
    }
  }

  /** The verdict of the spec before says nothing. */
  @Test
  void aChangedSpecIsJudgedAnew() {
    // Given a gate that passed, and nobody who looks at it
    create("changed", threshold("min: 10M"));
    assertThat(gate("changed").code()).isZero();
    operator.close();
    try {
      server.kubectl(
          "patch",
          "npt/changed",
          "--namespace=" + NAMESPACE,
          "--type=merge",
          "--patch={\"spec\":{\"repetitions\":3}}");

      // When, Then
      assertThat(gate("-t", "2s", "changed").code()).isEqualTo(5);
    } finally {
      operator = OperatorProcess.start(server);
    }
    assertThat(gate("changed").code()).isZero();
  }

  @Test
  void anotherTextMeasuresAnew() {
    // Given a gate that passed
    create("again", threshold("min: 10M"));
    assertThat(gate("-r", "pipeline-1", "again").code()).isZero();
    var first = runId("again");

    // When the same pipeline asks again, Then nothing is measured
    assertThat(gate("-r", "pipeline-1", "again").code()).isZero();
    assertThat(runId("again")).isEqualTo(first);

    // When another one does, Then it is
    assertThat(gate("-r", "pipeline-2", "again").code()).isZero();
    assertThat(runId("again")).isNotEqualTo(first);
  }

  private String runId(String name) {
    var tests = server.client().resources(NetPerfTest.class).inNamespace(NAMESPACE);
    return tests.withName(name).get().getStatus().run().id();
  }

  @Test
  void aTestThatIsDeletedMeanwhileIsNotWaitedFor() throws IOException, InterruptedException {
    create("deleted", ", suspend: true");
    var waiting = start(List.of(SCRIPT, "-n", NAMESPACE, "-t", "10m", "deleted"));
    Awaitility.await().atMost(SOON).until(() -> waiting.getInputStream().available() > 0);

    server.kubectl("delete", "npt/deleted", "--namespace=" + NAMESPACE);

    var output = new String(waiting.getInputStream().readAllBytes(), UTF_8);
    assertThat(waiting.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("NotFound");
    assertThat(waiting.exitValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          gone;                   NotFound
          pod/some;               neither a NetPerfTest's name nor netperfsurvey/NAME
          -t 30 some;             -t is '30', but must be a number with s, m or h
          -t 1h30m some;          -t is '1h30m', but must be
          -r a"b some;            -r is 'a"b', but may have letters
          -r '' some;             -r is empty: nothing would be measured anew
          some other;             wants one NAME
          -x some;                see: gate.sh -h
          """)
  void whatCantBeAnsweredIsNoVerdict(String arguments, String says) {
    var gate = gate(arguments.replace("''", "").split(" "));

    assertThat(gate.output()).contains(says);
    assertThat(gate.code()).isEqualTo(1);
    assertThat(gate.took()).isLessThan(SOON);
  }

  @Test
  void aSurveyIsAGateToo() {
    // Given a survey of two nodes, and one of a node that isn't there
    create("NetPerfSurvey", "pair", survey("gate: 'yes'", 1));
    create("NetPerfSurvey", "none", survey("gate: 'no'", 0));

    // Then
    assertThat(gate("netperfsurvey/pair"))
        .satisfies(gate -> assertThat(gate.output()).contains("1 of 1 pairs were measured"))
        .returns(0, Ended::code);
    assertThat(gate("netperfsurvey/none"))
        .satisfies(gate -> assertThat(gate.output()).contains("failed: TooFewNodes"))
        .returns(4, Ended::code);
  }

  private static String survey(String selector, int patience) {
    return "nodes: {selector: {%s}}, coverage: {mode: AllPairs}, testTemplate: {spec: {repetitions: 1, durationSeconds: 1, placementDeadlineSeconds: %d}}"
        .formatted(selector, patience);
  }

  /** With their namespace and their test in place of the sample's, which takes its minutes. */
  @ParameterizedTest
  @CsvSource({
    "github-actions.yaml, min: 10M, 0",
    "github-actions.yaml, min: 5G, 2",
    "gitlab-ci.yaml, min: 10M, 0",
    "gitlab-ci.yaml, min: 5G, 2"
  })
  void theSamplesOfPipelinesEndWithTheVerdict(String file, String bound, int code)
      throws IOException {
    // Given a test as a file of the repository
    var name = "of-a-pipeline-" + file.charAt(3) + code;
    var test = Path.of("target/" + name + ".yaml").toAbsolutePath();
    Files.writeString(
        test,
        "{apiVersion: netperf.dev/v1alpha1, kind: NetPerfTest, metadata: {name: %s}, spec: {%s}}"
            .formatted(name, NODES + threshold(bound)));

    // When the steps are run as the runners do
    var script =
        String.join("\n", steps(file))
            .replace("deploy/samples/gate.yaml", test.toString())
            .replace("network-gate", NAMESPACE)
            .replace(" gate", " " + name)
            .replace("> " + NAMESPACE, "> operator/target/" + NAMESPACE);
    var pipeline = run(List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script));

    // Then
    assertThat(pipeline.code()).as(pipeline.output()).isEqualTo(code);
    assertThat(pipeline.output()).contains(code == 0 ? "passed: " : "breached: ");
  }

  /** What the README says of the gate is what happens. */
  @Test
  void theGateOfTheReadmeIsClosedUntilItPasses() throws IOException {
    // Given the README's commands
    var readme = Files.readString(Path.of("../README.md"));
    var section = readme.substring(readme.indexOf("## A gate"));
    var commands = section.split("```", 3)[1];
    assertThat(commands).contains("kubectl apply", SCRIPT + " -t 10m gate");

    // When they are run on a test that is breached
    var test = Path.of("target/of-the-readme.yaml").toAbsolutePath();
    Files.writeString(
        test,
        "{apiVersion: netperf.dev/v1alpha1, kind: NetPerfTest, metadata: {name: readme, namespace: %s}, spec: {%s}}"
            .formatted(NAMESPACE, NODES + threshold("min: 5G")));
    var script =
        commands
            .replaceFirst("sh\n", "")
            .replace("deploy/samples/gate.yaml", test.toString())
            .replace("10m gate", "10m -n " + NAMESPACE + " readme");

    // Then they end with the code that it names
    var ended = run(List.of("sh", "-ec", script));
    assertThat(ended.code()).as(ended.output()).isEqualTo(2);
    assertThat(commands).contains("2: breached");
  }

  /** What the job runs before the verdict, and with it. */
  private static List<String> steps(String file) throws IOException {
    var sample =
        new KubernetesSerialization()
            .unmarshal(Files.readString(SAMPLES.resolve(file)), JsonNode.class);
    var lines = new ArrayList<String>();
    sample.path("network-gate").path("script").forEach(line -> lines.add(line.asText()));
    for (var step : sample.path("jobs").path("gate").path("steps")) {
      Optional.of(step.path("run").asText()).filter(line -> !line.isEmpty()).ifPresent(lines::add);
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
    return lines;
  }
}
