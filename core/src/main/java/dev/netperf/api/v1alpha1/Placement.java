package dev.netperf.api.v1alpha1;

/** How the server's node and the client's node lie to each other. */
public enum Placement {
  /** Two distinct nodes. */
  DifferentNodes,
  /** Two nodes whose labels topology.kubernetes.io/zone differ; a node without it has no zone. */
  DifferentZones,
  /** Two distinct nodes with the same label topology.kubernetes.io/zone. */
  SameZone,
  /** One node for both: what the node's own network stack and its bridges cost. */
  SameNode
}
