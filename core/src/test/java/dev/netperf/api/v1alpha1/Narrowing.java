package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a schema refuses, or no longer has, that an earlier one took: an object that is stored, or a
 * manifest that somebody keeps, would break by it.
 */
final class Narrowing {
  private static final List<String> UPPER =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");
  private static final List<String> LOWER =
      List.of("minimum", "minLength", "minItems", "minProperties");
  private static final List<String> SAME =
      List.of(
          "type",
          "format",
          "pattern",
          "default",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-int-or-string");

  private final List<String> found = new ArrayList<>();

  private Narrowing() {}

  /** Each as the path of the field and what is wrong with it. */
  static List<String> of(JsonNode before, JsonNode after) {
    var narrowing = new Narrowing();
    narrowing.compare("", before, after);
    return narrowing.found;
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    SAME.stream()
        .filter(key -> !before.path(key).equals(after.path(key)))
        .forEach(key -> found.add(path + ": other " + key));
    UPPER.stream()
        .filter(key -> after.has(key) && bound(before, key, false) > bound(after, key, false))
        .forEach(key -> found.add(path + ": lower " + key));
    LOWER.stream()
        .filter(key -> after.has(key) && bound(before, key, true) < bound(after, key, true))
        .forEach(key -> found.add(path + ": higher " + key));
    if (after.has("enum")
        && (!before.has("enum") || !words(after, "enum").containsAll(words(before, "enum")))) {
      found.add(path + ": fewer values");
    }
    if (!words(before, "required").containsAll(words(after, "required"))) {
      found.add(path + ": more is required");
    }
    if (!words(before, "x-kubernetes-validations")
        .containsAll(words(after, "x-kubernetes-validations"))) {
      found.add(path + ": other rules");
    }
    for (var property : before.path("properties").properties()) {
      var same = after.path("properties").path(property.getKey());
      if (same.isMissingNode()) {
        found.add(path + "." + property.getKey() + ": removed");
      } else {
        compare(path + "." + property.getKey(), property.getValue(), same);
      }
    }
    for (var nested : List.of("items", "additionalProperties")) {
      if (before.has(nested)) {
        compare(path + "[]", before.path(nested), after.path(nested));
      }
    }
  }

  private static double bound(JsonNode schema, String key, boolean lower) {
    var none = lower ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return schema.path(key).asDouble(none);
  }

  /** Of rules, what they say: how they put it to the user may change. */
  private static Set<String> words(JsonNode schema, String key) {
    var words = new HashSet<String>();
    schema.path(key).forEach(word -> words.add(word.path("rule").asText(word.asText())));
    return words;
  }
}
