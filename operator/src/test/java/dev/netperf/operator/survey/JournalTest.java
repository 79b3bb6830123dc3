package dev.netperf.operator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final String RUN = "0a1b2c3d";

  /** Slices that nobody has written yet. */
  private static final SurveyObjects NONE =
      new SurveyObjects() {
        @Override
        public Stream<NetPerfSurveySlice> slices(NetPerfSurvey survey) {
          return Stream.empty();
        }

        @Override
        public NetPerfSurveySlice write(NetPerfSurveySlice slice) {
          return slice;
        }

        @Override
        public void deleteSlices(NetPerfSurvey survey, Set<String> runs) {}

        @Override
        public List<NetPerfTest> tests(NetPerfSurvey survey) {
          return List.of();
        }

        @Override
        public void delete(List<NetPerfTest> tests) {}
      };

  /** Else it would be somebody else's doing, and a try of its pair would be lost. */
  @Test
  void aTestThatTheOperatorDeletesIsNotMissedThoughTheAnswerIsLost() {
    // Given a survey's test
    var survey = new NetPerfSurvey();
    survey.setMetadata(new ObjectMetaBuilder().withName("fleet").withUid("uid").build());
    var test = new NetPerfTest();
    test.setMetadata(new ObjectMetaBuilder().withName("fleet-0").withUid("uid-0").build());
    var tests = List.of(test);
    var journal = new Journal();
    journal.of(survey, RUN, NONE);
    journal.seen("uid", tests);
    assertThat(journal.of(survey, RUN, NONE).launched()).containsExactly("fleet-0");

    // When its deletion is asked for, and nobody knows what came of it
    journal.deleting("uid", tests);
    journal.distrust("uid");

    // Then it is not missed, whether the caches have it still or not, and is asked for once more
    journal.seen("uid", tests);
    assertThat(journal.of(survey, RUN, NONE).launched()).isEmpty();
    assertThat(journal.notDeletedYet("uid", tests)).isEqualTo(tests);

    // And once it was answered, it is not
    journal.deleted("uid", tests);
    assertThat(journal.notDeletedYet("uid", tests)).isEmpty();
  }
}
