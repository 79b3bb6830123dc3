package dev.netperf.api.v1alpha1;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a definition says, as Markdown.
 *
 * @param version of the definition
 */
record ReferencePage(JsonNode version) {
  private static final String TABLE =
      """
      | field | type | default | allowed | description |
      |---|---|---|---|---|
      """;

  /** Of the committed definition of a kind. */
  static ReferencePage of(String plural) throws IOException {
    var definition = Files.readString(Path.of("../crds", plural + ".netperf.dev-v1.yml"));
    return new ReferencePage(
        new KubernetesSerialization().unmarshal(definition, JsonNode.class).at("/spec/versions/0"));
  }

  JsonNode schema() {
    return version.at("/schema/openAPIV3Schema");
  }

  /** A table of its columns. */
  String columns() {
    return "| column | field | only with -o wide |\n|---|---|---|\n"
        + items(version.path("additionalPrinterColumns"))
            .map(
                column ->
                    "| %s | `%s` | %s |\n"
                        .formatted(
                            column.path("name").asText().toUpperCase(Locale.ROOT),
                            column.path("jsonPath").asText(),
                            column.path("priority").asInt() == 0 ? "" : "yes"))
            .collect(joining());
  }

  /** A table of the fields below one of the resource, such as its spec. */
  String fields(String part) {
    return table(FieldReference.of("", schema().at("/properties/" + part)));
  }

  /** A table of all fields of a resource that has neither a spec nor a status. */
  String fields() {
    return table(FieldReference.of("", schema()));
  }

  private static String table(Stream<FieldReference> fields) {
    return TABLE + fields.map(FieldReference::row).collect(joining());
  }

  /** What the rules say where they don't hold. */
  String rules() {
    return rules("", schema()).distinct().collect(joining());
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

  private static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
