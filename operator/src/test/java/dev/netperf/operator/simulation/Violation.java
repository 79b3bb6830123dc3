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
}
