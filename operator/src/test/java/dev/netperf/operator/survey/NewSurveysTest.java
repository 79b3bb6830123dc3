package dev.netperf.operator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewSurveysTest {
  private final List<String> told = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final NewSurveys source = new NewSurveys((pause, task) -> later.add(task));

  @BeforeEach
  void listen() {
    source.setEventHandler(event -> told.add(event.getRelatedCustomResourceID().getName()));
  }

  private static NetPerfSurvey survey(String uid) {
    var survey = new NetPerfSurvey();
    survey.setMetadata(
        new ObjectMetaBuilder().withNamespace("team-a").withName("fleet").withUid(uid).build());
    return survey;
  }

  private void timePasses() {
    var due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void aNewSurveyIsToldAgainUntilItHasHadATurn() {
    // Given one of which nothing comes
    source.onResourceCreated(survey("1"));
    timePasses();
    timePasses();
    assertThat(told).containsExactly("fleet", "fleet");

    // When it has its turn
    source.turn(survey("1"));
    timePasses();

    // Then it is told no longer
    assertThat(told).hasSize(2);
    assertThat(later).isEmpty();
  }

  @Test
  void aSurveyThatWasMadeAnewUnseenIsTold() {
    // Given one that had its turn
    source.turn(survey("1"));

    // When the watch comes back, and it has another uid
    source.onResourceUpdated(survey("2"), survey("1"));

    // Then
    assertThat(told).containsExactly("fleet");
  }

  @Test
  void aSurveyThatIsGoneIsNotWaitedFor() {
    // Given
    source.onResourceCreated(survey("1"));

    // When
    source.onResourceDeleted(survey("1"));
    timePasses();

    // Then
    assertThat(told).isEmpty();
    assertThat(later).isEmpty();
  }

  @Test
  void anOrdinaryChangeIsNotItsAffair() {
    source.onResourceUpdated(survey("1"), survey("1"));
    timePasses();

    assertThat(told).isEmpty();
  }
}
