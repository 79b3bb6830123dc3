package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists what the definition's schema refuses in a spec: its limits and its rules in CEL. */
final class SchemaRules {
  private static final Path DEFINITION = Path.of("../crds/netperftests.netperf.dev-v1.yml");

  /** How the API server words what a keyword of the schema refuses. */
  private static final Map<String, String> WORDS =
      Map.of(
          "minimum", "should be greater than or equal to",
          "maximum", "should be less than or equal to",
          "minLength", "should be at least",
          "maxLength", "Too long",
          "pattern", "should match",
          "enum", "Unsupported value",
          "minItems", "should have at least",
          "maxItems", "Too many",
          "maxProperties", "Too many");

  private final List<Rule> rules = new ArrayList<>();

  private SchemaRules() {}

  /**
   * Something that is refused.
   *
   * @param field where, as spec.server.tolerations[].key
   * @param message part of what the refusal says
   */
  record Rule(String field, String message) {
    void assertIsTheOneOf(String expectation) {
      assertThat(expectation.replaceAll("\\[[0-9]+]", "[]")).startsWith(field).contains(message);
    }
  }

  static JsonNode committedDefinition() {
    return new KubernetesSerialization()
        .unmarshal(CustomResourceFile.text(DEFINITION), JsonNode.class);
  }

  static List<Rule> of(JsonNode definition) {
    var found = new SchemaRules();
    var schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
    found.expressions("", schema);
    found.visit("spec", schema.at("/properties/spec"));
    // both ends are the same type, and one of them in the files is enough
    return found.rules.stream().filter(rule -> !rule.field().startsWith("spec.client")).toList();
  }

  private void visit(String field, JsonNode schema) {
    WORDS.forEach(
        (keyword, words) -> {
          if (schema.has(keyword)) {
            rules.add(new Rule(field, words));
          }
        });
    expressions(field, schema);
    schema
        .path("properties")
        .properties()
        .forEach(p -> visit(field + "." + p.getKey(), p.getValue()));
    if (schema.has("items")) {
      visit(field + "[]", schema.get("items"));
    }
    if (schema.has("additionalProperties")) {
      visit(field + ".", schema.get("additionalProperties"));
    }
  }

  private void expressions(String field, JsonNode schema) {
    for (var rule : schema.path("x-kubernetes-validations")) {
      rules.add(new Rule(field, rule.get("message").asText()));
    }
  }
}
