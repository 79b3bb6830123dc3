package dev.netperf.operator.api.v1alpha1;

/** How the server's node and the client's node lie to each other. */
public enum Placement {
  /** Two distinct nodes. */
  DifferentNodes
}
