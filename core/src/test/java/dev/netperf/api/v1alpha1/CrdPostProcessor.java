package dev.netperf.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Adds to the generated CRDs what no annotation of the generator can say. */
final class CrdPostProcessor implements CRDPostProcessor {
  private static final Map<String, KindSchema> KINDS =
      Map.of(
          "NetPerfTest", new TestSchema(),
          "NetPerfSurvey", new SurveySchema(),
          "NetPerfSurveySlice", new SliceSchema());

  private static final Pattern TIME = Pattern.compile("deadline|.*Time|time");

  @Override
  public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
    var definition = (CustomResourceDefinition) crd;
    var names = definition.getSpec().getNames();
    var kind = KINDS.get(names.getKind());
    names.setCategories(kind.categories());
    for (var version : definition.getSpec().getVersions()) {
      version
          .getAdditionalPrinterColumns()
          .sort(Comparator.comparing(column -> position(column, kind.columns())));
      var root = version.getSchema().getOpenAPIV3Schema();
      root.setDescription(kind.description());
      kind.complete(root);
      integers(root);
      times(root);
      atomicLists(root);
      distinctRules(root);
    }
    return definition;
  }

  private static int position(CustomResourceColumnDefinition column, List<String> columns) {
    var position = columns.indexOf(column.getName());
    if (position < 0) {
      throw new IllegalStateException("column " + column.getName() + " has no place in the order");
    }
    return position;
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
}
