package dev.netperf.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static long reserve(Pace pace, int requests, long now) {
    long wait = 0;
    for (int i = 0; i < requests; i++) {
      wait = pace.reserve(now);
    }
    return wait;
  }

  @Test
  void twoSecondsWorthOfRequestsNeedNotWait() {
    // Given
    var pace = new Pace(100);
    // When
    var wait = reserve(pace, 200, 5 * SECOND);
    // Then
    assertThat(wait).isZero();
  }

  @Test
  void beyondThatEachWaitsForItsTurn() {
    // Given
    var pace = new Pace(100);
    reserve(pace, 200, 5 * SECOND);
    // When
    var wait = reserve(pace, 50, 5 * SECOND);
    // Then
    assertThat(wait).isEqualTo(SECOND / 2);
  }

  @Test
  void aQuietTimeIsNotSavedUpForMore() {
    // Given
    var pace = new Pace(100);
    reserve(pace, 1, 0);
    // When
    var wait = reserve(pace, 300, 3600 * SECOND);
    // Then
    assertThat(wait).isEqualTo(SECOND);
  }

  @Test
  void withoutABoundNothingWaits() {
    // Given
    var pace = new Pace(0);
    // When
    var wait = reserve(pace, 100_000, 5 * SECOND);
    // Then
    assertThat(wait).isZero();
  }
}
