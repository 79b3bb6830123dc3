package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code spec.ttlSecondsAfterFinished}: a finished test goes in time, and no other. */
class TimeToLiveTest {
  private static final String HOUR = "ttlSecondsAfterFinished: 3600";

  @Test
  void aCompleteTestGoesWhenItsTimeIsOver() {
    // Given
    var world = World.with(HOUR).settle().measure(8);

    // When
    world.tick(3599);

    // Then
    assertThat(world.testIsGone()).isFalse();
    assertThat(world.lookAgain()).contains(Duration.ofSeconds(1));

    // When
    world.tick(1);

    // Then
    assertThat(world.testIsGone()).isTrue();
  }

  @Test
  void aFailedTestGoesToo() {
    var world = World.measuring(HOUR + "\nretriesPerSample: 0").clientFails();

    assertThat(world.tick(3599).testIsGone()).isFalse();
    assertThat(world.tick(1).testIsGone()).isTrue();
  }

  @Test
  void theWriteThatEndsARunSaysWhenToLookAgain() {
    // Given a test that fails without a pod, so that nothing happens any more after that
    var world = World.on(2, "{server: {nodeName: node-9}, " + HOUR + "}").settle();

    // When
    world.tick(60);

    // Then
    assertThat(world.reason()).isEqualTo("NodeNotFound");
    assertThat(world.lookAgainAfterWrite()).contains(Duration.ofHours(1));
  }

  @Test
  void noTimeAtAllIsFine() {
    var world = World.with("ttlSecondsAfterFinished: 0").settle().measure(7);
    assertThat(world.testIsGone()).isFalse();

    world.measure(1);

    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.testIsGone()).isTrue();
  }

  @Test
  void withoutATimeItIsKept() {
    var world = World.with("").settle().measure(8).tick(1_000_000_000);

    assertThat(world.testIsGone()).isFalse();
    assertThat(world.lookAgain()).isEmpty();
  }

  @Test
  void anUnfinishedTestIsKeptHoweverLongItTakes() {
    // Given one that is suspended, and one that waits
    var suspended = World.measuring(HOUR).change(HOUR + "\nsuspend: true");
    suspended.clientEnds(10_000_000_000L, 40_000);
    var waiting = World.with(HOUR).held("node-1", "team-a", "other").settle();

    // When
    suspended.tick(1_000_000);
    waiting.tick(1_000_000);

    // Then
    assertThat(suspended.testIsGone()).isFalse();
    assertThat(suspended.reason()).isEqualTo("Suspended");
    assertThat(waiting.testIsGone()).isFalse();
    assertThat(waiting.reason()).isEqualTo("NodesBusy");
  }

  @Test
  void aTimeThatIsGivenLaterCountsFromTheEndAndBeginsNoRun() {
    // Given a test that ended half an hour ago
    var world = World.with("").settle().measure(8).tick(1800);
    var before = world.status();

    // When
    world.change(HOUR);

    // Then
    assertThat(world.status().observedGeneration()).isEqualTo(2);
    assertThat(world.status().run()).isEqualTo(before.run());
    assertThat(world.status().samples()).isEqualTo(before.samples());
    assertThat(world.lookAgain()).contains(Duration.ofMinutes(30));
    assertThat(world.tick(1800).testIsGone()).isTrue();
  }

  @Test
  void aTimeThatIsGivenTooLateIsOverAtOnce() {
    var world = World.with("").settle().measure(8).tick(7200).change(HOUR);

    assertThat(world.testIsGone()).isTrue();
  }

  @Test
  void aTimeThatIsTakenBackIsNoTime() {
    var world = World.with(HOUR).settle().measure(8).tick(3599).change("");

    assertThat(world.tick(1_000_000).testIsGone()).isFalse();
  }

  @Test
  void aChangeDuringARunIsNoNewRun() {
    var world = World.with("").settle().measure(3);
    var run = world.status().run();

    world.change(HOUR).measure(5);

    assertThat(world.status().run().id()).isEqualTo(run.id());
    assertThat(world.tick(3600).testIsGone()).isTrue();
  }

  @Test
  void aNewRunIsNotLostThoughTheTimeOfTheLastIsOver() {
    // Given a test whose operator was away when its time was over
    var world = World.with("").settle().measure(8).tick(7200);

    // When its user wants another run
    world.change(HOUR + "\nrerun: '2'").measure(8);

    // Then it has an hour of its own
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.tick(3599).testIsGone()).isFalse();
    assertThat(world.tick(1).testIsGone()).isTrue();
  }

  @Test
  void whatSomebodyDeletesAlreadyIsNotDeletedAgain() {
    // Given a finished test that a finalizer of somebody keeps
    var world = World.with(HOUR).settle().measure(8).deleteTest();

    // When
    world.tick(3600);

    // Then
    assertThat(world.decision().expired()).isFalse();
    assertThat(world.testIsGone()).isFalse();
  }

  @Test
  void suspendingAFinishedTestDoesNotKeepIt() {
    var world = World.with(HOUR).settle().measure(8).change(HOUR + "\nsuspend: true");

    assertThat(world.tick(3600).testIsGone()).isTrue();
  }
}
