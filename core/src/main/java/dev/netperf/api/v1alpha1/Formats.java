package dev.netperf.api.v1alpha1;

/**
 * How Kubernetes writes names and quantities, as regular expressions of RE2 for the schema. They
 * are those of the API server's own validation of pods (apimachinery, {@code validation} and {@code
 * resource}); a test asks it about both.
 */
public final class Formats {
  private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
  private static final String DOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

  /** The longest key of a label or taint: a domain of 253 characters, a slash, a name of 63. */
  public static final int LONGEST_KEY = 317;

  /** The longest domain, which no expression can count beside the rest. */
  public static final int LONGEST_DOMAIN = 253;

  /** The key of a label or a taint. */
  public static final String LABEL_KEY = "^(" + DOMAIN + "/)?" + NAME + "$";

  /** The same, or nothing. */
  public static final String LABEL_KEY_OR_NONE = "^((" + DOMAIN + "/)?" + NAME + ")?$";

  /** The value of a label or a taint; may be empty. */
  public static final String LABEL_VALUE = "^(" + NAME + ")?$";

  /** A resource that is not Kubernetes' own, as {@code example.com/nic}. */
  public static final String EXTENDED_RESOURCE = "^" + DOMAIN + "/" + NAME + "$";

  /** A whole number that nothing overflows. */
  public static final String COUNT = "^[0-9]{1,9}$";

  /**
   * A quantity that is not negative, and that is computed in no time: the API server takes minutes
   * to compare {@code 1e999999999} with anything.
   */
  public static final String QUANTITY =
      "^[+]?([0-9]{1,15}([.][0-9]{0,20})?|[.][0-9]{1,20})"
          + "([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,2})?$";

  /** The longest quantity of that form. */
  public static final int LONGEST_QUANTITY = 41;

  private Formats() {}
}
