package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.TemplateRules;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user may write of a survey: {@code src/test/resources/crd-surveys} has one file for each
 * rule. Those of its test's spec, tolerations and thresholds are broken by the files of tests.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyValidationIT {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String SURVEY =
      """
      apiVersion: netperf.dev/v1alpha1
      kind: NetPerfSurvey
      metadata: {name: from-a-test}
      """;

  private Judge judge;

  @BeforeAll
  void prepare(ApiServer server) {
    judge = new Judge(server, "validation-of-surveys");
  }

  static Stream<Path> validFiles() throws IOException {
    return CustomResourceFile.named(CustomResourceFile.SURVEYS, "valid-");
  }

  static Stream<Path> invalidFiles() throws IOException {
    return CustomResourceFile.named(CustomResourceFile.SURVEYS, "invalid-");
  }

  /** Invalid tests that are about what a survey's test has, too. */
  static Stream<Path> invalidTests() throws IOException {
    return CustomResourceFile.named(CustomResourceFile.TESTS, "invalid-")
        .filter(file -> !specOf(file).isEmpty())
        .filter(file -> Collections.disjoint(specOf(file).keySet(), TemplateRules.LACKING));
  }

  /** Invalid tests that are about tolerations. */
  static Stream<Path> invalidTolerations() throws IOException {
    return CustomResourceFile.named(CustomResourceFile.TESTS, "invalid-toleration");
  }

  /**
   * Invalid tests that are about thresholds. A survey's interval is made of pairs, and needs no two
   * repetitions.
   */
  static Stream<Path> invalidThresholds() throws IOException {
    return CustomResourceFile.named(CustomResourceFile.TESTS, "invalid-threshold")
        .filter(file -> !file.toString().endsWith("-with-one-repetition.yaml"));
  }

  private static Map<String, Object> specOf(Path file) {
    var spec =
        YAML.unmarshal(CustomResourceFile.text(file), GenericKubernetesResource.class)
            .<Map<String, Object>>get("spec");
    return spec == null ? Map.of() : spec;
  }

  @ParameterizedTest
  @MethodSource("validFiles")
  void aValidSurveyCanBeCreated(Path file) {
    judge.create(judge.read(file));
  }

  @ParameterizedTest
  @MethodSource("validFiles")
  void aValidSurveyCanBeApplied(Path file) {
    judge.apply(judge.read(file));
  }

  @ParameterizedTest
  @MethodSource("invalidFiles")
  void anInvalidSurveyIsRefusedWithTheFieldAndNothingElse(Path file) {
    judge.assertRefused(judge.read(file), CustomResourceFile.expectations(file));
  }

  @ParameterizedTest
  @MethodSource("invalidFiles")
  void anInvalidSurveyCanNotBeAppliedEither(Path file) {
    judge.assertNotApplied(judge.read(file));
  }

  @ParameterizedTest
  @MethodSource("invalidTests")
  void whatIsInvalidInATestIsSoInTheTestOfAPair(Path file) {
    // Given a survey of such tests, with the defaults of a test
    var spec = new HashMap<>(specOf(file));
    spec.putIfAbsent("repetitions", 4);
    spec.putIfAbsent("durationSeconds", 10);
    var survey = judge.written(SURVEY);
    survey.setAdditionalProperty("spec", Map.of("testTemplate", Map.of("spec", spec)));
    // When
    var complaints = judge.complaints(survey);
    // Then
    var expected = expectationsOfPairs(file);
    assertThat(complaints)
        .filteredOn(
            said ->
                !boundsAPair(said) || expected.stream().anyMatch(SurveyValidationIT::boundsAPair))
        .zipSatisfy(expected, (said, part) -> assertThat(said).contains(part.split(": ", 2)));
  }

  /** These are a survey's own, and come on top where a file has many values. */
  private static boolean boundsAPair(String complaint) {
    return complaint.contains("figures for a pair") || complaint.contains("must not exceed 400");
  }

  private static List<String> expectationsOfPairs(Path file) {
    return CustomResourceFile.expectations(file).stream()
        .map(said -> said.replaceAll("\\bspec\\.", "spec.testTemplate.spec."))
        .map(said -> said.replace("exceed 2000", "exceed " + TemplateRules.MOST_VALUES))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("invalidTolerations")
  void whatIsInvalidInATestsTolerationsIsSoInASurveys(Path file) {
    // Given
    var server = (Map<?, ?>) specOf(file).get("server");
    var survey = judge.written(SURVEY);
    survey.setAdditionalProperty(
        "spec", Map.of("nodes", Map.of("tolerations", server.get("tolerations"))));
    // Then
    judge.assertRefused(survey, expectationsOfTolerations(file));
  }

  private static List<String> expectationsOfTolerations(Path file) {
    return CustomResourceFile.expectations(file).stream()
        .map(said -> said.replace("spec.server.tolerations", "spec.nodes.tolerations"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("invalidThresholds")
  void whatIsInvalidInATestsThresholdsIsSoInASurveys(Path file) {
    // Given a survey of such tests, and what is required of each required of groups
    var test = new HashMap<>(specOf(file));
    var require = Map.of("thresholds", test.remove("thresholds"));
    var survey = judge.written(SURVEY);
    survey.setAdditionalProperty(
        "spec", Map.of("testTemplate", Map.of("spec", test), "require", require));
    // Then
    assertThat(judge.complaints(survey))
        .filteredOn(said -> !boundsAPair(said))
        .zipSatisfy(
            expectationsOfThresholds(file),
            (said, part) -> assertThat(said).contains(part.split(": ", 2)));
  }

  private static List<String> expectationsOfThresholds(Path file) {
    return CustomResourceFile.expectations(file).stream()
        .map(said -> said.replace("spec.thresholds", "spec.require.thresholds"))
        .map(said -> said.replace("one for each path", "one for each group, path"))
        .toList();
  }

  @Test
  void everyRuleOfTheSchemaIsBrokenByAFile() throws IOException {
    // Given
    var rules = SchemaRules.of("netperfsurveys", "spec.testTemplate.spec.probe.resources.requests");
    var expectations =
        Stream.of(
                invalidFiles().map(CustomResourceFile::expectations),
                invalidTests().map(SurveyValidationIT::expectationsOfPairs),
                invalidTolerations().map(SurveyValidationIT::expectationsOfTolerations),
                invalidThresholds().map(SurveyValidationIT::expectationsOfThresholds))
            .flatMap(files -> files)
            .flatMap(List::stream)
            .toList();
    // Then
    assertThat(rules).hasSizeGreaterThan(150);
    assertThat(rules)
        .allSatisfy(rule -> assertThat(expectations).anySatisfy(rule::assertIsTheOneOf));
  }

  @Test
  void everyFileIsUsed() throws IOException {
    var used = Stream.concat(validFiles(), invalidFiles()).toList();
    assertThat(CustomResourceFile.in(CustomResourceFile.SURVEYS))
        .containsExactlyInAnyOrderElementsOf(used);
  }
}
