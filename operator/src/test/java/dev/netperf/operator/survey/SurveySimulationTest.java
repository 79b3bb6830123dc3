package dev.netperf.operator.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * Surveys under schedules of faults, from seeds; {@link SurveySimulationIT} plays ten thousand
 * more. {@code -Dsimulation.schedules=100000} plays another number, {@code -Dsimulation.first=}
 * others, and {@code -Dsimulation.seed=} one alone, with its story.
 */
class SurveySimulationTest {
  private static final long SCHEDULES = Long.getLong("simulation.schedules", 500);
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final Long ONE = Long.getLong("simulation.seed");
  private static final int NODES = 50;
  private static final int PAIRS = 150;
  private static final int MOST_REQUESTS_OF_A_PAIR = 3;

  @Test
  void noScheduleOfFaultsBreaksAnInvariant() {
    if (ONE != null) {
      tell(ONE);
      return;
    }
    play(FIRST, SCHEDULES);
  }

  static void play(long first, long schedules) {
    // When surveys go through these schedules
    long start = System.nanoTime();
    var found = SurveySchedules.play(first, schedules);

    // Then no invariant is broken in any
    found.firstBad().ifPresent(SurveySimulationTest::tell);
    System.out.printf(
        "%,d schedules, %,d requests, %,d tests measured in %.1f s%n",
        schedules, found.requests(), found.measured(), (System.nanoTime() - start) / 1e9);
    assertThat(found.measured()).as("something was measured").isGreaterThan(schedules);
  }

  @Test
  void aSeedTellsTheSameStoryEachTime() {
    assertThat(SurveySimulation.play(7, true).story())
        .isNotEmpty()
        .isEqualTo(SurveySimulation.play(7, true).story());
  }

  @Test
  void anUndisturbedSurveyCostsFewRequests() {
    // When fifty nodes are surveyed, each with six partners
    var outcome = SurveySimulation.undisturbed(NODES);

    // Then each of the pairs costs at most three requests of the survey itself
    System.out.printf("%d requests for %d pairs%n", outcome.requests(), outcome.pairs());
    assertThat(outcome.violation()).isEmpty();
    assertThat(outcome.pairs()).isEqualTo(PAIRS);
    assertThat(outcome.measured()).isEqualTo(PAIRS);
    assertThat(outcome.requests()).isLessThanOrEqualTo(PAIRS * MOST_REQUESTS_OF_A_PAIR);
  }

  private static void tell(long seed) {
    var outcome = SurveySimulation.play(seed, true);
    System.out.println(outcome.story());
    outcome
        .violation()
        .ifPresent(
            violation ->
                fail("seed %d: %s; -Dsimulation.seed=%d replays it", seed, violation, seed));
  }
}
