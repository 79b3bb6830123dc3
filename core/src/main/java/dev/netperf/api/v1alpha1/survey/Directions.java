package dev.netperf.api.v1alpha1.survey;

/** Who is client and who is server of a pair. */
public enum Directions {
  /** Each pair is measured once; a node is the client in about half of its pairs. */
  Alternate,
  /** Each pair is measured twice, once in each direction. */
  Both
}
