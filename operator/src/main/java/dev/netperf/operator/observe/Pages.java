package dev.netperf.operator.observe;

/**
 * Lists come in pages. The answer for thousands of objects, as text and as objects at once, would
 * not fit into the operator's memory: it could not be started any more. An API server bounds a page
 * by a number of objects only, and an object may have 1.5 MiB (etcd's bound): so that any page
 * fits, one of what tenants make has few.
 */
public final class Pages {
  /** Objects in a page of tests, pods or Services: 15 MiB of text at worst. */
  public static final long SIZE = 10;

  /** Nodes in a page: no tenant makes or fills one. */
  public static final long NODES = 100;

  private Pages() {}
}
