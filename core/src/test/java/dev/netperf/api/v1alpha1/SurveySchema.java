package dev.netperf.api.v1alpha1;

import static dev.netperf.api.v1alpha1.KindSchema.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.netperf.api.v1alpha1.survey.GateRules;
import dev.netperf.api.v1alpha1.survey.SurveyDefaults;
import dev.netperf.api.v1alpha1.survey.TemplateRules;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;

/** Of surveys. */
final class SurveySchema implements KindSchema {
  private static final long MOST_LABELS = 16;
  private static final long MOST_PRICED_LABELS = 4;
  private static final List<String> COLUMNS =
      List.of(
          "Status",
          "Progress",
          "Nodes",
          "Pairs",
          "Host",
          "Ratio",
          "Failed",
          "Passed",
          "Age",
          "Pod",
          "Host-Lat",
          "Pod-Lat",
          "Left",
          "Traffic",
          "Message");

  @Override
  public String description() {
    return "Many pairs of a cluster's nodes, measured by tests that it makes: what each group of"
        + " nodes has, what pods get of it, what it costs, and which pairs were measured.";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public List<String> categories() {
    return List.of("netperf");
  }

  @Override
  public void complete(JSONSchemaProps root) {
    root.setRequired(List.of("spec"));
    var spec = at(root, "spec");
    spec.setDescription(
        "What to survey. Every field has a default; a change of what is measured begins a new"
            + " run.");
    KindSchema.labels(at(spec, "nodes", "selector"), MOST_LABELS);
    KindSchema.toleration(at(spec, "nodes", "tolerations").getItems().getSchema());
    KindSchema.textOrInteger(at(spec, "limits", "traffic"));
    at(spec, "prices", "asOf").setFormat("date");
    var priced = at(at(spec, "prices", "nodeHour").getItems().getSchema(), "labels");
    KindSchema.labels(priced, MOST_PRICED_LABELS);
    priced.setMinProperties(1L);
    for (var field : List.of("labels", "annotations")) {
      KindSchema.labels(at(spec, "testTemplate", "metadata", field), MOST_LABELS);
    }
    template(at(spec, "testTemplate", "spec"));
    threshold(at(spec, "require", "thresholds").getItems().getSchema());
    spec.setXKubernetesValidations(GateRules.ALL.stream().map(KindSchema::rule).toList());
    parts(spec);
    parts(at(spec, "testTemplate"));
    var status = at(root, "status");
    status.setDescription(
        "What was measured, and how the survey stands. The operator alone writes it.");
    KindSchema.status(status);
  }

  /** What stands where nothing is said of a part: as if it were empty. */
  private static void parts(JSONSchemaProps schema) {
    for (var part : schema.getProperties().values()) {
      if (part.getDefault() != null && part.getDefault().isObject()) {
        part.setDefault(filled(part));
      }
    }
  }

  /**
   * An empty object, which is filled with the defaults of its fields; with these where there are
   * rules, for the API server holds a default against them before it fills it.
   */
  private static JsonNode filled(JSONSchemaProps part) {
    var filled = JsonNodeFactory.instance.objectNode();
    if (!part.getXKubernetesValidations().isEmpty()) {
      part.getProperties().forEach((name, field) -> filled.set(name, field.getDefault()));
      filled.properties().removeIf(field -> field.getValue().isNull());
    }
    return filled;
  }

  /** As a test's, but of a group's median. */
  private static void threshold(JSONSchemaProps schema) {
    KindSchema.threshold(schema);
    for (var bound : List.of("min", "max")) {
      var words = at(schema, bound).getDescription();
      at(schema, bound).setDescription(words.replace("mean", "median of a group's pairs"));
    }
  }

  private static void template(JSONSchemaProps spec) {
    TemplateRules.LACKING.forEach(spec.getProperties()::remove);
    var json = JsonNodeFactory.instance;
    spec.setDefault(json.objectNode());
    at(spec, "repetitions").setDefault(json.numberNode(SurveyDefaults.REPETITIONS));
    at(spec, "durationSeconds").setDefault(json.numberNode(SurveyDefaults.DURATION_SECONDS));
    at(spec, "podRetention").setDefault(json.textNode(SurveyDefaults.POD_RETENTION.name()));
    ResourcesSchema.describe(at(spec, "probe", "resources"));
    spec.setXKubernetesValidations(TemplateRules.ALL.stream().map(KindSchema::rule).toList());
  }
}
