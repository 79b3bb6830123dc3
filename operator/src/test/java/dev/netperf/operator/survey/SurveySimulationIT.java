package dev.netperf.operator.survey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** As {@link SurveySimulationTest}, for as long as a full build may take. */
@Execution(ExecutionMode.CONCURRENT)
class SurveySimulationIT {
  private static final int FIRST = 1001;
  private static final int SCHEDULES = 4000;

  @Test
  void noneOfFourThousandSchedulesBreaksAnInvariant() {
    SurveySimulationTest.play(FIRST, SCHEDULES);
  }
}
