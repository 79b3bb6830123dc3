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
  private static final Path DEFINITIONS = Path.of("../crds");

  /** How the API server words what a keyword of the schema refuses. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("minimum", "should be greater than or equal to"),
          Map.entry("maximum", "should be less than or equal to"),
          Map.entry("minLength", "should be at least"),
          Map.entry("maxLength", "Too long"),
          Map.entry("pattern", "should match"),
          Map.entry("enum", "Unsupported value"),
          Map.entry("minItems", "should have at least"),
          Map.entry("maxItems", "Too many"),
          Map.entry("minProperties", "should have at least"),
          Map.entry("maxProperties", "Too many"));

  private final List<Rule> rules = new ArrayList<>();

  /** What is of the same type as something else need not be in the files twice. */
  private final List<String> twins;

  private SchemaRules(List<String> twins) {
    this.twins = twins;
  }

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

  /** Those of a kind; twins are fields that have the same rules as others. */
  static List<Rule> of(String plural, String... twins) {
    var file = DEFINITIONS.resolve(plural + ".netperf.dev-v1.yml");
    var definition =
        new KubernetesSerialization().unmarshal(CustomResourceFile.text(file), JsonNode.class);
    var found = new SchemaRules(List.of(twins));
    var schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
    found.expressions("", schema);
    found.visit("spec", schema.at("/properties/spec"));
    return List.copyOf(found.rules);
  }

  private void visit(String field, JsonNode schema) {
    if (twins.contains(field)) {
      return;
    }
    WORDS.forEach(
        (keyword, words) -> {
          if (schema.has(keyword)) {
            rules.add(new Rule(field, words));
          }
        });
    if (schema.has("not")) {
      rules.add(new Rule("<nil>", "\"" + field + "\" must not validate the schema"));
    }
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
