package dev.netperf.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.text.Digest;

/**
 * How the identity of a run is made, whatever its kind: of what is measured, by which resource,
 * from which generation on.
 *
 * <p>Fields equal to their default are left out, so that a field added by a later version does not
 * begin new runs. The generation is in it because a spec may change there and back: the second run
 * must not take what the first one made for its own.
 */
public final class Identity {
  /** So many that nobody finds two specs with the same, of which one is measured. */
  private static final int DIGITS = 32;

  private Identity() {}

  /** What writes a spec the same way each time. */
  public static JsonMapper.Builder json() {
    return JsonMapper.builder()
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  }

  /**
   * 32 hexadecimal digits.
   *
   * @param uid of the resource
   * @param generation the generation that began the run
   * @param measured the spec without the fields that don't change what is measured; fields equal to
   *     their default are removed from it
   * @param defaults a spec without a word in it
   */
  public static String of(String uid, long generation, ObjectNode measured, JsonNode defaults) {
    removeDefaults(measured, defaults);
    return Digest.sha256(uid + '\n' + generation + '\n' + measured).substring(0, DIGITS);
  }

  private static void removeDefaults(ObjectNode node, JsonNode defaults) {
    node.properties().removeIf(field -> field.getValue().equals(defaults.path(field.getKey())));
    for (var field : node.properties()) {
      if (field.getValue() instanceof ObjectNode child) {
        removeDefaults(child, defaults.path(field.getKey()));
      }
    }
  }
}
