package dev.netperf.operator.survey.stage;

import dev.netperf.operator.probe.Labels;
import java.util.Set;

/** The labels of a survey's tests and slices. */
public final class SurveyLabels {
  /** The survey's name. */
  public static final String SURVEY = "netperf.dev/survey";

  /** The survey's uid. */
  public static final String SURVEY_UID = "netperf.dev/survey-uid";

  /** The id of the survey's run. */
  public static final String RUN = "netperf.dev/survey-run";

  /** Of a test: its pair's place in the plan, and its attempt beyond the first, as 0042-2. */
  public static final String PAIR = "netperf.dev/pair";

  /** The keys of all, and of those that every object of ours has. */
  public static final Set<String> ALL = Set.of(Labels.MANAGED_BY, SURVEY, SURVEY_UID, RUN, PAIR);

  private SurveyLabels() {}
}
