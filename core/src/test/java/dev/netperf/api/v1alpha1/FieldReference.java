package dev.netperf.api.v1alpha1;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a schema says of one field, and of those below it, as rows of a table.
 *
 * @param path from spec or status, such as {@code thresholds[].min}
 * @param schema of the field itself
 * @param required whether whoever writes its parent has to write it
 */
record FieldReference(String path, JsonNode schema, boolean required) {
  private static final Pattern DEFAULT_IN_WORDS = Pattern.compile("\\s*Default: (.*?)\\.(?=\\s|$)");
  private static final List<List<String>> RANGES =
      List.of(
          List.of("minimum", "maximum", ""),
          List.of("minLength", "maxLength", " characters"),
          List.of("minItems", "maxItems", " items"),
          List.of("minProperties", "maxProperties", " entries"));

  /** The fields of an object in the order of the schema, each followed by those below it. */
  static Stream<FieldReference> of(String prefix, JsonNode object) {
    var required = texts(object.path("required"));
    return object.path("properties").properties().stream()
        .map(
            field ->
                new FieldReference(
                    prefix + field.getKey(), field.getValue(), required.contains(field.getKey())))
        .flatMap(field -> Stream.concat(Stream.of(field), field.below()));
  }

  private Stream<FieldReference> below() {
    return schema.has("items") ? of(path + "[].", schema.path("items")) : of(path + ".", schema);
  }

  /** The value in force where the field isn't set, as far as that is one; in words if need be. */
  Optional<String> defaultValue() {
    var words = DEFAULT_IN_WORDS.matcher(description());
    return schema.has("default")
        ? Optional.of(code(schema.path("default").toString().replace("\"", "").replace(",", ", ")))
        : words.find() ? Optional.of(words.group(1)) : Optional.empty();
  }

  private String description() {
    return schema.path("description").asText();
  }

  String row() {
    return Stream.of(
            code(path),
            type(schema),
            required ? "required" : defaultValue().orElse(""),
            String.join("; ", allowed()),
            DEFAULT_IN_WORDS.matcher(description()).replaceAll(""))
        .map(cell -> cell.replace("|", "\\|"))
        .collect(joining(" | ", "| ", " |\n"));
  }

  private static String type(JsonNode schema) {
    if (schema.has("items")) {
      return "list of " + type(schema.path("items"));
    }
    if (schema.has("additionalProperties")) {
      return "map to " + type(schema.path("additionalProperties"));
    }
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return "integer or string";
    }
    if (!schema.has("type")) {
      return "number or string";
    }
    var format = schema.path("format").asText();
    return switch (format) {
      case "date-time" -> "time";
      case "date" -> format;
      default -> schema.path("type").asText();
    };
  }

  private List<String> allowed() {
    var allowed = new ArrayList<String>(constraints(schema));
    constraints(schema.path("items")).forEach(each -> allowed.add("each " + each));
    constraints(schema.path("additionalProperties")).forEach(each -> allowed.add("each " + each));
    return allowed;
  }

  private static List<String> constraints(JsonNode schema) {
    var constraints = new ArrayList<String>();
    if (schema.has("enum")) {
      constraints.add(
          texts(schema.path("enum")).stream()
              .map(value -> value.isEmpty() ? "empty" : code(value))
              .collect(joining(", ")));
    }
    for (var range : RANGES) {
      range(schema.path(range.get(0)), schema.path(range.get(1)))
          .ifPresent(text -> constraints.add(text + range.get(2)));
    }
    if (schema.has("pattern")) {
      constraints.add(code(schema.path("pattern").asText()));
    }
    return constraints;
  }

  private static Optional<String> range(JsonNode least, JsonNode most) {
    if (least.isMissingNode() && most.isMissingNode()) {
      return Optional.empty();
    }
    if (least.isMissingNode()) {
      return Optional.of("at most " + plain(most));
    }
    if (most.isMissingNode()) {
      return Optional.of("at least " + plain(least));
    }
    // an empty range forbids a type
    return most.asDouble() < least.asDouble()
        ? Optional.empty()
        : Optional.of(plain(least) + " to " + plain(most));
  }

  private static String plain(JsonNode number) {
    BigDecimal value = number.decimalValue();
    return value.stripTrailingZeros().toPlainString();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
