package dev.netperf.operator.observe;

/**
 * Lists come in pages. The answer for thousands of objects, as text and as objects at once, would
 * not fit into the operator's memory: it could not be started any more.
 */
public final class Pages {
  /** Objects in a page; client-go's too. */
  public static final long SIZE = 500;

  private Pages() {}
}
