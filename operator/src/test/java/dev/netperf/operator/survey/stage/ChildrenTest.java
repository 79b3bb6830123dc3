package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.fleet.PlannedPair;
import dev.netperf.fleet.Surveys;
import dev.netperf.operator.probe.GoldenYaml;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a survey makes of its template; {@code -Dgolden.write=true} writes it anew. */
class ChildrenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/survey-tests");
  private static final String RUN = "0123456789abcdef0123456789abcdef";
  private static final PlannedPair PAIR = new PlannedPair(42, "node-17", "node-3");

  private static NetPerfSurvey survey(String spec) {
    var survey = new NetPerfSurvey();
    survey.setMetadata(
        new ObjectMetaBuilder()
            .withName("fleet")
            .withNamespace("team-a")
            .withUid(Surveys.UID)
            .build());
    survey.setSpec(Surveys.spec(spec));
    return survey;
  }

  @Test
  void theTestOfASpecWithoutAWordInIt() throws IOException {
    GoldenYaml.assertAsWritten(
        Children.of(survey("{}"), RUN, PAIR, 1), GOLDEN.resolve("plain.yaml"));
  }

  /** Labels of ours can't be had by a template. */
  @Test
  void theTestOfASpecWithAllInIt() throws IOException {
    var survey =
        survey(
            """
            nodes:
              selector: {pool: fast}
              tolerations: [{key: dedicated, operator: Exists, effect: NoSchedule}]
            testTemplate:
              metadata:
                labels: {team: network, netperf.dev/pair: forged, netperf.dev/survey-run: forged}
                annotations: {example.com/ticket: "4711"}
              spec:
                tool: iperf3
                measurements: [TCPBandwidth]
                paths: [PodToPod]
                repetitions: 3
                durationSeconds: 20
                streams: 8
                podRetention: OnFailure
                retriesPerSample: 0
            """);

    GoldenYaml.assertAsWritten(Children.of(survey, RUN, PAIR, 2), GOLDEN.resolve("all.yaml"));
  }

  @Test
  void noGoldenFileIsUnused() throws IOException {
    GoldenYaml.assertNoFileIsUnused(GOLDEN, Set.of("plain", "all"));
  }

  @Test
  void aTestSaysOfWhichPairAndAttemptItIs() {
    // Given the tests of a pair
    var survey = survey("{}");
    var tests = List.of(Children.of(survey, RUN, PAIR, 1), Children.of(survey, RUN, PAIR, 2));

    // When they are read again
    var children = tests.stream().map(test -> Child.of(test, RUN).orElseThrow()).toList();

    // Then
    assertThat(children).extracting(Child::pair).containsExactly(42, 42);
    assertThat(children).extracting(Child::attempt).containsExactly(1, 2);
    assertThat(tests).extracting(Children::again).containsExactly(false, true);
    assertThat(children)
        .extracting(Child::name)
        .containsExactly("fleet-012345-0042", "fleet-012345-0042-2");
  }

  @Test
  void aTestOfAnotherRunIsNoneOfThisOne() {
    assertThat(Child.of(Children.of(survey("{}"), RUN, PAIR, 1), "f".repeat(32))).isEmpty();
  }

  /** Of the longest name that the schema takes, with the most pairs. */
  @Test
  void theLongestNameIsOneThatATestMayHave() {
    // Given
    var survey = survey("{}");
    survey.getMetadata().setName("f".repeat(40));

    // When
    var name = Children.of(survey, RUN, new PlannedPair(4999, "a", "b"), 2).getMetadata().getName();

    // Then
    assertThat(name).hasSizeLessThanOrEqualTo(63);
  }
}
