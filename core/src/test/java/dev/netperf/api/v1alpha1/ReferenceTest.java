package dev.netperf.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference.md} and {@code docs/reference-surveys.md} are what the definitions say;
 * {@code -Dgolden.write=true} writes them anew.
 */
class ReferenceTest {
  private static final Path TESTS = Path.of("../docs/reference.md");
  private static final Path SURVEYS = Path.of("../docs/reference-surveys.md");
  private static final String HEAD =
      """
      # Reference: NetPerfTest, netperf.dev/v1alpha1

      Made from [the definition](../crds/netperftests.netperf.dev-v1.yml) by `ReferenceTest`; don't edit it. `kubectl explain netperftest.spec` says
      the same. `[]` stands for each item of a list. An empty default: where the field isn't set, nothing is. [Surveys](reference-surveys.md) have a
      page of their own.

      """;
  private static final String HEAD_OF_SURVEYS =
      """
      # Reference: NetPerfSurvey and NetPerfSurveySlice, netperf.dev/v1alpha1

      Made from the definitions of [surveys](../crds/netperfsurveys.netperf.dev-v1.yml) and [slices](../crds/netperfsurveyslices.netperf.dev-v1.yml) by
      `ReferenceTest`; don't edit it. `kubectl explain netperfsurvey.spec` says the same. `[]` stands for each item of a list. An empty default: where the
      field isn't set, nothing is. [surveys.md](surveys.md) says what they are for.

      """;
  private static final String RULES =
      "\n## Rules\n\nWhat the API server answers where a rule doesn't hold, by the object that it looks at.\n\n";
  private static final String STATUS = "\n## Status\n\nWritten by the operator only.\n\n";

  /** Of these nothing is in force where they are not set. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of("client", "server", "probe", "rerun", "thresholds");

  private static String tests() throws IOException {
    var page = ReferencePage.of("netperftests");
    return HEAD
        + "## Columns\n\nOf `kubectl get netperftests`.\n\n"
        + page.columns()
        + "\n## Spec\n\n"
        + page.fields("spec")
        + STATUS
        + page.fields("status")
        + RULES
        + page.rules();
  }

  private static String surveys() throws IOException {
    var page = ReferencePage.of("netperfsurveys");
    var slices = ReferencePage.of("netperfsurveyslices");
    return HEAD_OF_SURVEYS
        + "## Columns\n\nOf `kubectl get netperfsurveys`.\n\n"
        + page.columns()
        + "\n## Spec\n\n"
        + page.fields("spec")
        + STATUS
        + page.fields("status")
        + RULES
        + page.rules()
        + "\n## Slices\n\n"
        + slices.schema().path("description").asText()
        + "\n\n"
        + slices.columns()
        + "\n"
        + slices.fields();
  }

  @Test
  void thePageSaysWhatTheDefinitionSays() throws IOException {
    assertSays(TESTS, tests());
  }

  @Test
  void soDoesThePageOfSurveys() throws IOException {
    assertSays(SURVEYS, surveys());
  }

  private static void assertSays(Path page, String text) throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(page, text);
    }
    assertThat(page)
        .as("write it anew: mvn test -pl core -am -Dtest=ReferenceTest -Dgolden.write=true")
        .hasContent(text);
  }

  @Test
  void everyFieldOfTheSpecHasItsDefaultMarked() throws IOException {
    assertThat(
            FieldReference.of("", ReferencePage.of("netperftests").schema().at("/properties/spec")))
        .filteredOn(field -> !field.path().contains(".") && field.defaultValue().isEmpty())
        .extracting(FieldReference::path)
        .containsExactlyInAnyOrderElementsOf(WITHOUT_DEFAULT);
  }

  @Test
  void soHasEveryFieldOfASurveys() throws IOException {
    assertThat(
            FieldReference.of(
                "", ReferencePage.of("netperfsurveys").schema().at("/properties/spec")))
        .filteredOn(field -> !field.path().startsWith("prices.") && !field.path().contains("[]"))
        .filteredOn(field -> !field.path().contains("probe.") && field.defaultValue().isEmpty())
        .extracting(FieldReference::path)
        .containsExactlyInAnyOrder(
            "rerun",
            "testTemplate.metadata",
            "testTemplate.metadata.annotations",
            "testTemplate.metadata.labels",
            "nodes.exclude",
            "nodes.tolerations",
            "coverage.references",
            "require.thresholds",
            "testTemplate.spec.probe");
  }
}
