package dev.netperf.api.v1alpha1;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference.md} is what the definition says; {@code -Dgolden.write=true} writes it
 * anew.
 */
class ReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference.md");
  private static final String HEAD =
      """
      # Reference: NetPerfTest, netperf.dev/v1alpha1

      Made from [the definition](../crds/netperftests.netperf.dev-v1.yml) by `ReferenceTest`; don't edit it. `kubectl explain netperftest.spec` says
      the same. `[]` stands for each item of a list. An empty default: where the field isn't set, nothing is.

      """;
  private static final String TABLE =
      """
      | field | type | default | allowed | description |
      |---|---|---|---|---|
      """;

  /** Of these nothing is in force where they are not set. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of("client", "server", "probe", "rerun", "thresholds");

  private static JsonNode version() throws IOException {
    var definition = Files.readString(Path.of("../crds/netperftests.netperf.dev-v1.yml"));
    return new KubernetesSerialization()
        .unmarshal(definition, JsonNode.class)
        .at("/spec/versions/0");
  }

  private static JsonNode schema() throws IOException {
    return version().at("/schema/openAPIV3Schema");
  }

  private static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String columns() throws IOException {
    return items(version().path("additionalPrinterColumns"))
        .map(
            column ->
                "| %s | `%s` | %s |\n"
                    .formatted(
                        column.path("name").asText().toUpperCase(Locale.ROOT),
                        column.path("jsonPath").asText(),
                        column.path("priority").asInt() == 0 ? "" : "yes"))
        .collect(joining());
  }

  private static String rows(String part) throws IOException {
    return FieldReference.of("", schema().at("/properties/" + part))
        .map(FieldReference::row)
        .collect(joining());
  }

  /** Of a schema and of all below it, where they stand and what they say when they don't hold. */
  private static Stream<String> rules(String path, JsonNode schema) {
    var own =
        items(schema.path("x-kubernetes-validations"))
            .map(rule -> "- %s%s\n".formatted(at(path), rule.path("message").asText()));
    var fields =
        schema.path("properties").properties().stream()
            .flatMap(field -> rules(path + "." + field.getKey(), field.getValue()));
    var each = schema.has("items") ? rules(path + "[]", schema.path("items")) : Stream.<String>of();
    return Stream.of(own, fields, each).flatMap(rules -> rules);
  }

  private static String at(String path) {
    return path.isEmpty() ? "" : "`" + path.substring(1) + "`: ";
  }

  private static String page() throws IOException {
    return HEAD
        + "## Columns\n\nOf `kubectl get netperftests`.\n\n"
        + "| column | field | only with -o wide |\n|---|---|---|\n"
        + columns()
        + "\n## Spec\n\n"
        + TABLE
        + rows("spec")
        + "\n## Status\n\nWritten by the operator only.\n\n"
        + TABLE
        + rows("status")
        + "\n## Rules\n\nWhat the API server answers where a rule doesn't hold, by the object that it looks at.\n\n"
        + rules("", schema()).distinct().collect(joining());
  }

  @Test
  void thePageSaysWhatTheDefinitionSays() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(PAGE)
        .as("write it anew: mvn test -pl core -am -Dtest=ReferenceTest -Dgolden.write=true")
        .hasContent(page());
  }

  @Test
  void everyFieldOfTheSpecHasItsDefaultMarked() throws IOException {
    assertThat(FieldReference.of("", schema().at("/properties/spec")))
        .filteredOn(field -> !field.path().contains(".") && field.defaultValue().isEmpty())
        .extracting(FieldReference::path)
        .containsExactlyInAnyOrderElementsOf(WITHOUT_DEFAULT);
  }
}
