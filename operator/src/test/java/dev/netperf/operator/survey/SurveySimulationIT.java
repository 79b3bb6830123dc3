package dev.netperf.operator.survey;

import org.junit.jupiter.api.Test;

/** As {@link SurveySimulationTest}, for as long as a full build may take. */
class SurveySimulationIT {
  private static final int FIRST = 1001;
  private static final int SCHEDULES = 4000;

  @Test
  void noneOfFourThousandSchedulesBreaksAnInvariant() {
    SurveySimulationTest.play(FIRST, SCHEDULES);
  }
}
