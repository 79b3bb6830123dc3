package dev.netperf.api.v1alpha1;

/**
 * What the resources of a probe must be, in CEL, beyond the form of each quantity. CEL doesn't see
 * a cpu, which may be text, a whole number or a fraction ({@code 500m}, 1, 0.5): the only type of
 * several that a schema has is text-or-integer. So what is compared with a cpu is compared by the
 * operator.
 *
 * <p>Nothing is computed of a text that is not of the right form, see {@link BoundRules}.
 */
final class ResourceRules {
  static final String IS_QUANTITY = ".matches('" + Formats.QUANTITY + "')";

  /** In CEL a hyphen in a field's name is written out. */
  private static final String STORAGE = "ephemeral__dash__storage";

  private static final String MEMORY_REQUEST = "string(self.requests.memory)";
  private static final String MEMORY_LIMIT = "string(self.limits.memory)";
  private static final String STORAGE_REQUEST = "string(self.requests." + STORAGE + ")";
  private static final String STORAGE_LIMIT = "string(self.limits." + STORAGE + ")";

  /** Names that the schema doesn't know have no type; all that CEL can do is to count them. */
  static final String KNOWN =
      "size(dyn(self)) == (has(dyn(self).cpu) ? 1 : 0) + (has(self.memory) ? 1 : 0)"
          + (" + (has(self." + STORAGE + ") ? 1 : 0)");

  static final String UNKNOWN =
      "probe.resources: cpu, memory and ephemeral-storage only; others, such as example.com/nic,"
          + " stand in probe.resources.extended";

  static final String MEMORY_IN_ORDER =
      "!has(self.requests) || !has(self.limits)"
          + " || !has(self.requests.memory) || !has(self.limits.memory)"
          + (" || !" + MEMORY_REQUEST + IS_QUANTITY + " || !" + MEMORY_LIMIT + IS_QUANTITY)
          + (" || quantity(" + MEMORY_REQUEST + ").compareTo(quantity(" + MEMORY_LIMIT + ")) <= 0");

  static final String STORAGE_IN_ORDER =
      "!has(self.requests) || !has(self.limits)"
          + (" || !has(self.requests." + STORAGE + ") || !has(self.limits." + STORAGE + ")")
          + (" || !" + STORAGE_REQUEST + IS_QUANTITY + " || !" + STORAGE_LIMIT + IS_QUANTITY)
          + (" || quantity(" + STORAGE_REQUEST + ")")
          + (".compareTo(quantity(" + STORAGE_LIMIT + ")) <= 0");

  /** Shorter than a label's key: where a quota counts it, {@code requests.} comes before it. */
  static final String EXTENDED =
      "self.all(k, k.size() <= 308 && k.indexOf('/') <= 244 && !k.startsWith('requests.')"
          + (" && !k.contains('kubernetes.io/') && k.matches('"
              + Formats.EXTENDED_RESOURCE
              + "'))");

  private ResourceRules() {}
}
