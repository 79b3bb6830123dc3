package dev.netperf.operator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PairFailure;
import dev.netperf.api.v1alpha1.survey.SurveyProgress;
import dev.netperf.run.Announcement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurveyNewsTest {
  private static final PairFailure FIRST =
      new PairFailure(7, "node-1", "node-2", Reason.ConnectFailed.name(), "No answer");
  private static final PairFailure SECOND =
      new PairFailure(9, "node-3", "node-1", Reason.NodeNotFound.name(), "Node node-3 is gone");

  private static NetPerfSurveyStatus status(
      Reason reason, String message, PairFailure... failures) {
    return failing(failures.length, reason, message, failures);
  }

  /** With so many pairs that failed, of which the list has these. */
  private static NetPerfSurveyStatus failing(
      int failed, Reason reason, String message, PairFailure... failures) {
    return new NetPerfSurveyStatus(
        1L,
        null,
        List.of(
            new Condition(
                Condition.READY, "Unknown", reason.name(), message, "2026-01-01T00:00:00Z", 1L)),
        null,
        new SurveyProgress("3/5", 3, failed, 0, 60L),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(failures),
        null);
  }

  @Test
  void aNewStandingIsNews() {
    // Given
    var before = status(Reason.Planning, "Planned: 3 pairs of 3 nodes");

    // When
    var news = SurveyNews.between(before, status(Reason.Measuring, "0 of 3 pairs are done"));

    // Then
    assertThat(news).containsExactly(new Announcement(false, "Measuring", "0 of 3 pairs are done"));
  }

  @Test
  void theFirstStandingIsNews() {
    assertThat(SurveyNews.between(NetPerfSurveyStatus.NONE, status(Reason.Planning, "Planned")))
        .containsExactly(new Announcement(false, "Planning", "Planned"));
  }

  /** Of a hundred pairs there would be a hundred Events. */
  @Test
  void aPairMoreIsNone() {
    assertThat(
            SurveyNews.between(
                status(Reason.Measuring, "1 of 3 pairs are done"),
                status(Reason.Measuring, "2 of 3 pairs are done")))
        .isEmpty();
  }

  @Test
  void aStandingThatSaysThatSomethingIsWrongIsAWarning() {
    assertThat(
            SurveyNews.between(
                status(Reason.Measuring, "1 of 3 pairs are done"),
                status(Reason.CreateRefused, "exceeded quota: few")))
        .containsExactly(new Announcement(true, "CreateRefused", "exceeded quota: few"));
  }

  /** The list has the newest: where one of them is measured at last, an older one comes in. */
  @Test
  void anOlderFailureThatComesBackIntoTheListIsNoNews() {
    // Given a list that has room for one of two
    var before = failing(2, Reason.Measuring, "3 of 5 pairs are done", SECOND);

    // Then
    assertThat(
            SurveyNews.between(
                before, status(Reason.Measuring, "3 of 5 pairs are done", FIRST, SECOND)))
        .isEmpty();
  }

  /** A second failure of the same kind moves its pair to the end of the list. */
  @Test
  void aFailureBeforeOneThatCameAgainIsNews() {
    assertThat(
            SurveyNews.between(
                status(Reason.Measuring, "1 of 3 pairs are done", FIRST),
                status(Reason.Measuring, "1 of 3 pairs are done", SECOND, FIRST)))
        .extracting(Announcement::reason)
        .containsExactly("NodeNotFound");
  }

  @Test
  void everyPairThatFailedIsToldOnce() {
    // Given a survey of which one pair has failed
    var before = status(Reason.Measuring, "1 of 3 pairs are done", FIRST);

    // When another one fails
    var news =
        SurveyNews.between(
            before, status(Reason.Measuring, "2 of 3 pairs are done", FIRST, SECOND));

    // Then
    assertThat(news)
        .containsExactly(
            new Announcement(
                true, "NodeNotFound", "Pair 9 (node-3 to node-1): Node node-3 is gone"));
  }
}
