package dev.netperf.operator.simulation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** As {@link SimulationTest}, for as long as a full build may take. */
@Execution(ExecutionMode.CONCURRENT)
class SimulationIT {
  private static final int FIRST = 1001;
  private static final int SCHEDULES = 10_000;

  @Test
  void noneOfTenThousandSchedulesBreaksAnInvariant() {
    SimulationTest.play(FIRST, SCHEDULES);
  }
}
