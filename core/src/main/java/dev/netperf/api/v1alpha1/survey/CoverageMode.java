package dev.netperf.api.v1alpha1.survey;

/** Which pairs of the nodes are measured. */
public enum CoverageMode {
  /** Each node with some partners, most of them of its own group. */
  Sample,
  /** Every pair of nodes. */
  AllPairs,
  /** Some pairs within each group, and between each two groups. */
  Groups,
  /** Every node with each of some reference nodes. */
  Reference
}
