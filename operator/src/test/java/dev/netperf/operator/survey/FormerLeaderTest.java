package dev.netperf.operator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.simulation.ApiServer;
import org.junit.jupiter.api.Test;

/** What one request may do that was on its way when its operator lost the Lease. */
class FormerLeaderTest {
  private static final String END = "failed=0, skipped=1.*CreateRefused";
  private static final String LATE = "former +slice fleet-\\w+-000: 1 entries";

  @Test
  void aSliceMayComeWhenTheRunHasEnded() {
    // When the first slice is on its way while another operator ends the run
    var outcome = SurveySimulation.scripted(FormerLeaderTest::lateSlice);

    // Then it is there, and the run stays as it ended
    assertThat(outcome.story()).containsPattern("(?s)" + END + ".*" + LATE);
    assertThat(outcome.violation()).isEmpty();
  }

  @Test
  void aStatusThatIsWrittenLaterCountsIt() {
    // When the spec is touched after that
    var outcome =
        SurveySimulation.scripted(
            world -> {
              lateSlice(world);
              world.agenda.in(SurveySimulation.STORM, world.users::wantMore);
            });

    // Then the run is told anew, with what came late
    assertThat(outcome.story()).containsPattern("(?s)" + LATE + ".*failed=1, skipped=0");
    assertThat(outcome.violation()).isEmpty();
  }

  /** Of a test that somebody deleted; the next operator never saw it, and may make none. */
  private static void lateSlice(SurveySimulation world) {
    world.users.nodes(2);
    world.users.create("coverage: {mode: AllPairs}\n");
    world.agenda.in(
        5000,
        () -> {
          world.invariants.expectsRefusal();
          world.api.refuseTests(
              ApiServer.error(422, "ValidatingAdmissionPolicy 'tests' denied request: no"));
          world.freezeWith("slice");
          world.users.deleteChild();
        });
  }
}
