package dev.netperf.operator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurveyTestSourceTest {
  private static NetPerfTest test(String status, String reason, int samples) {
    var test = new NetPerfTest();
    test.setStatus(
        new NetPerfTestStatus(
            1L,
            null,
            List.of(
                new Condition(
                    Condition.READY, status, reason, "Words", "2026-01-01T00:00:00Z", 1L)),
            Progress.of(samples, 4, null),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    return test;
  }

  @Test
  void aSampleMoreIsNoneOfTheSurveysBusiness() {
    assertThat(
            SurveyTestSource.matters(
                test("Unknown", "Measuring", 2), test("Unknown", "Measuring", 1)))
        .isFalse();
  }

  @Test
  void thatATestWaitsOrMeasuresMatters() {
    assertThat(
            SurveyTestSource.matters(
                test("Unknown", "NodesBusy", 0), test("Unknown", "Measuring", 0)))
        .isTrue();
  }

  @Test
  void thatATestHasAStatusMatters() {
    assertThat(SurveyTestSource.matters(test("Unknown", "Starting", 0), new NetPerfTest()))
        .isTrue();
  }

  @Test
  void theEndMatters() {
    assertThat(
            SurveyTestSource.matters(test("True", "Complete", 4), test("Unknown", "Measuring", 3)))
        .isTrue();
  }

  /** The reason may be one of before: a test that waits for a node fails for the same. */
  @Test
  void theEndMattersWhateverTheReason() {
    assertThat(
            SurveyTestSource.matters(
                test("False", "NodeNotFound", 0), test("Unknown", "NodeNotFound", 0)))
        .isTrue();
  }

  @Test
  void thatSomebodyDeletesATestMatters() {
    // Given a test with somebody's finalizer
    var before = test("Unknown", "Measuring", 1);
    var after = test("Unknown", "Measuring", 1);

    // When it is deleted
    after.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");

    // Then
    assertThat(SurveyTestSource.matters(after, before)).isTrue();
  }
}
