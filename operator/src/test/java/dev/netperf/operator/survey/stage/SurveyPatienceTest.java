package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.operator.fake.TestNodes;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Nodes that are away for a while, and nodes that stay away. The plan waits 60 s for nodes. */
class SurveyPatienceTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String STAR =
      SurveyWorld.TEMPLATE
          + "groupBy: []\ncoverage: {mode: Reference, references: [node-1]}\n"
          + "concurrency: {maxPairs: 1}\n";

  private static SurveyWorld measure(SurveyWorld world) {
    for (var name : world.underWay()) {
      world.complete(name, 9_400_000_000L, 9_412_000_000L);
    }
    return world;
  }

  /** A survey of three pairs of node-1, of which one is measured when node-1 goes. */
  private static SurveyWorld blocked(SurveyWorld world) {
    world.settle();
    world.put(TestNodes.notReady("node-1", BEGIN));
    return measure(world);
  }

  private static SurveyWorld blocked() {
    return blocked(SurveyWorld.of(4, STAR));
  }

  @Test
  void whenTheReferenceRestartsItsPairsWait() {
    // Given a survey whose reference restarts
    var world = blocked();

    // Then nothing is skipped for a minute, and the status says what it waits for
    world.tick(59);
    assertThat(world.status().progress().skipped()).isZero();
    assertThat(world.ready().status()).isEqualTo("Unknown");
    assertThat(world.ready().reason()).isEqualTo("NodeNotReady");
    assertThat(world.ready().message())
        .isEqualTo(
            "Node node-1 is not Ready; pairs that wait for nodes until 2026-01-01T00:01:00Z: 2");
    assertThat(world.decide().lookAgain()).contains(Duration.ofSeconds(1));

    // And when it is back all are measured
    world.put(TestNodes.ready("node-1")).settle();
    measure(measure(world));
    assertThat(world.ready().message()).isEqualTo("3 of 3 pairs were measured");
  }

  @Test
  void whenTheReferenceStaysAwayItsPairsAreSkipped() {
    // Given
    var world = blocked();

    // When the minute is over
    world.tick(60);

    // Then
    assertThat(world.ready().reason()).isEqualTo("Incomplete");
    assertThat(world.entries())
        .extracting(SurveyEntry::skipped)
        .containsExactly(null, "NodeNotReady", "NodeNotReady");
  }

  @Test
  void aNodeThatHasLongBeenAwayIsNotWaitedForAgain() {
    // Given a survey whose last pair that could be measured takes a minute
    var world = SurveyWorld.of(4, STAR).settle();
    world.put(TestNodes.notReady("node-1", BEGIN)).tick(60);
    assertThat(world.status().progress().skipped()).isZero();

    // When it is done
    measure(world).settle();

    // Then the others are skipped at once
    assertThat(world.status().finished()).isTrue();
  }

  @Test
  void aNodeThatIsGoneOrClosedHasItsTimeFromTheLookThatSawIt() {
    // Given a node that doesn't say since when it is closed
    var world = SurveyWorld.of(4, STAR).settle();
    world.put(TestNodes.cordoned("node-1")).tick(1000);
    assertThat(world.status().run().ineligibleTime()).isEqualTo("2026-01-01T00:16:40Z");
    world.tick(30);
    measure(world);

    // Then it has a minute, from when no pair was left that could be measured
    world.tick(29);
    assertThat(world.status().finished()).isFalse();
    world.tick(1);
    assertThat(world.ready().reason()).isEqualTo("Incomplete");
    assertThat(world.status().run().ineligibleTime()).isNull();
  }

  @Test
  void aNodeThatComesBackInTimeHasAMinuteAgain() {
    // Given a reference that was away, and is measured again
    var world = blocked();
    world.tick(50).put(TestNodes.ready("node-1")).settle();
    assertThat(world.underWay()).hasSize(1);
    assertThat(world.status().run().ineligibleTime()).isNull();

    // When it goes again
    world.put(TestNodes.notReady("node-1", BEGIN.plusSeconds(50)));
    measure(world).tick(59);

    // Then
    assertThat(world.status().finished()).isFalse();
    assertThat(world.tick(1).status().finished()).isTrue();
  }

  @Test
  void aPairWhoseNodesAreFineIsNotHeldUpByOthers() {
    // Given a survey of which all nodes but two are away
    var world = SurveyWorld.of(4, SurveyWorld.ALL_PAIRS).settle();
    world.remove("node-1").remove("node-2");
    measure(world);

    // Then the pair of those two is measured at once
    assertThat(world.underWay()).hasSize(1);
    assertThat(measure(world).underWay()).isEmpty();
    assertThat(world.ready().reason()).isEqualTo("NodeNotFound");
    assertThat(world.status().progress().skipped()).isZero();
  }

  @Test
  void nobodyWaitsLongerThanTheDeadline() {
    // Given a survey that would wait for longer than it has
    var patient = STAR.replace("placementDeadlineSeconds: 60", "placementDeadlineSeconds: 600");
    var world = blocked(SurveyWorld.of(4, patient + "limits: {activeDeadlineSeconds: 90}\n"));

    // Then it says so
    assertThat(world.ready().message()).contains("until 2026-01-01T00:01:30Z");
    assertThat(world.tick(90).ready().reason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void aPairThatFailedIsStillAFailureWhenItsNodeStaysAway() {
    // Given a pair that failed, and whose node is gone when it is due again
    var world = SurveyWorld.of(2, STAR).settle();
    world.remove("node-2");
    world.fail(world.test(0, 1), Reason.ConnectFailed, "No answer");
    assertThat(world.ready().reason()).isEqualTo("NodeNotFound");

    // When that stays so
    world.tick(60);

    // Then
    assertThat(world.status().finished()).isTrue();
    assertThat(world.status().progress().failed()).isEqualTo(1);
  }

  @Test
  void aSuspensionTakesNothingOfThePatience() {
    // Given a survey that waits for its nodes when it is suspended
    var world = blocked(SurveyWorld.of(4, STAR));
    world.put(TestNodes.cordoned("node-1")).change(STAR + "suspend: true\n");
    assertThat(world.status().run().ineligibleTime()).isNull();

    // When it goes on an hour later
    world.tick(3600).change(STAR);

    // Then its nodes have their minute
    assertThat(world.tick(59).status().finished()).isFalse();
    assertThat(world.tick(1).status().finished()).isTrue();
  }

  @Test
  void aSurveyThatWasCreatedSuspendedWaitsForNodesFromItsResumption() {
    // Given a survey that was suspended for a day, while there are no nodes
    var world = SurveyWorld.of(0, STAR + "suspend: true\n").settle().tick(86_400);

    // When it is resumed
    world.change(STAR);

    // Then it waits for some
    assertThat(world.ready().reason()).isEqualTo("Planning");
    assertThat(world.tick(59).ready().reason()).isEqualTo("Planning");

    // And no longer than that
    assertThat(world.tick(1).status().finished()).isTrue();
  }

  /** What is measured of it would stand in the group of what it was. */
  @Test
  void aNodeThatIsAnotherOneUnderItsNameIsNotMeasured() {
    // Given a survey of one of whose nodes another machine has the name
    var world = SurveyWorld.of(3, SurveyWorld.ALL_PAIRS).settle();
    measure(world.put(typed("m5.xlarge")));
    measure(measure(world));
    assertThat(world.status().progress().measured()).isEqualTo(2);
    assertThat(world.ready().reason()).isEqualTo("NodeChanged");

    // When its label stays so
    world.tick(60);

    // Then its pairs are skipped
    assertThat(world.entries())
        .extracting(SurveyEntry::skipped)
        .containsExactly(null, null, "NodeChanged");
    assertThat(world.entries().get(2).message())
        .isEqualTo(
            "Node node-3 is another one than was planned, its label"
                + " node.kubernetes.io/instance-type is m5.xlarge instead of m5.large");
  }

  private static Node typed(String type) {
    return TestNodes.ready("node-3")
        .edit()
        .editMetadata()
        .addToLabels("node.kubernetes.io/instance-type", type)
        .endMetadata()
        .build();
  }

  /** As when a node joins anew, and its labels come a moment later. */
  @Test
  void aNodeThatIsAgainWhatItWasIsMeasured() {
    // Given
    var world = SurveyWorld.of(3, SurveyWorld.ALL_PAIRS).settle();
    measure(measure(measure(world.put(typed("m5.xlarge")))));
    assertThat(world.ready().reason()).isEqualTo("NodeChanged");

    // When
    measure(world.put(typed("m5.large")).settle());

    // Then
    assertThat(world.ready().message()).isEqualTo("3 of 3 pairs were measured");
  }
}
