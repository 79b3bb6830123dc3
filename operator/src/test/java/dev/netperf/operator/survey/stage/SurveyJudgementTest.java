package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.survey.GroupVerdict;
import org.junit.jupiter.api.Test;

/** What a survey asks for, and whether it came to that: at its end, and anew after it. */
class SurveyJudgementTest {
  private static final String ALL_PAIRS = SurveyWorld.ALL_PAIRS;

  private static String require(String bounds) {
    return ALL_PAIRS
        + "require: {thresholds: [{measurement: TCPBandwidth, path: HostToHost, "
        + bounds
        + "}]}\n";
  }

  private static void assertJudged(SurveyWorld world, String reason, String ready, String passed) {
    assertThat(world.ready().reason()).isEqualTo(reason);
    assertThat(world.ready().status()).isEqualTo(ready);
    assertThat(world.status().condition(Condition.PASSED).orElseThrow().status()).isEqualTo(passed);
    assertThat(world.status().condition(Condition.STALLED).isPresent())
        .isEqualTo("False".equals(ready));
  }

  @Test
  void aRequirementThatDoesNotHoldAtTheDeadlineIsNoOpenQuestion() {
    // Given
    var world = SurveyWorld.of(3, ALL_PAIRS + "limits: {activeDeadlineSeconds: 60}\n").settle();
    world.measure(0);

    // When
    world.tick(61);

    // Then
    assertThat(world.ready().reason()).isEqualTo("DeadlineExceeded");
    assertThat(world.status().condition(Condition.PASSED).orElseThrow().status())
        .isEqualTo("False");
  }

  @Test
  void nothingIsJudgedWhilePairsAreMeasured() {
    // Given
    var world = SurveyWorld.of(3, require("min: 10G")).settle();

    // When
    world.measure(0);

    // Then
    assertThat(world.status().verdicts()).isEmpty();
    assertThat(world.ready().reason()).isEqualTo("Measuring");
  }

  @Test
  void tooFewPairsComeBeforeThresholds() {
    // Given a survey of three pairs, of which one fails, and all breach a threshold
    var world = SurveyWorld.of(3, require("min: 10G")).settle();
    world.fail(0, 1);
    world.measure(1).measure(2);
    world.fail(0, 2);

    // Then that is what is said first, and the verdicts stand all the same
    assertJudged(world, "Incomplete", "False", "False");
    assertThat(world.status().verdicts())
        .extracting(GroupVerdict::outcome)
        .containsExactly("Breached");
  }

  @Test
  void aRunThatHasEndedIsJudgedAnewByANewRequirement() {
    // Given one that measured two of three pairs, where nine of ten are required
    var world = SurveyWorld.of(3, ALL_PAIRS).settle();
    world.fail(0, 1);
    world.measure(1).measure(2);
    world.fail(0, 2);
    assertThat(world.ready().status()).isEqualTo("False");
    var before = world.status();

    // When two of three are enough
    world.change(ALL_PAIRS + "require: {minMeasuredPercent: 60}");

    // Then it is well, and nothing else has changed
    assertThat(world.ready().status()).isEqualTo("True");
    assertThat(world.ready().reason()).isEqualTo("Complete");
    assertThat(world.status().run()).isEqualTo(before.run());
    assertThat(world.status().progress()).isEqualTo(before.progress());
    assertThat(world.status().observedGeneration()).isEqualTo(2);

    // And back
    world.change(ALL_PAIRS);
    assertThat(world.ready().reason()).isEqualTo("Incomplete");
  }

  /** A later version's words might ask for more than was measured. */
  @Test
  void nothingPassesByAChangeThatIsNotUnderstood() {
    // Given one that has passed
    var world = SurveyWorld.of(3, ALL_PAIRS).settle();
    world.measure(0).measure(1).measure(2);
    assertJudged(world, "Complete", "True", "True");
    var progress = world.status().progress();

    // When it asks for something that this version doesn't know
    world.changeAhead(ALL_PAIRS + "require: {maxLoss: 0.1%}\n");

    // Then it has not, and keeps what was measured
    assertJudged(world, "Invalid", "False", "Unknown");
    assertThat(world.ready().message()).startsWith("spec.require.maxLoss is not understood by");
    assertThat(world.status().progress()).isEqualTo(progress);

    // And it has again when that is taken back
    world.changeAhead(ALL_PAIRS);
    assertJudged(world, "Complete", "True", "True");
  }

  @Test
  void whatAnotherVersionOfTheOperatorUnderstandsIsMeasuredByIt() {
    // Given a survey that this version doesn't understand
    var world = SurveyWorld.of(3, ALL_PAIRS);
    world.changeAhead(ALL_PAIRS + "require: {maxLoss: 0.1%}\n");
    assertJudged(world, "Invalid", "False", "Unknown");
    assertThat(world.underWay()).isEmpty();

    // When a version comes that does
    world.readAs(ALL_PAIRS + "require: {minMeasuredPercent: 50}\n");

    // Then it is measured
    assertThat(world.underWay()).containsExactly(world.test(0, 1));
  }

  @Test
  void aRunThatHasEndedIsJudgedAnewByNewThresholdsAndNotMeasured() {
    // Given one that measured all of its pairs
    var world = SurveyWorld.of(3, ALL_PAIRS).settle();
    world.measure(0).measure(1).measure(2);
    assertJudged(world, "Complete", "True", "True");
    assertThat(world.status().verdicts()).isEmpty();
    var before = world.status();

    // When more is wanted than there is
    world.change(require("min: 10G"));

    // Then
    assertJudged(world, "ThresholdBreached", "False", "False");
    assertThat(world.status().verdicts())
        .extracting(GroupVerdict::group, GroupVerdict::outcome)
        .containsExactly(tuple("all", "Breached"));

    // And when it is about nobody
    world.change(require("group: nobody, min: 1G"));
    assertJudged(world, "Inconclusive", "False", "Unknown");

    // And when less is wanted
    world.change(require("min: 9G"));
    assertJudged(world, "Complete", "True", "True");

    // And nothing at all, with which nothing was measured
    world.change(ALL_PAIRS);
    assertThat(world.status().verdicts()).isEmpty();
    assertThat(world.status().run()).isEqualTo(before.run());
    assertThat(world.status().progress()).isEqualTo(before.progress());
    assertThat(world.status().observedGeneration()).isEqualTo(5);
    assertThat(world.tests()).isEmpty();
  }

  @Test
  void whatATestMeasuresAfterTheEndIsNotTakenOver() {
    // Given a run that ended at its deadline, and could not delete the test that was under way
    var limited = ALL_PAIRS + "limits: {activeDeadlineSeconds: 60}\n";
    var world = SurveyWorld.of(3, limited).settle();
    var late = world.test(0, 1);
    world.keep(late).tick(60);
    assertThat(world.status().finished()).isTrue();
    var before = world.status().progress();

    // When that ends well, and the run is judged anew
    world.measure(0);
    world.change(limited + "require: {minMeasuredPercent: 10}");

    // Then nothing of it is in the status, nor in a slice, and it goes
    assertThat(world.status().progress()).isEqualTo(before);
    assertThat(world.ready().reason()).isEqualTo("DeadlineExceeded");
    assertThat(world.entries()).isEmpty();
    assertThat(world.decide().delete())
        .extracting(test -> test.getMetadata().getName())
        .containsExactly(late);
  }
}
