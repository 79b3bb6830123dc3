package dev.netperf.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyGaugesTest {
  @ParameterizedTest
  @CsvSource({"0, ''", "1, going", "2, going newer", "9, going newer older"})
  void noMoreSurveysAreShownThanTheOwnerWantsAndTheNewestFirst(int shown, String names) {
    // Given
    var gauges = new SurveyGauges(shown, 10_000);
    gauges.show(
        () ->
            Stream.of(
                survey("older", "completionTime: '2026-01-01T00:05:00Z'"),
                survey("going", ""),
                survey("newer", "completionTime: '2026-01-02T00:05:00Z'")));

    // When
    var scrape = Scrape.of(gauges);

    // Then
    for (var name : new String[] {"older", "going", "newer"}) {
      assertThat(
              scrape.has(
                  "netperf_survey_pairs{name=\""
                      + name
                      + "\",namespace=\"lab\",state=\"planned\"}"))
          .as(name)
          .isEqualTo(names.contains(name));
    }
  }

  private static NetPerfSurvey survey(String name, String time) {
    return Serialization.unmarshal(
        """
        metadata: {namespace: lab, name: %s}
        status:
          run: {id: 0a1b2c3d, generation: 1, startTime: '2026-01-01T00:00:00Z', %s}
          plan: {pairs: 3}
          progress: {measured: 1, failed: 0, skipped: 0}
        """
            .formatted(name, time),
        NetPerfSurvey.class);
  }
}
