package dev.netperf.operator.simulation;

/** What must never happen has happened. */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  /**
   * Of an invariant of docs/simulation.md.
   *
   * @param invariant its number there
   * @param what what was seen
   */
  public Violation(int invariant, String what) {
    super("invariant " + invariant + ": " + what);
  }

  /**
   * That an invariant of docs/simulation.md holds.
   *
   * @param invariant its number there
   * @param holds whether it does
   * @param otherwise what was seen if it doesn't, as a format
   * @param details for the format
   */
  @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library of ours
  public static void require(int invariant, boolean holds, String otherwise, Object... details) {
    if (!holds) {
      throw new Violation(invariant, otherwise.formatted(details));
    }
  }
}
