package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A run that waits for its turn to measure, on nodes that it has. */
class QueuedTest {
  private static World queued(String spec) {
    return World.with(spec).othersMeasure().settle().serversListen();
  }

  private static Instant deadline(World world) {
    return Instant.parse(world.status().run().deadline());
  }

  @Test
  void whatWaitsForItsTurnSaysSoAndHasNoClient() {
    var world = queued("");

    assertThat(world.standing())
        .startsWith(
            "Queued: Waiting for its turn: no more than 2 samples are taken at a time in the"
                + " cluster");
    assertThat(world.living(Role.CLIENT)).isEmpty();
    assertThat(world.living(Role.SERVER)).isNotEmpty();
  }

  @Test
  void theTurnComesWhenOthersHaveEnded() {
    var world = queued("").tick(100).othersRest();

    assertThat(world.reason()).isEqualTo("Measuring");
    assertThat(world.living(Role.CLIENT)).hasSize(1);
  }

  @Test
  void theTimeInTheLineDoesNotCountForTheDeadline() {
    // Given
    var world = queued("");
    var before = deadline(world);

    // When it waits longer than the run may last, and than its servers were made for
    world.tick(Duration.ofHours(5).toSeconds()).serversListen();
    assertThat(world.reason()).isEqualTo("Queued");

    // Then its time goes on from where it stood
    world.othersRest();
    assertThat(world.reason()).isEqualTo("Measuring");
    assertThat(Duration.between(before, deadline(world))).isEqualTo(Duration.ofHours(5));
  }

  @Test
  void aBoundThatIsRaisedInTheLineHolds() {
    // Given
    var world = queued("activeDeadlineSeconds: 900");
    var before = deadline(world);

    // When
    world.change("activeDeadlineSeconds: 7200");
    assertThat(world.reason()).isEqualTo("Queued");
    world.tick(100).serversListen().othersRest();

    // Then
    assertThat(Duration.between(before, deadline(world)))
        .isEqualTo(Duration.ofSeconds(7200 - 900 + 100));
  }

  @Test
  void aServerThatEndsByItsOwnTimeInTheLineIsReplaced() {
    // Given
    var world = queued("");
    var servers = world.living(Role.SERVER);

    // When the kubelet ends its servers, and it is its turn then
    for (var server : servers) {
      world.happens(server, TestPods.failedByNode("DeadlineExceeded", "active for too long"));
    }
    world.deletedPodsGo().serversListen().othersRest();

    // Then others listen in their place, and nothing has failed
    assertThat(world.reason()).isEqualTo("Measuring");
    assertThat(world.living(Role.SERVER))
        .hasSameSizeAs(servers)
        .extracting(server -> server.getMetadata().getUid())
        .doesNotContainAnyElementsOf(
            servers.stream().map(server -> server.getMetadata().getUid()).toList());
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void theWaitIsNoGapBetweenSamplesThatAreCompared() {
    // Given a run whose first sample is taken
    var world = World.measuring("").othersMeasure().clientEnds(1_000_000_000, 20_000);
    var first = world.status().samples().get(0);

    // When others have their turns, and then it takes the second of the repetition
    assertThat(world.reason()).isEqualTo("Queued");
    world.tick(200).othersRest().clientRuns().clientEnds(900_000_000, 25_000);

    // Then both count
    assertThat(world.status().samples()).hasSize(2).first().isEqualTo(first);
    assertThat(world.status().samples()).allMatch(sample -> sample.excluded() == null);
  }

  @Test
  void aSuspendedTestLeavesTheLine() {
    var world = queued("").change("suspend: true");

    assertThat(world.reason()).isEqualTo("Suspended");
    assertThat(world.status().run().queuedTime()).isNull();
  }
}
