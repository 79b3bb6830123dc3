package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.SampleAttempts;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelopes;
import org.junit.jupiter.api.Test;

class RetriesTest {

  @Test
  void aServerThatIsGoneIsWhyItsClientFailed() {
    // Given a client that measures, and an operator that doesn't look for a while
    var world = World.measuring("");

    // When its server is deleted and gone, and the client fails for it
    world.goneUnseen(world.server(Network.HOST)).clientFails();

    // Then the failure says what happened, not what the tool made of it
    assertThat(world.status().failures())
        .extracting(failure -> failure.reason())
        .containsExactly(Reason.PodDeleted.name());
  }

  @Test
  void aFailedAttemptIsListedAndLeavesNoValue() {
    var world = World.measuring("").clientFails();

    assertThat(world.status().samples()).isEmpty();
    assertThat(world.status().results()).isEmpty();
    assertThat(world.status().failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.sample()).isZero();
              assertThat(failure.attempt()).isZero();
              assertThat(failure.path()).isEqualTo(Path.HostToHost.name());
              assertThat(failure.reason()).isEqualTo(Reason.ConnectFailed.name());
              assertThat(failure.message()).contains("no connection to");
              assertThat(failure.time()).isEqualTo(World.START.toString());
            });
  }

  @Test
  void aFailedSampleIsTakenAgainAndTheRunCompletes() {
    // Given
    var world = World.measuring("").clientFails();

    // When
    world.measure(8);

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().samples()).extracting(Sample::attempt).containsOnly(1);
    assertThat(world.status().failures()).hasSize(1);
  }

  @Test
  void afterAFailureTheServerOfItsNetworkIsReplaced() {
    // Given
    var world = World.measuring("");
    var host = world.server(Network.HOST).getMetadata().getName();
    var pod = world.server(Network.POD).getMetadata().getName();

    // When
    world.clientFails();

    // Then the other network's server, which nobody doubts, stays
    assertThat(world.server(Network.HOST).getMetadata().getName()).isNotEqualTo(host);
    assertThat(world.server(Network.POD).getMetadata().getName()).isEqualTo(pod);
  }

  @Test
  void theNextAttemptWaitsForTheNewServer() {
    var world = World.measuring("").clientFails();

    assertThat(world.living(Role.CLIENT)).isEmpty();
    assertThat(world.reason()).isEqualTo("Starting");

    world.serversListen();

    assertThat(new ObservedPod(world.client()).attempt().number()).isEqualTo(1);
  }

  @Test
  void theNewServerIsMadeWhenTheOldOneIsGone() {
    // Given a server that takes its time to end: two would want the same port of the node
    var world = World.measuring("").deletionTakesTime().clientFails();
    assertThat(world.living(Role.SERVER)).hasSize(1);

    // When
    world.deletedPodsGo();

    // Then
    assertThat(world.living(Role.SERVER)).hasSize(2);
  }

  @Test
  void theNextClientIsMadeWhenTheLastOneIsGone() {
    // Given a client that was deleted and still runs
    var world = World.measuring("").deletionTakesTime();
    var first = world.client();
    world.deleted(first);
    world.gone(world.matching(p -> p.is(Role.SERVER) && p.deleting()).get(0));

    // When the new server listens
    world.serversListen();

    // Then two clients don't measure at a time
    assertThat(world.living(Role.CLIENT)).isEmpty();

    // When
    world.gone(first);

    // Then
    assertThat(world.living(Role.CLIENT)).hasSize(1);
  }

  @Test
  void aSampleIsTriedTwiceMoreByDefault() {
    var world = World.measuring("").clientFails().serversListen().clientFails().serversListen();
    assertThat(world.reason()).isEqualTo("Measuring");

    world.clientFails();

    assertThat(world.reason()).isEqualTo("ConnectFailed");
    assertThat(world.conditions())
        .isEqualTo("Ready=False Stalled=True Failed=True Finished=True Passed=Unknown");
  }

  @Test
  void withoutRetriesTheFirstFailureIsTheLast() {
    var world = World.measuring("retriesPerSample: 0").clientFails();

    assertThat(world.conditions()).contains("Stalled=True");
    assertThat(world.message()).startsWith("Sample 1 (HostToHost, repetition 1) failed: ");
  }

  @Test
  void theLastReasonIsTheRunsReason() {
    // Given
    var world = World.measuring("").clientFails().serversListen().clientFails().serversListen();

    // When
    world.clientEnds(124, Envelopes.timedOut(""));

    // Then
    assertThat(world.reason()).isEqualTo("ServerUnresponsive");
    assertThat(world.message())
        .startsWith("Sample 1 (HostToHost, repetition 1) failed 3 times, at last: ");
    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(
            Reason.ConnectFailed.name(),
            Reason.ConnectFailed.name(),
            Reason.ServerUnresponsive.name());
  }

  @Test
  void theSamplesOfAFailedRunAreKept() {
    var world = World.with("retriesPerSample: 0").settle().measure(3).serversListen().clientFails();

    assertThat(world.conditions()).contains("Stalled=True");
    assertThat(world.status().samples()).hasSize(3);
    assertThat(world.status().summary()).isNotNull();
    assertThat(world.status().progress().summary()).isEqualTo("3/8");
  }

  @Test
  void everySampleHasRetriesOfItsOwn() {
    // Given
    var world = World.with("retriesPerSample: 1\norder: Sequential").settle();

    // When every sample fails once
    for (int sample = 0; sample < 8; sample++) {
      world.serversListen().clientFails().measure(1);
    }

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().failures()).hasSize(8);
  }

  @Test
  void theNewestTwentyFailuresAreListed() {
    // Given
    var world = World.with("repetitions: 100\nretriesPerSample: 10\norder: Sequential").settle();

    // When every sample fails ten times
    for (int sample = 0; sample < 3; sample++) {
      for (int attempt = 0; attempt < 10; attempt++) {
        world.serversListen().clientFails();
      }
      world.measure(1);
    }

    // Then
    assertThat(world.status().samples()).hasSize(3);
    assertThat(world.status().failures()).hasSize(20);
    assertThat(world.status().failures()).extracting(Failure::sample).containsOnly(1, 2);
  }

  @Test
  void aServerThatIsReplacedAgainAndAgainNeverHasTheNameOfAnEarlierOne() {
    var world = World.with("retriesPerSample: 10").settle();

    for (int attempt = 0; attempt < 10; attempt++) {
      world.serversListen().clientFails();
    }

    assertThat(world.everCreated()).doesNotHaveDuplicates();
  }

  @Test
  void aServerThatVanishesBetweenSamplesIsReplacedWithoutAFailure() {
    // Given a server that is needed next
    var world = World.measuring("pauseSeconds: 10").clientEnds(10_000_000_000L, 40_000);
    var server = world.server(Network.POD);

    // When it is deleted while no client runs: first asked for, then ended, then gone
    world.deleted(server);
    world.happens(server, pod -> TestPods.ends(pod, 143, Envelopes.recorded("ended-server")));
    world.gone(server).tick(10).serversListen();

    // Then
    assertThat(world.status().failures()).isEmpty();
    assertThat(world.reason()).isEqualTo("Measuring");
  }

  @Test
  void aServerThatFailsBetweenSamplesIsReplacedAndListed() {
    // Given
    var world = World.measuring("pauseSeconds: 10").clientEnds(10_000_000_000L, 40_000);

    // When
    world.happens(
        world.server(Network.POD), pod -> TestPods.ends(pod, 1, Envelopes.ended(1, "boom")));

    // Then
    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.ServerFailed.name());
    world.tick(10).measure(1).tick(10).measure(1);
    assertThat(world.status().progress().summary()).isEqualTo("2/8");
  }

  /** Two samples that fail by turns: each has its own count, however many failures are kept. */
  @Test
  void samplesThatFailByTurnsFailNoMoreOftenThanTheSpecAllows() {
    var world = World.with("retriesPerSample: 10\npaths: [PodToPod, HostToHost]").settle();

    // When the first sample of the repetition fails, then its partner, and so on
    int failures = 0;
    while (world.reason().equals("Starting") || world.reason().equals("Measuring")) {
      world.serversListen();
      if (failures % 2 == 1) {
        world.clientEnds(10_000_000_000L, 40_000).serversListen();
      }
      world.clientFails();
      failures++;
      assertThat(failures).isLessThan(40);
    }

    // Then the run gives up when one of them has failed eleven times
    assertThat(failures).isEqualTo(21);
    assertThat(world.status().attempts())
        .extracting(SampleAttempts::failed)
        .containsExactlyInAnyOrder(11, 10);
  }
}
