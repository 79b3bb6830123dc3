package dev.netperf.api.v1alpha1.survey;

/** Which tests of a survey stay after their values were taken over. */
public enum KeepTests {
  /** None. */
  Never,
  /** Those that failed, the newest 20. */
  Failed
}
