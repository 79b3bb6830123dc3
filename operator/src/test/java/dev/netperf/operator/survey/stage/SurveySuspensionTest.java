package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests of a survey that its user suspends. */
class SurveySuspensionTest {
  private static final String TWO_PAIRS = SurveyWorld.ALL_PAIRS + "concurrency: {maxPairs: 2}\n";
  private static final String SUSPENDED = TWO_PAIRS + "suspend: true\n";

  @Test
  void aTestThatWaitsForNodesIsWithdrawnWhenItsSurveyIsSuspended() {
    // Given a survey whose test stands in the queue
    var world = SurveyWorld.of(3, TWO_PAIRS).settle();
    var waiting = world.test(0, 1);
    world.waits(waiting);

    // When it is suspended
    world.change(SUSPENDED);

    // Then nothing of it is left that could begin
    assertThat(world.underWay()).isEmpty();
    assertThat(world.ready().reason()).isEqualTo("Suspended");
    assertThat(world.status().run().deadline()).isNull();

    // And it is made again when the survey goes on, which has cost it nothing
    world.change(TWO_PAIRS);
    assertThat(world.underWay()).contains(waiting);
    assertThat(world.entries()).isEmpty();
  }

  @Test
  void aTestThatNobodyHasSeenYetIsWithdrawn() {
    // Given
    var world = SurveyWorld.of(3, TWO_PAIRS).settle();
    assertThat(world.underWay()).hasSize(1);

    // Then
    assertThat(world.change(SUSPENDED).underWay()).isEmpty();
  }

  @Test
  void aPairUnderWayIsMeasuredToItsEnd() {
    // Given a survey of two pairs at a time, one of which is measured, the other one waits
    var world = SurveyWorld.of(4, TWO_PAIRS).settle();
    var names = world.underWay();
    assertThat(names).hasSize(2);
    world.begin(names.get(0)).waits(names.get(1));

    // When it is suspended
    world.change(SUSPENDED);

    // Then the one stays, and only that one is told of
    assertThat(world.underWay()).containsExactly(names.get(0));
    assertThat(world.ready().message()).isEqualTo("Suspended after the pairs under way: 1");
    assertThat(world.status().run().deadline()).isNull();

    // And nothing comes after it
    world.complete(names.get(0), 9_400_000_000L, 9_412_000_000L);
    assertThat(world.ready().message()).startsWith("Suspended, pairs kept: 1");
    assertThat(world.underWay()).isEmpty();
  }

  @Test
  void aLimitedTimeStandsStillWhileTheLastPairsAreMeasured() {
    // Given a survey with a limit, suspended shortly before it, with a pair under way
    var limited = SurveyWorld.ALL_PAIRS + "limits: {activeDeadlineSeconds: 60}\n";
    var world = SurveyWorld.of(3, limited).settle();
    world.begin(world.underWay().get(0)).tick(59).change(limited + "suspend: true\n");

    // When the limit would have passed
    world.tick(30);

    // Then that pair is measured to its end
    assertThat(world.status().finished()).isFalse();
    assertThat(world.underWay()).hasSize(1);
  }

  @Test
  void aSuspensionAtTheLastMomentHolds() {
    // Given a run whose time is over, though nobody has looked yet
    var limited = SurveyWorld.ALL_PAIRS + "limits: {activeDeadlineSeconds: 60}\n";
    var world = SurveyWorld.of(3, limited).settle();

    // When its user was faster
    world.changeIn(60, limited + "suspend: true\n");

    // Then it waits for him
    assertThat(world.status().finished()).isFalse();
    assertThat(world.ready().reason()).isEqualTo("Suspended");
    assertThat(world.status().run().deadline()).isNull();

    // And has its time anew when it goes on
    world.changeIn(60, limited).tick(59);
    assertThat(world.ready().reason()).isEqualTo("Measuring");
  }
}
