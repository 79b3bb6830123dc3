package dev.netperf.operator.survey.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import org.junit.jupiter.api.Test;

/** Tests that look like a survey's and are none. */
class ForgedTestsTest {
  private static final String ALL_PAIRS = SurveyWorld.ALL_PAIRS;

  /** Its labels can't select it, and an API server refuses such a selector. */
  @Test
  void aTestWithoutTheLabelsOfOneIsLeftAlone() {
    // Given somebody's test that says that the survey controls it
    var world = SurveyWorld.of(3, ALL_PAIRS).settle();
    var forged = world.get(world.test(0, 1)).copy();
    forged.getMetadata().setName("forged");
    forged.getMetadata().getLabels().remove(SurveyLabels.PAIR);

    // Then
    assertThat(world.put(forged).decide().delete()).isEmpty();
  }

  /** As somebody does who wants to try a failed pair by hand. */
  @Test
  void aCopyOfATestUnderAnotherNameIsLeftAlone() {
    // Given a copy of a survey's test, labels and owner and all
    var world = SurveyWorld.of(2, ALL_PAIRS).settle();
    var copy = world.get(world.test(0, 1)).copy();
    copy.getMetadata().setName("tried-by-hand");
    world.put(copy).settle();

    // When the survey ends
    world.measure(0);
    assertThat(world.status().finished()).isTrue();

    // Then it is there, and was no part of it
    assertThat(world.tests()).containsExactly("tried-by-hand");
    assertThat(world.entries()).hasSize(1);
  }

  /** Else its values would be taken over again and again. */
  @Test
  void aSecondTestOfAPairThatHasNotFailedIsNone() {
    // Given somebody's test that looks like the second one of a pair
    var world = SurveyWorld.of(3, ALL_PAIRS).settle();
    var forged = world.get(world.test(0, 1)).copy();
    forged.getMetadata().setName(world.test(1, 2));
    forged.getMetadata().getLabels().put(SurveyLabels.PAIR, "0001-2");
    world.put(forged).complete(world.test(1, 2), 1, 1);

    // Then it goes, and nothing is taken over from it
    assertThat(world.tests()).doesNotContain(world.test(1, 2));
    world.measure(0).measure(1).measure(2);
    assertThat(world.entries()).extracting(SurveyEntry::pair).containsExactly(0, 1, 2);
    assertThat(world.status().progress().measured()).isEqualTo(3);
  }
}
