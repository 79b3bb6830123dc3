package dev.netperf.operator.placement;

/**
 * How a test stands to measuring: as many samples are taken at a time as there are slots.
 *
 * @param kind whether it measures
 * @param attempt which attempt it is about; names no other of any run of the test
 */
public record SlotUse(Kind kind, String attempt) {
  /** It doesn't want to measure. */
  public static final SlotUse NONE = new SlotUse(Kind.NONE, "");

  /** Whether a test measures. */
  public enum Kind {
    /** It doesn't want to measure now. */
    NONE,
    /** It waits for its turn. */
    AWAITED,
    /** It begins to measure with this decision. */
    TAKEN,
    /** Its client is there already. */
    KEPT
  }

  /** Whether a slot is in use. */
  public boolean measures() {
    return kind == Kind.TAKEN || kind == Kind.KEPT;
  }
}
