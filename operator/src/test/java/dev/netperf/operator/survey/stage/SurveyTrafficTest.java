package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import org.junit.jupiter.api.Test;

/** What pairs move, and what they may. */
class SurveyTrafficTest {
  private static final String ALL_PAIRS = SurveyWorld.ALL_PAIRS;

  /** Two samples of 5 s at 8 Gbit/s are 10 GB. */
  @Test
  void whatFailedPairsMovedCountsOnceForEachTry() {
    // Given a survey that may move 15 GB
    var world = SurveyWorld.of(2, ALL_PAIRS + "limits: {traffic: 15G}\n").settle();

    // When its pair moves 5 GB and fails, twice
    world.failAfter(world.test(0, 1), 8_000_000_000L);
    assertThat(world.status().traffic().bytes()).isEqualTo(5_000_000_000L);
    world.failAfter(world.test(0, 2), 8_000_000_000L);

    // Then
    assertThat(world.status().traffic().bytes()).isEqualTo(10_000_000_000L);
    assertThat(world.entries())
        .extracting(SurveyEntry::bytes)
        .containsExactly(5_000_000_000L, 10_000_000_000L);
  }

  @Test
  void noPairBeginsOnceFailedOnesHaveMovedAllThatMayBe() {
    // Given
    var world = SurveyWorld.of(3, ALL_PAIRS + "limits: {traffic: 5G}\n").settle();

    // When
    world.failAfter(world.test(0, 1), 8_000_000_000L);

    // Then
    assertThat(world.ready().reason()).isEqualTo("TrafficLimit");
    assertThat(world.underWay()).isEmpty();
  }

  @Test
  void withALimitOnTrafficNoMorePairsBeginThanAreExpectedToKeepIt() {
    // Given a survey that may move 12 GB, eight pairs at a time
    var world =
        SurveyWorld.of(10, ALL_PAIRS + "concurrency: {maxPairs: 8}\nlimits: {traffic: 12G}\n")
            .settle();

    // Then the first pair goes alone
    assertThat(world.underWay()).hasSize(1);

    // And when it has moved 8 GB, there is room for one more, not for eight
    complete(world, 6_400_000_000L);
    assertThat(world.underWay()).hasSize(1);

    // And for none, when that has moved as much again
    complete(world, 6_400_000_000L);
    assertThat(world.ready().reason()).isEqualTo("TrafficLimit");
  }

  @Test
  void pairsThatMoveNothingDoNotWaitForEachOtherForTheSakeOfALimit() {
    // Given a survey of latency alone
    var world =
        SurveyWorld.of(10, ALL_PAIRS + "concurrency: {maxPairs: 3}\nlimits: {traffic: 12G}\n")
            .settle();

    // When a pair has moved nothing
    world.complete(world.underWay().get(0));

    // Then as many go on as may
    assertThat(world.underWay()).hasSize(3);
  }

  private static void complete(SurveyWorld world, long bitsPerSecond) {
    world.complete(world.underWay().get(0), bitsPerSecond, bitsPerSecond);
  }
}
