package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.fleet.PlannedPair;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.observe.Refusal;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the simulation of surveys reaches seldom, or not at all. */
class SurveyDeciderTest {
  private static final String ALL_PAIRS = SurveyWorld.ALL_PAIRS;

  @Test
  void aPairThatFailedIsTriedOnceMoreWhenTheOthersAreDone() {
    // Given a survey of three pairs
    var world = SurveyWorld.of(3, ALL_PAIRS).settle();

    // When the first fails
    world.fail(0, 1);

    // Then the others come first
    assertThat(world.underWay()).containsExactly(world.test(1, 1));
    world.measure(1);
    assertThat(world.underWay()).containsExactly(world.test(2, 1));
    world.measure(2);
    assertThat(world.underWay()).containsExactly(world.test(0, 2));

    // And when it fails again, that is it
    world.fail(0, 2);
    assertThat(world.ready().reason()).isEqualTo("Incomplete");
    assertThat(world.underWay()).isEmpty();
  }

  /** Else an operator that was started meanwhile would take the second test for the first. */
  @Test
  void thatAPairFailedIsInASliceBeforeItIsTriedAgain() {
    // Given
    var world = SurveyWorld.of(2, ALL_PAIRS).settle();

    // When
    world.fail(0, 1);

    // Then
    assertThat(world.underWay()).containsExactly(world.test(0, 2));
    assertThat(world.entries()).extracting(SurveyEntry::failed).containsExactly("ConnectFailed");
  }

  @Test
  void whatCantBeWrittenDownIsSaidAndKeptUntilTheDeadline() {
    // Given a pair that is measured, whose slice somebody's quota refuses
    var world = SurveyWorld.of(3, ALL_PAIRS + "limits: {activeDeadlineSeconds: 60}\n").settle();
    world.measure(0);
    var refusal = new Refusal(Refusal.Effect.TRY_LATER, Reason.PodRefused, "exceeded quota");

    // When, Then
    var waiting = SurveyDecider.unrecorded(world.observation(), refusal);
    var ready = waiting.status().orElseThrow().condition(Condition.READY).orElseThrow();
    assertThat(ready.reason()).isEqualTo("CreateRefused");
    assertThat(ready.message())
        .isEqualTo("What was planned or measured could not be written down: exceeded quota");
    assertThat(waiting.delete()).isEmpty();
    assertThat(waiting.entries()).isEmpty();
    assertThat(waiting.lookAgain()).isPresent();

    // And at its deadline it ends
    var ended = SurveyDecider.unrecorded(world.pass(61).observation(), refusal);
    assertThat(ended.status().orElseThrow().finished()).isTrue();
    assertThat(ended.status().orElseThrow().condition(Condition.READY).orElseThrow().reason())
        .isEqualTo("CreateRefused");
    assertThat(ended.entries()).isEmpty();
  }

  private static boolean has(SurveyWorld world, int pair, String node) {
    var planned = PlannedPair.of(world.plan().orElseThrow()).get(pair);
    return planned.client().equals(node) || planned.server().equals(node);
  }

  @Test
  void pairsOfANodeThatIsAwayComeLast() {
    // Given a survey of six pairs, the first of them under way, when a node is cordoned
    var world = SurveyWorld.of(4, ALL_PAIRS).settle();
    world.put(TestNodes.cordoned("node-1"));
    var rest = IntStream.range(1, 6).boxed().toList();
    var others = rest.stream().filter(pair -> !has(world, pair, "node-1")).toList();
    world.measure(0);

    // When the others are measured, and the node is back
    for (int pair : others) {
      assertThat(world.underWay()).containsExactly(world.test(pair, 1));
      world.put(
          pair == others.get(others.size() - 1)
              ? TestNodes.ready("node-1")
              : TestNodes.cordoned("node-1"));
      world.measure(pair);
    }

    // Then its pairs are measured, too
    for (int pair : rest) {
      if (!others.contains(pair)) {
        assertThat(world.underWay()).containsExactly(world.test(pair, 1));
        world.measure(pair);
      }
    }
    assertThat(world.ready().message()).isEqualTo("6 of 6 pairs were measured");
  }

  @Test
  void aTestThatWaitsForNodesGivesWayToAPairThatCouldGoOnAfterAMinute() {
    // Given a survey whose first test waits, though others could go on
    var world = SurveyWorld.of(4, ALL_PAIRS).settle();
    var waiting = world.test(0, 1);
    world.waits(waiting);

    // When a minute has passed
    world.tick(59);
    assertThat(world.tests()).contains(waiting);
    var pair = world.plan().orElseThrow().pairs().get(0).split("-", -1);
    var nodes = world.plan().orElseThrow().nodes();
    world.take(
        nodes.get(Integer.parseInt(pair[0])).name(), nodes.get(Integer.parseInt(pair[1])).name());
    world.tick(1).settle();

    // Then another one is under way, and it has not failed
    assertThat(world.underWay()).hasSize(1).doesNotContain(waiting);
    assertThat(world.entries()).isEmpty();
  }

  /** A former leader may write it when its time is over. */
  @Test
  void aPlanThatComesAfterTheEndIsNone() {
    // Given a run that ended without a plan
    var plan = SurveyWorld.of(3, ALL_PAIRS).settle().plan().orElseThrow();
    var world = SurveyWorld.of(1, ALL_PAIRS).settle().tick(60);
    assertThat(world.ready().reason()).isEqualTo("TooFewNodes");
    var before = world.status();

    // When one comes
    world.plan(plan).change(ALL_PAIRS + "keepTests: Never");

    // Then nothing is said of it
    assertThat(world.status().run()).isEqualTo(before.run());
    assertThat(world.status().plan()).isNull();
    assertThat(world.status().progress()).isNull();
  }

  @Test
  void ofFailedTestsTheNewestTwentyStay() {
    // Given a survey of forty-five pairs, of which one is measured and the others fail
    var world = SurveyWorld.of(10, ALL_PAIRS).settle();
    world.measure(0);
    for (int attempt = 1; attempt <= 2; attempt++) {
      for (int pair = 1; pair < 45; pair++) {
        world.tick(1);
        world.fail(pair, attempt);
      }
    }

    // Then
    assertThat(world.status().finished()).isTrue();
    assertThat(world.tests()).hasSize(20).contains(world.test(44, 2), world.test(25, 2));

    // And none when none is wanted
    world.change(ALL_PAIRS + "keepTests: Never");
    assertThat(world.tests()).isEmpty();
  }

  @Test
  void aRefusalIsSaidUntilATestIsTaken() {
    // Given a survey whose first test is refused for now
    var world = SurveyWorld.of(3, ALL_PAIRS).refuse(Refusal.Effect.TRY_LATER, "exceeded quota");
    var refused = world.ready();
    assertThat(refused.reason()).isEqualTo("CreateRefused");

    // When it tries again
    var again = world.decide();

    // Then nothing else is said before the answer
    assertThat(again.create()).hasSize(1);
    assertThat(again.status().orElseThrow().condition(Condition.READY)).contains(refused);

    // And the answer changes that
    assertThat(world.settle().settle().ready().reason()).isEqualTo("Measuring");
  }

  @Test
  void aPairThatIsTriedOnceMoreIsNotDone() {
    // Given
    var world = SurveyWorld.of(2, ALL_PAIRS).settle();

    // When
    world.fail(0, 1);

    // Then
    assertThat(world.ready().message()).isEqualTo("0 of 1 pairs are done");
    assertThat(world.status().progress().remainingSeconds()).isPositive();
  }

  @Test
  void aPlanThatIsRefusedForGoodEndsTheRun() {
    // Given a policy that refuses slices
    var world = SurveyWorld.of(3, ALL_PAIRS);
    var refusal = new Refusal(Refusal.Effect.RUN_FAILS, Reason.CreateRefused, "denied by a policy");

    // When
    var decision = SurveyDecider.unrecorded(world.observation(), refusal);

    // Then
    var status = decision.status().orElseThrow();
    assertThat(status.finished()).isTrue();
    assertThat(status.condition(Condition.READY).orElseThrow().message())
        .contains("denied by a policy");
  }

  @Test
  void whoDeletesASurveyAloneKeepsItsTests() {
    // Given
    var world = SurveyWorld.of(3, ALL_PAIRS).settle();

    // When it is deleted with --cascade=orphan
    world.survey().getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    world.survey().getMetadata().setFinalizers(List.of("orphan"));

    // Then
    assertThat(world.decide().delete()).isEmpty();
  }

  /** An autoscaler marks a node that nobody uses, and may never remove it. */
  @Test
  void aNodeThatAnAutoscalerMightRemoveIsMeasured() {
    var world = SurveyWorld.of(2, ALL_PAIRS);
    var idle = TestNodes.ready("node-2");
    idle.getSpec()
        .getTaints()
        .add(new Taint("PreferNoSchedule", "DeletionCandidateOfClusterAutoscaler", null, null));

    assertThat(world.put(idle).settle().underWay()).hasSize(1);
  }

  @Test
  void aNodeThatGoesIsNotPlannedWhateverIsTolerated() {
    var world = SurveyWorld.of(2, ALL_PAIRS + "nodes: {tolerations: [{operator: Exists}]}\n");
    var going = TestNodes.ready("node-2");
    going
        .getSpec()
        .getTaints()
        .add(new Taint("NoSchedule", "ToBeDeletedByClusterAutoscaler", null, null));

    assertThat(world.put(going).settle().underWay()).isEmpty();
  }

  /** An operator that was just started doesn't know who deleted it. */
  @Test
  void aTestThatIsKeptByAFinalizerIsWaitedFor() {
    // Given a test that gave way to another one, and is there yet
    var world = SurveyWorld.of(2, ALL_PAIRS).settle();
    var kept = world.get(world.test(0, 1)).copy();
    kept.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    world.forget(world.test(0, 1)).put(kept).settle();

    // Then its pair is neither tried nor given up
    assertThat(world.entries()).isEmpty();
    assertThat(world.status().finished()).isFalse();
    assertThat(world.decide().create()).isEmpty();

    // And when it is gone, it is tried
    world.forget(world.test(0, 1)).settle();
    assertThat(world.underWay()).containsExactly(world.test(0, 1));
    assertThat(world.entries()).isEmpty();
  }

  @Test
  void aStatusThatCanNotBeReadIsLeftAlone() {
    // Given a survey of another version of the operator
    var world = SurveyWorld.unreadable();

    // When
    var decision = world.decide();

    // Then nothing is written, made or deleted
    assertThat(decision.status()).isEmpty();
    assertThat(decision.plan()).isEmpty();
    assertThat(decision.entries()).isEmpty();
    assertThat(decision.create()).isEmpty();
    assertThat(decision.delete()).isEmpty();
  }

  @Test
  void aSurveyThatIsBeingDeletedTakesItsTestsWithIt() {
    // Given
    var world = SurveyWorld.of(3, ALL_PAIRS).settle();
    world.survey().getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");

    // When
    var decision = world.decide();

    // Then
    assertThat(decision.delete())
        .extracting(test -> test.getMetadata().getName())
        .isEqualTo(List.of(world.test(0, 1)));
    assertThat(decision.status()).isEmpty();
    assertThat(decision.create()).isEmpty();
  }
}
