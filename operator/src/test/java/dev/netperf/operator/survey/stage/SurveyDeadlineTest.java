package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a run ends at the latest, and what its user may change of that. */
class SurveyDeadlineTest {
  private static final String EIGHT = SurveyWorld.ALL_PAIRS + "concurrency: {maxPairs: 8}\n";
  private static final String ONE = SurveyWorld.ALL_PAIRS + "concurrency: {maxPairs: 1}\n";

  private static String limited(int seconds) {
    return SurveyWorld.ALL_PAIRS + "limits: {activeDeadlineSeconds: " + seconds + "}\n";
  }

  private static String deadline(SurveyWorld world) {
    return world.status().run().deadline();
  }

  @Test
  void aLimitThatIsRaisedInMidRunHoldsFromThePlanOn() {
    // Given
    var world = SurveyWorld.of(4, limited(60)).settle();
    assertThat(deadline(world)).isEqualTo("2026-01-01T00:01:00Z");

    // When it is raised after 30 s
    world.tick(30).change(limited(600));

    // Then
    assertThat(deadline(world)).isEqualTo("2026-01-01T00:10:00Z");
    assertThat(world.tick(569).status().finished()).isFalse();
    assertThat(world.tick(1).ready().reason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void aLimitThatIsRaisedAtTheLastMomentHolds() {
    // Given a run whose time is over, though nobody has looked yet
    var world = SurveyWorld.of(4, limited(60)).settle();

    // When its user was faster
    world.changeIn(60, limited(600));

    // Then
    assertThat(world.status().finished()).isFalse();
  }

  @Test
  void aLimitThatIsLoweredHolds() {
    // Given
    var world = SurveyWorld.of(4, limited(600)).settle().tick(120);

    // When less is allowed than has passed
    world.change(limited(60));

    // Then
    assertThat(world.ready().reason()).isEqualTo("DeadlineExceeded");
    assertThat(world.underWay()).isEmpty();
  }

  @Test
  void afterASuspensionALimitHoldsFromItsEndOn() {
    // Given a run that was suspended for an hour
    var world = SurveyWorld.of(4, limited(60)).settle();
    world.change(limited(60) + "suspend: true\n").tick(3600).change(limited(60));
    assertThat(deadline(world)).isEqualTo("2026-01-01T01:01:00Z");

    // When the limit is raised later
    world.tick(30).change(limited(90));

    // Then
    assertThat(deadline(world)).isEqualTo("2026-01-01T01:01:30Z");
  }

  /** The operator may let one sample be taken at a time, whatever a survey says. */
  @Test
  void whereNobodySetsALimitThereIsTimeForOnePairAfterTheOther() {
    // Given a survey of 45 pairs, five at a time, and the same with one at a time
    var five = SurveyWorld.of(10, EIGHT).settle();
    var one = SurveyWorld.of(10, ONE).settle();

    // Then both have the time that the second one takes, twice
    long seconds = one.status().progress().remainingSeconds();
    assertThat(five.status().progress().remainingSeconds()).isLessThan(seconds);
    assertThat(Instant.parse(deadline(five)))
        .isEqualTo(Instant.parse("2026-01-01T00:30:00Z").plusSeconds(2 * seconds));
    assertThat(deadline(one)).isEqualTo(deadline(five));
  }

  @Test
  void aChangeTakesNoTimeAwayWhereNobodySetsALimit() {
    // Given
    var world = SurveyWorld.of(10, ONE).settle();
    var before = deadline(world);

    // When it goes on with more at a time, or is judged by something else
    assertThat(deadline(world.change(EIGHT))).isEqualTo(before);
    assertThat(deadline(world.change(EIGHT + "require: {minMeasuredPercent: 5}\n")))
        .isEqualTo(before);
  }

  @Test
  void withoutAChangeTheDeadlineStays() {
    // Given
    var world = SurveyWorld.of(10, ONE).settle();
    var before = deadline(world);

    // Then
    assertThat(deadline(world.tick(600))).isEqualTo(before);
  }
}
