package dev.netperf.api.v1alpha1;

/** Why a sample that was taken is not counted. */
public enum Exclusion {
  /** It warms up; {@code spec.warmups} asks for it. */
  Warmup,
  /**
   * A failed attempt or a long pause parted it from the other samples of its repetition, which was
   * taken anew as a whole, so that what is compared lies together in time.
   */
  RepetitionParted
}
