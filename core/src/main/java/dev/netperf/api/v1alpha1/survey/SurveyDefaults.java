package dev.netperf.api.v1alpha1.survey;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.PodRetention;

/** What a survey's tests have where the template says nothing, other than tests of their own. */
public final class SurveyDefaults {
  /** Separate runs of each path. */
  public static final int REPETITIONS = 2;

  /** Length of each measurement in seconds. */
  public static final int DURATION_SECONDS = 5;

  /** Which finished probe pods stay. */
  public static final PodRetention POD_RETENTION = PodRetention.Never;

  /** A template without a word in it. */
  public static final NetPerfTestSpec SPEC =
      new NetPerfTestSpec(
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          REPETITIONS,
          null,
          null,
          DURATION_SECONDS,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          POD_RETENTION,
          null,
          null,
          null);

  private SurveyDefaults() {}
}
