package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.api.v1alpha1.survey.EntryValues;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.plan.Specs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntriesTest {
  private static final PlannedPair PAIR = new PlannedPair(7, "node-1", "node-2");

  private static Sample sample(
      int repetition, Path path, int second, Integer others, Value... values) {
    return new Sample(
        0,
        repetition,
        path.name(),
        0,
        null,
        "2026-01-01T00:00:0" + second + "Z",
        "2026-01-01T00:00:0" + (second + 1) + "Z",
        others,
        List.of(values));
  }

  private static NetPerfTest test(String spec, List<Warning> warnings, Sample... samples) {
    var test = Specs.test(spec);
    test.setStatus(
        new NetPerfTestStatus(
            1L,
            null,
            null,
            null,
            null,
            null,
            null,
            Arrays.asList(samples),
            null,
            null,
            null,
            warnings,
            null,
            null,
            null,
            null));
    return test;
  }

  private static Value bandwidth(long value) {
    return Value.of(Measurement.TCPBandwidth, value);
  }

  private static Value latency(long value) {
    return Value.of(Measurement.TCPLatency, value);
  }

  @Test
  void anEntryHasEveryCountedValueByRepetition() {
    // Given a warm-up, and a second repetition that was taken before the first one
    var test =
        test(
            "{repetitions: 2, durationSeconds: 5}",
            List.of(
                Warning.of(Warning.Type.Scatter, "x"),
                Warning.of(Warning.Type.Drift, "y"),
                Warning.of(Warning.Type.Scatter, "z")),
            sample(1, Path.HostToHost, 0, 3, bandwidth(800), latency(9)).excluded(Exclusion.Warmup),
            sample(2, Path.HostToHost, 2, 1, bandwidth(1600), latency(20)),
            sample(1, Path.HostToHost, 4, null, bandwidth(2400), latency(21)),
            sample(1, Path.PodToPod, 6, 2, bandwidth(3200), latency(30)),
            sample(2, Path.PodToPod, 8, 0, bandwidth(4000), latency(31)));

    // When
    var entry = Entries.measured(PAIR, test);

    // Then all of them were moved
    assertThat(entry)
        .isEqualTo(
            new SurveyEntry(
                7,
                "node-1",
                "node-2",
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:09Z",
                3,
                (100L + 200 + 300 + 400 + 500) * 5,
                List.of("Scatter", "Drift"),
                List.of(
                    values("HostToHost", "TCPBandwidth", 2400, 1600),
                    values("HostToHost", "TCPLatency", 21, 20),
                    values("PodToPod", "TCPBandwidth", 3200, 4000),
                    values("PodToPod", "TCPLatency", 30, 31)),
                null,
                null,
                null));
    assertThat(entry.measured()).isTrue();
  }

  @Test
  void latencyOfLargeMessagesIsOnTheBill() {
    // Given messages of 1 MB that take 10 ms each way
    var test =
        test(
            "{repetitions: 1, durationSeconds: 5, paths: [PodToPod], measurements: [TCPLatency],"
                + " latencyMessageSizes: [1000000]}",
            List.of(),
            sample(1, Path.PodToPod, 0, null, latency(10_000_000).at(Optional.of(1_000_000))));

    assertThat(Entries.measured(PAIR, test).bytes()).isEqualTo(500_000_000);
  }

  @Test
  void messageSizesAreKeptApart() {
    var test =
        test(
            "{repetitions: 1, paths: [PodToPod], measurements: [TCPBandwidth], messageSizes: [64, 1]}",
            List.of(),
            sample(1, Path.PodToPod, 0, null, bandwidth(10).at(Optional.of(1))),
            sample(1, Path.PodToPod, 2, null, bandwidth(20).at(Optional.of(64))));

    assertThat(Entries.measured(PAIR, test).values())
        .isEqualTo(
            List.of(
                new EntryValues("PodToPod", "TCPBandwidth", 64, "bit/s", List.of(20L)),
                new EntryValues("PodToPod", "TCPBandwidth", 1, "bit/s", List.of(10L))));
  }

  @Test
  void whatIsMissingIsZeroOrNothing() {
    // Given latency alone, of which the second repetition is lost
    var test =
        test(
            "{repetitions: 2, paths: [PodToPod]}",
            List.of(),
            sample(1, Path.PodToPod, 0, null, latency(30)));

    // Then
    var entry = Entries.measured(PAIR, test);
    assertThat(entry.values()).isEqualTo(List.of(values("PodToPod", "TCPLatency", 30, 0)));
    assertThat(entry.bytes()).isNull();
    assertThat(entry.others()).isNull();
    assertThat(new EntryValues("p", "m", null, "ns", Arrays.asList(1L, null)).values())
        .isEqualTo(List.of(1L, 0L));
  }

  @Test
  void aPairWithoutValuesSaysWhyInALine() {
    var failed = Entries.failed(PAIR, "ConnectFailed", "a\nb " + "x".repeat(1000));
    var skipped = Entries.skipped(PAIR, "NodeNotReady", "node-1 is not Ready");

    assertThat(failed.failed()).isEqualTo("ConnectFailed");
    assertThat(failed.skipped()).isNull();
    assertThat(failed.message()).startsWith("a b xx").endsWith("…").hasSizeBetween(250, 256);
    assertThat(skipped.skipped()).isEqualTo("NodeNotReady");
    assertThat(skipped.failed()).isNull();
    assertThat(skipped.message()).isEqualTo("node-1 is not Ready");
    assertThat(List.of(failed, skipped)).noneMatch(SurveyEntry::measured);
    assertThat(Entries.failed(PAIR, "x", null).message()).isNull();
  }
}
