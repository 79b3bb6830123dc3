package dev.netperf.api.v1alpha1;

/**
 * What the bounds of a threshold must be, in CEL. A bound is text or a whole number, so its type is
 * known only when a rule runs; as text it says the same either way. Nothing is computed of a text
 * that is not of the right form: the API server takes minutes for a quantity such as {@code
 * 1e999999999}, and its patterns don't keep it from running the rules.
 */
final class BoundRules {
  private static final String IS_BANDWIDTH = ".matches('^[0-9]{1,15}([.][0-9]{1,3})?[kMGT]?$')";
  private static final String IS_LATENCY = ".matches('^[0-9]{1,9}([.][0-9]{1,3})?(ns|us|ms|s)$')";

  private static final String MIN = "string(self.min)";
  private static final String MAX = "string(self.max)";

  private static final String NO_MIN_OF_BANDWIDTH =
      "!has(self.min) || !self.measurement.endsWith('Bandwidth') || ";
  private static final String NO_MAX_OF_BANDWIDTH =
      "!has(self.max) || !self.measurement.endsWith('Bandwidth') || ";
  private static final String NO_MIN_OF_LATENCY =
      "!has(self.min) || !self.measurement.endsWith('Latency') || ";
  private static final String NO_MAX_OF_LATENCY =
      "!has(self.max) || !self.measurement.endsWith('Latency') || ";

  static final String MIN_IS_A_BANDWIDTH =
      NO_MIN_OF_BANDWIDTH
          + (MIN + IS_BANDWIDTH + " && quantity(" + MIN + ").isGreaterThan(quantity('0'))");

  static final String MAX_IS_A_BANDWIDTH =
      NO_MAX_OF_BANDWIDTH
          + (MAX + IS_BANDWIDTH + " && quantity(" + MAX + ").isGreaterThan(quantity('0'))");

  static final String MIN_IS_A_LATENCY =
      NO_MIN_OF_LATENCY + (MIN + IS_LATENCY + " && duration(" + MIN + ") > duration('0s')");

  static final String MAX_IS_A_LATENCY =
      NO_MAX_OF_LATENCY + (MAX + IS_LATENCY + " && duration(" + MAX + ") > duration('0s')");

  static final String BANDWIDTHS_IN_ORDER =
      NO_MIN_OF_BANDWIDTH
          + ("!has(self.max) || !" + MIN + IS_BANDWIDTH + " || !" + MAX + IS_BANDWIDTH)
          + (" || quantity(" + MIN + ").compareTo(quantity(" + MAX + ")) <= 0");

  static final String LATENCIES_IN_ORDER =
      NO_MIN_OF_LATENCY
          + ("!has(self.max) || !" + MIN + IS_LATENCY + " || !" + MAX + IS_LATENCY)
          + (" || duration(" + MIN + ") <= duration(" + MAX + ")");

  private BoundRules() {}
}
