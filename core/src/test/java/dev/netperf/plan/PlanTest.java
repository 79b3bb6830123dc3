package dev.netperf.plan;

import static dev.netperf.plan.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

  private static String order(Plan plan) {
    return plan.samples().stream()
        .map(s -> (s.path() == Path.HostToHost ? "H" : "P") + s.repetition())
        .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
  }

  @ParameterizedTest
  @CsvSource({
    "Interleaved, 1, H1 P1",
    "Interleaved, 2, H1 P1 P2 H2",
    "Interleaved, 3, H1 P1 P2 H2 H3 P3",
    "Interleaved, 4, H1 P1 P2 H2 H3 P3 P4 H4",
    "Sequential, 1, H1 P1",
    "Sequential, 3, H1 H2 H3 P1 P2 P3",
  })
  void samplesAreTakenInTheOrderThatTheSpecAsksFor(String order, int repetitions, String expected) {
    var plan = Plan.of(spec("{order: %s, repetitions: %d}".formatted(order, repetitions)));

    assertThat(order(plan)).isEqualTo(expected);
  }

  @Test
  void theFirstRepetitionFollowsTheOrderOfThePaths() {
    var plan = Plan.of(spec("{paths: [PodToPod, HostToHost], repetitions: 2}"));

    assertThat(order(plan)).isEqualTo("P1 H1 H2 P2");
  }

  @Test
  void onePathIsTakenAgainAndAgain() {
    var plan = Plan.of(spec("{paths: [PodToPod], repetitions: 3}"));

    assertThat(order(plan)).isEqualTo("P1 P2 P3");
  }

  @Test
  void samplesAreCountedFromZero() {
    var plan = Plan.of(spec("{}"));

    assertThat(plan.samples())
        .extracting(PlannedSample::index)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  /** What makes ABBA worth its name: the mean time of both paths' samples is the same. */
  @ParameterizedTest
  @CsvSource({"2", "4", "100"})
  void anEvenNumberOfRepetitionsCancelsALinearDrift(int repetitions) {
    var plan = Plan.of(spec("{repetitions: %d}".formatted(repetitions)));

    assertThat(sumOfPlaces(plan, Path.HostToHost)).isEqualTo(sumOfPlaces(plan, Path.PodToPod));
  }

  private static int sumOfPlaces(Plan plan, Path path) {
    return plan.samples().stream()
        .filter(s -> s.path() == path)
        .mapToInt(PlannedSample::index)
        .sum();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                         | 80000",
        "{measurements: [TCPLatency]}                                |     0",
        "{measurements: [TCPLatency], latencyMessageSizes: [2500]}   | 40000",
        "{measurements: [TCPLatency], latencyMessageSizes: [250000]} | 79208",
      })
  void latencyOfLargeMessagesKeepsALinkBusyToo(String yaml, long milliseconds) {
    assertThat(Plan.of(spec(yaml)).transferring()).hasMillis(milliseconds);
  }

  @Test
  void aPersonCountsSamplesFromOne() {
    assertThat(Plan.of(spec("{}")).samples().get(2))
        .hasToString("sample 3 (PodToPod, repetition 2)");
    assertThat(Plan.of(spec("{messageSizes: [64], latencyMessageSizes: [9]}")).samples().get(0))
        .hasToString(
            "sample 1 (HostToHost, bandwidth at 64 bytes, latency at 9 bytes, repetition 1)");
  }

  @Test
  void withoutMeasurementsBothOfTcpAreTaken() {
    assertThat(Plan.of(spec("{}")).measurements())
        .containsExactly(Measurement.TCPBandwidth, Measurement.TCPLatency);
  }

  @Test
  void measurementsAreTakenInTheOrderGiven() {
    var plan = Plan.of(spec("{measurements: [TCPLatency, TCPBandwidth]}"));

    assertThat(plan.measurements())
        .containsExactly(Measurement.TCPLatency, Measurement.TCPBandwidth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                | HostToHost",
        "{paths: [PodToPod, HostToHost]}                    | HostToHost",
        "{paths: [PodToPod]}                                | PodToPod",
        "{paths: [HostToHost, PodToPod], baseline: PodToPod} | PodToPod",
      })
  void theBaselineIsTheOneGivenElseHostToHostElseTheFirstPath(String yaml, Path expected) {
    assertThat(Plan.of(spec(yaml)).baseline()).isEqualTo(expected);
  }

  @Test
  void aPlanWithoutPathsHasNoSamples() {
    assertThat(Plan.of(spec("{paths: []}")).samples()).isEmpty();
  }

  /** (2 × measuring + 30 s + pause) × samples + 5 min, two days at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                          |    860",
        "{repetitions: 1}                                             |    440",
        "{measurements: [TCPLatency]}                                 |    700",
        "{pauseSeconds: 60}                                           |   1340",
        "{repetitions: 100, paths: [PodToPod], durationSeconds: 400}  | 163300",
        "{repetitions: 1, durationSeconds: 3600}                      |  29160",
        "{repetitions: 12, durationSeconds: 3600, paths: [PodToPod]}  | 172800",
        "{activeDeadlineSeconds: 4711}                                |   4711",
      })
  void theDeadlineIsTheOneGivenElseLeavesTimeForARetryOfEachSample(String yaml, int seconds) {
    assertThat(Plan.of(spec(yaml)).activeDeadlineSeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                               |   50",
        "{durationSeconds: 1}                             |   32",
        "{measurements: [TCPBandwidth]}                   |   40",
        "{durationSeconds: 3600}                          | 7230",
        "{durationSeconds: 20, tool: sockperf}            |   54",
        "{durationSeconds: 300, tool: sockperf}           |  390",
        "{durationSeconds: 21, tool: sockperf, measurements: [TCPLatency, UDPLatency]} | 88",
      })
  void aClientIsGivenThirtySecondsBeyondWhatItsToolTakes(String yaml, int seconds) {
    assertThat(Plan.of(spec(yaml)).clientBound()).isEqualTo(Duration.ofSeconds(seconds));
  }
}
