package dev.netperf.api.v1alpha1.survey;

import dev.netperf.api.v1alpha1.ResourceReader;

/** Reads surveys. */
final class NetPerfSurveyReader
    extends ResourceReader<NetPerfSurveySpec, NetPerfSurveyStatus, NetPerfSurvey> {
  private static final long serialVersionUID = 1;

  NetPerfSurveyReader() {
    super(
        NetPerfSurvey.class,
        NetPerfSurvey::new,
        NetPerfSurveySpec.class,
        NetPerfSurveySpec.DEFAULTS,
        NetPerfSurveyStatus.class);
  }
}
