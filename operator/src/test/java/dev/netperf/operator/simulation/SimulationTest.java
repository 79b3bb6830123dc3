package dev.netperf.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * Schedules of faults, from seeds; {@link SimulationIT} plays ten thousand more. {@code
 * -Dsimulation.schedules=1000000} plays another number, {@code -Dsimulation.first=} others, and
 * {@code -Dsimulation.seed=} one alone, with its story.
 */
class SimulationTest {
  private static final long SCHEDULES = Long.getLong("simulation.schedules", 500);
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final Long ONE = Long.getLong("simulation.seed");

  @Test
  void noScheduleOfFaultsBreaksAnInvariant() {
    if (ONE != null) {
      tell(ONE);
      return;
    }
    play(FIRST, SCHEDULES);
  }

  static void play(long first, long schedules) {
    // When the cluster goes through these schedules
    long start = System.nanoTime();
    var found = Schedules.play(first, schedules);

    // Then no invariant is broken in any
    found.firstBad().ifPresent(SimulationTest::tell);
    System.out.printf(
        "%,d schedules, %,d requests, %,d measurements in %.1f s%n",
        schedules, found.requests(), found.measurements(), (System.nanoTime() - start) / 1e9);
    assertThat(found.measurements()).as("something was measured").isGreaterThan(schedules);
  }

  @Test
  void aSeedTellsTheSameStoryEachTime() {
    assertThat(Simulation.play(7, true).story())
        .isNotEmpty()
        .isEqualTo(Simulation.play(7, true).story());
  }

  private static void tell(long seed) {
    var outcome = Simulation.play(seed, true);
    System.out.println(outcome.story());
    outcome
        .violation()
        .ifPresent(
            violation ->
                fail("seed %d: %s; -Dsimulation.seed=%d replays it", seed, violation, seed));
  }
}
