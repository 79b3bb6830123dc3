package dev.netperf.operator.simulation;

import org.junit.jupiter.api.Test;

/** As {@link SimulationTest}, for as long as a full build may take. */
class SimulationIT {
  private static final int FIRST = 1001;
  private static final int SCHEDULES = 10_000;

  @Test
  void noneOfTenThousandSchedulesBreaksAnInvariant() {
    SimulationTest.play(FIRST, SCHEDULES);
  }
}
