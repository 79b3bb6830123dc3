package dev.netperf.text;

import dev.netperf.api.v1alpha1.Unread;
import java.util.List;
import java.util.Optional;

/** What is said of a spec that this version of the operator doesn't understand. */
public final class NotUnderstood {
  /** In bytes. */
  private static final int LONGEST_VALUE = 200;

  private NotUnderstood() {}

  /** Names the first of these fields and its value; empty: there is none. */
  public static Optional<String> of(List<Unread> fields) {
    return fields.stream()
        .findFirst()
        .map(
            unread ->
                unread.field()
                    + " is not understood by this version of the operator: "
                    + OneLine.cut(unread.value(), LONGEST_VALUE));
  }
}
