package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Adds to the generated CRD what no annotation of the generator can say. */
final class CrdPostProcessor implements CRDPostProcessor {
  private static final List<String> COLUMNS =
      List.of(
          "Status",
          "Progress",
          "Server",
          "Client",
          "Host",
          "Pod",
          "Ratio",
          "Host-Lat",
          "Pod-Lat",
          "Warnings",
          "Passed",
          "Age",
          "Service",
          "Service-Lat",
          "Server-Type",
          "Client-Type",
          "Server-Zone",
          "Client-Zone",
          "Tool",
          "Message");

  private static final Pattern TIME = Pattern.compile("deadline|.*Time|time");

  private static final String KIND =
      "A measurement of the network between two nodes: what the nodes have among themselves, and"
          + " what pods get.";
  private static final String SPEC =
      "What to measure. Every field has a default; a change of what is measured begins a new run.";
  private static final String STATUS =
      "What was measured, and how the test stands. The operator alone writes it.";

  @Override
  public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
    var definition = (CustomResourceDefinition) crd;
    definition.getSpec().getNames().setCategories(List.of("netperf"));
    for (var version : definition.getSpec().getVersions()) {
      version
          .getAdditionalPrinterColumns()
          .sort(
              Comparator.comparing(
                  CustomResourceColumnDefinition::getName, CrdPostProcessor::order));
      var root = version.getSchema().getOpenAPIV3Schema();
      root.setRequired(List.of("spec"));
      root.setDescription(KIND);
      root.getProperties().get("spec").setDescription(SPEC);
      root.getProperties().get("status").setDescription(STATUS);
      spec(root.getProperties().get("spec"));
      status(root.getProperties().get("status"));
      integers(root);
      times(root);
      atomicLists(root);
      distinctRules(root);
    }
    return definition;
  }

  private static int order(String left, String right) {
    return Integer.compare(position(left), position(right));
  }

  private static int position(String column) {
    var position = COLUMNS.indexOf(column);
    if (position < 0) {
      throw new IllegalStateException("column " + column + " has no place in the order");
    }
    return position;
  }

  private static void spec(JSONSchemaProps spec) {
    for (var side : List.of("server", "client")) {
      var selector = at(spec, side, "nodeSelector");
      selector.setMaxProperties(16L);
      selector.setXKubernetesMapType("atomic");
      var toleration = at(spec, side, "tolerations").getItems().getSchema();
      mayBeEmpty(at(toleration, "operator"));
      mayBeEmpty(at(toleration, "effect"));
    }
    ResourcesSchema.describe(at(spec, "probe", "resources"));
    var threshold = at(spec, "thresholds").getItems().getSchema();
    for (var bound : List.of("min", "max")) {
      textOrInteger(at(threshold, bound));
    }
    spec.setXKubernetesValidations(SpecRules.ALL.stream().map(CrdPostProcessor::rule).toList());
  }

  private static ValidationRule rule(SpecRules.Rule rule) {
    return new ValidationRuleBuilder()
        .withRule(rule.expression())
        .withMessage(rule.message())
        .withFieldPath(rule.field())
        .build();
  }

  /** A bandwidth is a number to most who write one; in Java it is text either way. */
  private static void textOrInteger(JSONSchemaProps schema) {
    schema.setType(null);
    schema.setXKubernetesIntOrString(true);
  }

  /** An empty text is allowed in a pod, and means what no text means. */
  private static void mayBeEmpty(JSONSchemaProps schema) {
    var values = new ArrayList<>(schema.getEnum());
    values.add(0, JsonNodeFactory.instance.textNode(""));
    schema.setEnum(values);
  }

  private static void status(JSONSchemaProps status) {
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

  /** The generator leaves out the width of integers, which clients in typed languages want. */
  private static void integers(JSONSchemaProps schema) {
    if ("integer".equals(schema.getType()) && schema.getFormat() == null) {
      schema.setFormat(schema.getMaximum() == null ? "int64" : "int32");
    }
    children(schema).forEach(CrdPostProcessor::integers);
  }

  /** Whatever is called a time, and the deadline. */
  private static void times(JSONSchemaProps schema) {
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach(
              (name, property) -> {
                if ("string".equals(property.getType()) && TIME.matcher(name).matches()) {
                  property.setFormat("date-time");
                }
              });
    }
    children(schema).forEach(CrdPostProcessor::times);
  }

  /** Lists belong to one writer as a whole (with {@code set}, an apply merges into the default). */
  private static void atomicLists(JSONSchemaProps schema) {
    if ("array".equals(schema.getType()) && schema.getXKubernetesListType() == null) {
      schema.setXKubernetesListType("atomic");
    }
    children(schema).forEach(CrdPostProcessor::atomicLists);
  }

  /** The generator finds an annotation on a record's component and again on its accessor. */
  private static void distinctRules(JSONSchemaProps schema) {
    if (schema.getXKubernetesValidations() != null) {
      schema.setXKubernetesValidations(
          schema.getXKubernetesValidations().stream().distinct().toList());
    }
    children(schema).forEach(CrdPostProcessor::distinctRules);
  }

  private static List<JSONSchemaProps> children(JSONSchemaProps schema) {
    if (schema.getItems() != null) {
      return List.of(schema.getItems().getSchema());
    }
    return schema.getProperties() == null
        ? List.of()
        : List.copyOf(schema.getProperties().values());
  }

  private static JSONSchemaProps at(JSONSchemaProps schema, String... path) {
    for (var name : path) {
      schema = schema.getProperties().get(name);
    }
    return schema;
  }
}
