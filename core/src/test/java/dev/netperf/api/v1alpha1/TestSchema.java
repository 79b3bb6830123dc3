package dev.netperf.api.v1alpha1;

import static dev.netperf.api.v1alpha1.KindSchema.at;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;

/** Of tests. */
final class TestSchema implements KindSchema {
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

  @Override
  public String description() {
    return "A measurement of the network between two nodes: what the nodes have among themselves,"
        + " and what pods get.";
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
        "What to measure. Every field has a default; a change of what is measured begins a new"
            + " run.");
    for (var side : List.of("server", "client")) {
      KindSchema.labels(at(spec, side, "nodeSelector"), 16);
      KindSchema.toleration(at(spec, side, "tolerations").getItems().getSchema());
    }
    ResourcesSchema.describe(at(spec, "probe", "resources"));
    var threshold = at(spec, "thresholds").getItems().getSchema();
    threshold.getProperties().remove("group");
    KindSchema.threshold(threshold);
    spec.setXKubernetesValidations(SpecRules.ALL.stream().map(KindSchema::rule).toList());
    var status = at(root, "status");
    status.setDescription(
        "What was measured, and how the test stands. The operator alone writes it.");
    KindSchema.status(status);
  }
}
