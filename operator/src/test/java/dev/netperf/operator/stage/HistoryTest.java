package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.PastResult;
import dev.netperf.api.v1alpha1.PastRun;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Summary;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.operator.observe.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of the runs before the one at hand. */
class HistoryTest {
  /** As version 0.1.0, which knew of no history, wrote it. */
  private static final Path STORED = Path.of("src/test/resources/stage/complete-0.1.0.yaml");

  @Test
  void aFirstRunHasNoHistory() {
    assertThat(World.with("").settle().measure(8).status().history()).isEmpty();
  }

  @Test
  void aNewRunMovesTheLastOutcomeToTheHistory() {
    // Given a complete run
    var world = World.with("").settle().tick(10).measure(8);
    var last = world.status();

    // When
    world.tick(60).change("rerun: '2'");

    // Then
    assertThat(world.status().history())
        .containsExactly(
            new PastRun(
                last.run().id(),
                1L,
                last.run().startTime(),
                last.run().completionTime(),
                "True",
                "Complete",
                null,
                last.nodes().brief(),
                8,
                8,
                last.results().stream()
                    .map(result -> PastResult.of(result, comparison(last, result)))
                    .toList(),
                last.warnings().stream().map(Warning::type).distinct().toList()));
    var results = world.status().history().get(0).results();
    assertThat(results).extracting(PastResult::samples).containsExactly(4, 4, 4, 4);
    assertThat(results)
        .extracting(PastResult::percentOfBaseline)
        .containsExactly(null, null, "100.0", "100.0");
  }

  private static Comparison comparison(NetPerfTestStatus status, Result result) {
    return Comparison.of(result, status.comparisons()).orElse(null);
  }

  @Test
  void itTellsOfTheNodesWhatMayExplainADifference() {
    var world = World.with("").settle().measure(8).change("rerun: '2'");

    var nodes = world.status().history().get(0).nodes();
    assertThat(nodes.server().name()).isEqualTo("node-2");
    assertThat(nodes.server().kernelVersion()).isNotNull();
    assertThat(nodes.server().kubeletVersion()).isNotNull();
    assertThat(nodes.server().osImage()).isNull();
  }

  @Test
  void aRunThatIsStoppedUnderWayIsNotTakenForAFinishedOne() {
    // Given a run with three samples, its fourth under way
    var world = World.with("").settle().measure(3);
    var last = world.status();

    // When
    world.change("rerun: '2'");

    // Then
    var past = world.status().history().get(0);
    assertThat(past.id()).isEqualTo(last.run().id());
    assertThat(past.completionTime()).isNull();
    assertThat(past.ready()).isEqualTo("False");
    assertThat(past.reason()).isEqualTo("Stopped");
    assertThat(past.message())
        .isEqualTo("Stopped after 3 of 8 samples: generation 2 began a new run");
    assertThat(past.samples()).isEqualTo(3);
    assertThat(past.planned()).isEqualTo(8);
    assertThat(past.results()).hasSameSizeAs(last.results()).isNotEmpty();
  }

  @Test
  void aRunThatIsStoppedBeforeItsFirstSampleHasNoFigures() {
    var world = World.measuring("").change("rerun: '2'");

    assertThat(world.status().history().get(0).samples()).isZero();
    assertThat(world.status().history().get(0).results()).isEmpty();
  }

  @Test
  void aSuspendedRunThatIsReplacedWasStoppedToo() {
    var world = World.measuring("").change("suspend: true").clientEnds(10_000_000_000L, 40_000);

    world.change("rerun: '2'");

    assertThat(world.status().history()).extracting(PastRun::reason).containsExactly("Stopped");
    assertThat(world.status().history().get(0).samples()).isEqualTo(1);
  }

  @Test
  void aRunThatOnlyWaitedForItsNodesPushesNoResultOut() {
    // Given a test that waits for a node
    var world = World.with("").held("node-1", "team-a", "other").settle();
    assertThat(world.reason()).isEqualTo("NodesBusy");

    // When
    world.change("rerun: '2'");

    // Then
    assertThat(world.status().history()).isEmpty();
  }

  @Test
  void aRunThatFailedBeforeItHadNodesIsAnOutcome() {
    // Given
    var world = World.on(1, "{server: {nodeName: node-2}}").settle().tick(61);

    // When
    world.apply("{server: {nodeName: node-2}, rerun: '2'}");

    // Then
    var past = world.status().history().get(0);
    assertThat(past.reason()).isEqualTo("NodeNotFound");
    assertThat(past.ready()).isEqualTo("False");
    assertThat(past.completionTime()).isNotNull();
    assertThat(past.nodes()).isNull();
  }

  @Test
  void theNewestTenAreKeptTheNewestFirst() {
    // Given a test that has run a dozen times
    var world = World.with("rerun: '1'").settle().measure(8);
    for (int run = 2; run <= 12; run++) {
      world.change("rerun: '" + run + "'").measure(8);
    }

    // Then
    assertThat(world.status().run().generation()).isEqualTo(12);
    assertThat(world.status().history())
        .extracting(PastRun::generation)
        .containsExactly(11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L);
  }

  @Test
  void thereAndBackAgainAreThreeRuns() {
    var world = World.with("rerun: '1'").settle().measure(8);

    world.change("rerun: '2'").measure(2).change("rerun: '1'");

    assertThat(world.status().history())
        .extracting(PastRun::reason)
        .containsExactly("Stopped", "Complete");
    assertThat(world.status().history()).extracting(PastRun::id).doesNotHaveDuplicates();
    assertThat(world.status().history())
        .extracting(PastRun::id)
        .doesNotContain(world.status().run().id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "suspend: true",
        "podRetention: Never",
        "ttlSecondsAfterFinished: 9999",
        "retriesPerSample: 5",
        "activeDeadlineSeconds: 2000",
        "thresholds: [{measurement: TCPLatency, path: PodToPod, max: 1ms}]"
      })
  void aChangeThatBeginsNoRunLeavesItAlone(String change) {
    // Given a second run, complete
    var world = World.with("").settle().measure(8).change("rerun: '2'").measure(8);
    var before = world.status().history();

    // When
    world.change("rerun: '2'\n" + change);

    // Then
    assertThat(before).hasSize(1);
    assertThat(world.status().history()).isEqualTo(before);
  }

  @Test
  void itStaysSmallWhateverAnApiServerHadToSay() throws JsonProcessingException {
    // Given an admission webhook of many words
    var refusal = new Refusal(Refusal.Effect.RUN_FAILS, Reason.PodRefused, "no ".repeat(100_000));
    var world = World.with("").apiServerAnswers(object -> Optional.of(refusal)).settle();

    // When the test is tried again and again
    for (int run = 2; run <= 12; run++) {
      world.change("rerun: '" + run + "'");
    }

    // Then
    assertThat(world.status().history()).hasSize(10);
    assertThat(world.status().history().get(0).message()).hasSize(1022).endsWith("…");
    assertThat(new ObjectMapper().writeValueAsString(world.status().history()))
        .hasSizeLessThan(20_000);
  }

  @Test
  void aResultOfAnEarlierVersionGetsTheRowOfThisOneAndStandsOtherwise() throws IOException {
    // Given
    var stored = stored();
    assertThat(stored.summary()).isEqualTo(Summary.NOTHING);

    // When
    var world = World.found("", stored).settle().tick(100_000);

    // Then nothing else is written, taken anew or looked at again
    assertThat(world.status().summary().pod().bandwidth()).isEqualTo("10.0 Gbit/s");
    assertThat(world.status()).isEqualTo(stored.with(world.status().summary()));
    assertThat(world.everCreated()).isEmpty();
    assertThat(world.lookAgain()).isEmpty();
  }

  @Test
  void aResultOfAVersionWithoutHistoryBecomesHistory() throws IOException {
    var stored = stored();

    var world = World.found("", stored).change("rerun: '2'");

    assertThat(world.status().history()).hasSize(1);
    assertThat(world.status().history().get(0).results()).hasSameSizeAs(stored.results());
  }

  /** As the operator reads it: fields that it doesn't know are passed over. */
  private static NetPerfTestStatus stored() throws IOException {
    return YAMLMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build()
        .readValue(Files.readString(STORED), NetPerfTestStatus.class);
  }
}
