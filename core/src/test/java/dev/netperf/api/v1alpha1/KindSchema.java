package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.ArrayList;
import java.util.List;

/** What no annotation of the generator can say of one kind. */
interface KindSchema {
  /** What the kind is. */
  String description();

  /** The columns of {@code kubectl get}, in their order. */
  List<String> columns();

  /** Groups of kinds that {@code kubectl get} lists together, of which it is one. */
  List<String> categories();

  /** Completes the schema of a whole resource. */
  void complete(JSONSchemaProps root);

  /** That of a field. */
  static JSONSchemaProps at(JSONSchemaProps schema, String... path) {
    for (var name : path) {
      schema = schema.getProperties().get(name);
    }
    return schema;
  }

  /** A rule as the definition has it. */
  static ValidationRule rule(SpecRules.Rule rule) {
    return new ValidationRuleBuilder()
        .withRule(rule.expression())
        .withMessage(rule.message())
        .withFieldPath(rule.field().isEmpty() ? null : rule.field())
        .build();
  }

  /** A quantity is a number to most who write one; in Java it is text either way. */
  static void textOrInteger(JSONSchemaProps schema) {
    schema.setType(null);
    schema.setXKubernetesIntOrString(true);
  }

  /** The absolute bounds of a threshold are quantities. */
  static void threshold(JSONSchemaProps schema) {
    for (var bound : List.of("min", "max")) {
      textOrInteger(at(schema, bound));
    }
  }

  /** A map of labels belongs to one writer as a whole. */
  static void labels(JSONSchemaProps schema, long most) {
    schema.setMaxProperties(most);
    schema.setXKubernetesMapType("atomic");
  }

  /** An empty text is allowed in a pod, and means what no text means. */
  static void toleration(JSONSchemaProps schema) {
    for (var field : List.of("operator", "effect")) {
      var values = new ArrayList<>(at(schema, field).getEnum());
      values.add(0, JsonNodeFactory.instance.textNode(""));
      at(schema, field).setEnum(values);
    }
  }

  /** A status with conditions, as it is before the operator has seen the resource. */
  static void status(JSONSchemaProps status) {
    status.setDefault(unseen());
    var conditions = at(status, "conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    var condition = conditions.getItems().getSchema();
    condition.getProperties().get("lastTransitionTime").setFormat("date-time");
    // not an enum: the generator leaves True and False without quotes, and kubectl reads booleans
    condition.getProperties().get("status").setPattern("^(True|False|Unknown)$");
  }

  /** A fresh object is never judged as done, and STATUS says Pending before it was seen. */
  private static JsonNode unseen() {
    var factory = JsonNodeFactory.instance;
    var ready =
        factory
            .objectNode()
            .put("type", Condition.READY)
            .put("status", "Unknown")
            .put("reason", Reason.Pending.name())
            .put("message", "Waiting for the operator")
            .put("lastTransitionTime", "1970-01-01T00:00:00Z");
    var status = factory.objectNode().put("observedGeneration", -1);
    status.putArray("conditions").add(ready);
    return status;
  }
}
