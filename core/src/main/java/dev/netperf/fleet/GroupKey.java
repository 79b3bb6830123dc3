package dev.netperf.fleet;

import java.util.Comparator;

/**
 * A group, or two.
 *
 * @param group the group, or the first one by name of two
 * @param with the other one; empty: within the group
 */
record GroupKey(String group, String with) implements Comparable<GroupKey> {
  private static final Comparator<GroupKey> WITHIN_FIRST =
      Comparator.comparing((GroupKey key) -> !key.within())
          .thenComparing(GroupKey::group)
          .thenComparing(GroupKey::with);

  /** Of the two nodes of a pair, whichever of them is the client. */
  static GroupKey of(String one, String other) {
    int order = one.compareTo(other);
    if (order == 0) {
      return within(one);
    }
    return order < 0 ? new GroupKey(one, other) : new GroupKey(other, one);
  }

  static GroupKey within(String group) {
    return new GroupKey(group, "");
  }

  boolean within() {
    return with.isEmpty();
  }

  @Override
  public int compareTo(GroupKey other) {
    return WITHIN_FIRST.compare(this, other);
  }
}
