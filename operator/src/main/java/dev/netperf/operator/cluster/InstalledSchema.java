package dev.netperf.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.api.v1alpha1.Unread;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The schema of a kind as it is installed, held against the one that this operator was made for. A
 * server-side apply of a field that the installed one lacks is refused as a whole, for ever.
 */
public final class InstalledSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[[0-9]+]");

  private final JSONSchemaProps installed;
  private final List<String> missing = new ArrayList<>();

  /**
   * A comparison.
   *
   * @param installed the schema of a whole resource, as the cluster has it
   * @param wanted the same as the operator needs it
   */
  public InstalledSchema(JSONSchemaProps installed, JSONSchemaProps wanted) {
    this.installed = installed;
    properties(wanted)
        .forEach((part, schema) -> compare(properties(installed).get(part), schema, part));
  }

  private void compare(JSONSchemaProps has, JSONSchemaProps wants, String path) {
    if (has == null) {
      missing.add(path);
      return;
    }
    properties(wants)
        .forEach((name, schema) -> compare(properties(has).get(name), schema, path + "." + name));
    items(wants).ifPresent(schema -> compare(items(has).orElse(null), schema, path + "[]"));
    var closed = enumeration(has);
    var wanted = enumeration(wants);
    if (!closed.isEmpty() && (wanted.isEmpty() || !closed.containsAll(wanted))) {
      missing.add(path + " (some values)");
    }
  }

  /** The fields that it lacks, as {@code status.samples[].facts}; none: it fits. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  /** Whether a field that the operator doesn't know says what it would say if nobody had set it. */
  public boolean isDefault(Unread unread) {
    var schema = Optional.of(installed);
    var steps = STEP.matcher("." + unread.field());
    while (steps.find()) {
      var name = steps.group(1);
      schema =
          name == null
              ? schema.flatMap(InstalledSchema::items)
              : schema.map(s -> properties(s).get(name));
    }
    return schema
        .map(JSONSchemaProps::getDefault)
        .filter(value -> value.toString().equals(unread.value()))
        .isPresent();
  }

  /** What of a status it takes. */
  public <T> T fit(T status, Class<T> type) {
    if (missing.isEmpty()) {
      return status;
    }
    var tree = JSON.<ObjectNode>valueToTree(status);
    prune(tree, properties(installed).get("status"));
    return JSON.convertValue(tree, type);
  }

  /** Whether the value itself may stay. */
  private static boolean prune(JsonNode value, JSONSchemaProps schema) {
    if (schema == null) {
      return false;
    }
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .removeIf(field -> !prune(field.getValue(), properties(schema).get(field.getKey())));
    } else if (value.isArray()) {
      for (var items = value.elements(); items.hasNext(); ) {
        if (!prune(items.next(), items(schema).orElse(null))) {
          items.remove();
        }
      }
    }
    var closed = enumeration(schema);
    return closed.isEmpty() || !value.isTextual() || closed.contains(value.asText());
  }

  private static Map<String, JSONSchemaProps> properties(JSONSchemaProps schema) {
    return schema.getProperties() == null ? new TreeMap<>() : schema.getProperties();
  }

  private static Optional<JSONSchemaProps> items(JSONSchemaProps schema) {
    return Optional.ofNullable(schema.getItems()).map(items -> items.getSchema());
  }

  private static List<String> enumeration(JSONSchemaProps schema) {
    return schema.getEnum() == null
        ? List.of()
        : schema.getEnum().stream().map(JsonNode::asText).toList();
  }
}
