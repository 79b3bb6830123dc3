package dev.netperf.fleet;

/**
 * Two nodes that are measured with each other, by their places among the planned nodes, from 0.
 *
 * @param a one of them; the client, where there is a direction
 * @param b the other one
 */
record Link(int a, int b) {

  /** The other direction. */
  Link reversed() {
    return new Link(b, a);
  }

  /** As it stands in a plan. */
  @Override
  public String toString() {
    return a + "-" + b;
  }
}
