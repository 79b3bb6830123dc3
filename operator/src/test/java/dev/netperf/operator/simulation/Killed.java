package dev.netperf.operator.simulation;

/** The process is gone, wherever it was. */
public final class Killed extends Error {
  private static final long serialVersionUID = 1;

  /** At a request. */
  public Killed() {
    super("killed", null, false, false);
  }
}
