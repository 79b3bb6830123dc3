package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schema of a probe's resources. The names are properties, not keys of a map, because a cpu has
 * another type than the rest: a map has one type for all of its values.
 */
final class ResourcesSchema {
  private static final double MOST_BYTES = 1e15;
  private static final double MOST_CPUS = 1e6;

  private ResourcesSchema() {}

  static void describe(JSONSchemaProps resources) {
    amounts(resources.getProperties().get("requests"));
    amounts(resources.getProperties().get("limits"));
    var extended = resources.getProperties().get("extended");
    extended.setMaxProperties(8L);
    extended.getAdditionalProperties().setSchema(counts());
  }

  private static void amounts(JSONSchemaProps schema) {
    schema.setAdditionalProperties(null);
    schema.setProperties(
        new TreeMap<>(Map.of("cpu", cpu(), "ephemeral-storage", bytes(), "memory", bytes())));
    // else a client that isn't strict has an unknown name dropped; so a rule sees and refuses it
    schema.setXKubernetesPreserveUnknownFields(true);
    schema.setMaxProperties(8L);
  }

  /** Text or an integer: CEL sees both, and nothing but these two. */
  private static JSONSchemaProps bytes() {
    return new JSONSchemaPropsBuilder()
        .withDescription("Bytes: 64Mi, 1G or 67108864")
        .withXKubernetesIntOrString(true)
        .withMaxLength((long) Formats.LONGEST_QUANTITY)
        .withPattern(Formats.QUANTITY)
        .withMinimum(0.0)
        .withMaximum(MOST_BYTES)
        .build();
  }

  /**
   * Text, an integer or a fraction. There is no type for that, so there is none; each of these
   * keywords speaks of one type only, and those that no value can meet keep out the types that a
   * cpu can't have.
   */
  private static JSONSchemaProps cpu() {
    return new JSONSchemaPropsBuilder()
        .withDescription("500m, 1 or 0.5")
        .withXKubernetesPreserveUnknownFields(true)
        .withMaxLength((long) Formats.LONGEST_QUANTITY)
        .withPattern(Formats.QUANTITY)
        .withMinimum(0.0)
        .withMaximum(MOST_CPUS)
        .withMinItems(1L)
        .withMaxItems(0L)
        .withMinProperties(1L)
        .withMaxProperties(0L)
        .withNewNot()
        .withEnum(List.of(BooleanNode.TRUE, BooleanNode.FALSE))
        .endNot()
        .build();
  }

  private static JSONSchemaProps counts() {
    return new JSONSchemaPropsBuilder()
        .withXKubernetesIntOrString(true)
        .withMaxLength(9L)
        .withPattern(Formats.COUNT)
        .withMinimum(0.0)
        .withMaximum(999_999_999.0)
        .build();
  }
}
