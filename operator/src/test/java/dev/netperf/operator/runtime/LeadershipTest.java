package dev.netperf.operator.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private long seconds = -5; // as System.nanoTime, from any origin
  private final Leadership leadership =
      new Leadership(() -> Duration.ofSeconds(seconds).toNanos(), Duration.ofSeconds(10));

  @Test
  void aLeaseThatIsRenewedInTimeIsGoodForTheWholeTime() {
    // Given a lease that is renewed every two seconds
    for (int i = 0; i < 10; i++) {
      leadership.asks();
      leadership.granted();
      seconds += 2;
    }

    // When the last renewal was ten seconds ago
    seconds += 8;

    // Then the process may act
    assertThatCode(leadership::require).doesNotThrowAnyException();
  }

  @Test
  void aLeaseThatWasNotRenewedForLongerIsLost() {
    leadership.asks();
    leadership.granted();
    seconds += 11;
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }

  @Test
  void theTimeCountsFromTheQuestionNotFromTheAnswer() {
    leadership.asks();
    seconds += 6;
    leadership.granted();
    seconds += 5;
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }

  @Test
  void ofRepeatedQuestionsTheFirstCountsForItMayHaveHadItsEffect() {
    leadership.asks();
    seconds += 6;
    leadership.asks();
    leadership.granted();
    seconds += 5;
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }

  @Test
  void aQuestionWithoutAnAnswerIsNoRenewal() {
    leadership.asks();
    leadership.granted();
    seconds += 6;
    leadership.asks();
    seconds += 5;
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }

  @Test
  void aQuestionThatWasRefusedDoesNotCount() {
    leadership.asks();
    leadership.refused();
    seconds += 60;
    leadership.asks();
    leadership.granted();
    assertThatCode(leadership::require).doesNotThrowAnyException();
  }

  @Test
  void theNextRenewalMendsIt() {
    leadership.asks();
    leadership.granted();
    seconds += 60;
    leadership.asks();
    leadership.granted();
    assertThatCode(leadership::require).doesNotThrowAnyException();
  }

  @Test
  void aProcessThatNeverLedMayDoNothing() {
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }

  /** The client repeats a request after a 401, and tells only of the answer. */
  @Test
  void anAnswerToWhatNobodyAskedChangesNothing() {
    leadership.asks();
    leadership.granted();
    seconds += 6;
    leadership.granted();
    seconds += 5;
    assertThatThrownBy(leadership::require).isInstanceOf(Leadership.Lost.class);
  }

  @Test
  void aProcessThatStopsMayDoNothingMore() {
    leadership.asks();
    leadership.granted();
    leadership.close();
    leadership.asks();
    leadership.granted();
    assertThatThrownBy(leadership::require)
        .isInstanceOf(Leadership.Lost.class)
        .hasMessageContaining("stops");
  }
}
