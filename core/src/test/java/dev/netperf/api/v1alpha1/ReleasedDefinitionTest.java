package dev.netperf.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Within a version of the API nothing is removed, renamed or tightened. */
class ReleasedDefinitionTest {
  /** As they were released last; before the first release: as it was last agreed to change them. */
  private static final Path RELEASED = Path.of("src/test/resources/released");

  private static final Path COMMITTED = Path.of("../crds");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static JsonNode versions(String text) {
    return YAML.unmarshal(text, JsonNode.class).at("/spec/versions");
  }

  private static JsonNode schema(String text) {
    return versions(text).at("/0/schema/openAPIV3Schema");
  }

  /** What begins with a brace is taken for JSON. */
  private static JsonNode flow(String yaml) {
    return YAML.unmarshal("---\n" + yaml, JsonNode.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"netperftests", "netperfsurveys", "netperfsurveyslices"})
  void theDefinitionTakesEverythingThatTheReleasedOneTook(String plural) throws IOException {
    var name = plural + ".netperf.dev-v1.yml";
    if (Boolean.getBoolean("crds.released")) {
      Files.copy(
          COMMITTED.resolve(name), RELEASED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    var released = Files.readString(RELEASED.resolve(name));
    var committed = Files.readString(COMMITTED.resolve(name));

    assertThat(versions(committed).findValuesAsText("name"))
        .containsAll(versions(released).findValuesAsText("name"));
    assertThat(Narrowing.of(schema(released), schema(committed)))
        .as("at a release: mvn test -pl core -am -Dtest=ReleasedDefinitionTest -Dcrds.released")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{properties: {a: {type: string}}} | {properties: {b: {type: string}}} | .a: removed",
        "{properties: {a: {type: string}}} | {properties: {a: {type: integer}}} | .a: other type",
        "{maximum: 3} | {maximum: 2} | : lower maximum",
        "{type: array} | {type: array, maxItems: 2} | : lower maxItems",
        "{minimum: 3} | {minimum: 4} | : higher minimum",
        "{enum: [a, b]} | {enum: [a]} | : fewer values",
        "{type: string} | {type: string, enum: [a]} | : fewer values",
        "{required: [a]} | {required: [a, b]} | : more is required",
        "{default: 1} | {default: 2} | : other default",
        "{items: {pattern: a}} | {items: {pattern: b}} | []: other pattern",
        "{x-kubernetes-validations: []} | {x-kubernetes-validations: [{rule: 'a'}]} | : other rules",
      })
  void whatIsTightenedIsFound(String before, String after, String found) {
    assertThat(Narrowing.of(flow(before), flow(after))).containsExactly(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{properties: {}} | {properties: {a: {type: string}}}",
        "{maximum: 3, minimum: 1} | {maximum: 4, minimum: 0}",
        "{enum: [a]} | {enum: [a, b]}",
        "{required: [a]} | {required: []}",
        "{x-kubernetes-validations: [{rule: 'a', message: 'b'}]}"
            + " | {x-kubernetes-validations: [{rule: 'a', message: 'c'}]}",
      })
  void whatIsWidenedIsFine(String before, String after) {
    assertThat(Narrowing.of(flow(before), flow(after))).isEmpty();
  }
}
