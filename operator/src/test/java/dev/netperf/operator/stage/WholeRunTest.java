package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.PathSummary;
import dev.netperf.api.v1alpha1.RatioSummary;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Summary;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WholeRunTest {

  @Test
  void aTestStartsOneServerForEachNetwork() {
    var world = World.with("").settle();

    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.living(Role.SERVER))
        .extracting(pod -> new ObservedPod(pod).network())
        .containsExactly(Network.HOST, Network.POD);
  }

  @Test
  void aPathThatNeedsOneNetworkHasOneServer() {
    var world = World.with("paths: [PodToPod]").settle();

    assertThat(world.living(Role.SERVER))
        .extracting(pod -> new ObservedPod(pod).network())
        .containsExactly(Network.POD);
  }

  @Test
  void noClientStartsBeforeItsServerListens() {
    // Given
    var world = World.with("").settle();

    // When the servers run and don't listen yet
    world.living(Role.SERVER).forEach(pod -> TestPods.runs(pod, world.now()));
    world.settle();

    // Then
    assertThat(world.living(Role.CLIENT)).isEmpty();
    assertThat(world.reason()).isEqualTo("Starting");
  }

  @Test
  void aClientIsSentToTheAddressOfItsServer() {
    var world = World.with("").settle().serversListen();

    var address = new ObservedPod(world.server(Network.HOST)).address(IpFamily.IPv4).orElseThrow();
    assertThat(world.client().getSpec().getContainers().get(0).getCommand()).contains(address);
  }

  @Test
  void aServerThatIsNotNeededYetKeepsNobodyWaiting() {
    // Given
    var world = World.with("").settle();

    // When only the host network's listens, whose sample is first
    world.happens(world.server(Network.HOST), TestPods::listens);

    // Then
    assertThat(world.reason()).isEqualTo("Measuring");
  }

  @Test
  void clientsRunOnTheClientsNodeAndServersOnTheServers() {
    var world = World.measuring("").serversListen();

    assertThat(world.client().getSpec().getNodeName()).isEqualTo("node-1");
    assertThat(world.living(Role.SERVER))
        .extracting(pod -> pod.getSpec().getNodeName())
        .containsOnly("node-2");
  }

  @Test
  void eightSamplesAreTakenOneAfterTheOther() {
    // Given
    var world = World.with("").settle();

    // When
    world.measure(8);

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().samples())
        .extracting(Sample::index)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(world.status().samples())
        .extracting(Sample::path)
        .containsExactly(
            Path.HostToHost.name(),
            Path.PodToPod.name(),
            Path.PodToPod.name(),
            Path.HostToHost.name(),
            Path.HostToHost.name(),
            Path.PodToPod.name(),
            Path.PodToPod.name(),
            Path.HostToHost.name());
  }

  @Test
  void aRunWithoutFailuresNeedsTwoServersAndOneClientForEachSample() {
    var world = World.with("").settle().measure(8);

    assertThat(world.everCreated())
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allMatch(
            name -> name.matches("overlay-cost-[0-9a-f]{8}-(server-host|server-pod|client)-[0-7]"));
  }

  @Test
  void nothingIsLeftOfACompleteRun() {
    var world = World.with("").settle().measure(8);

    assertThat(world.podNames()).isEmpty();
    assertThat(world.holds("node-1")).isFalse();
    assertThat(world.holds("node-2")).isFalse();
    assertThat(world.lookAgain()).isEmpty();
  }

  @Test
  void aRunHoldsItsNodes() {
    var world = World.measuring("");

    assertThat(world.holds("node-1")).isTrue();
    assertThat(world.holds("node-2")).isTrue();
  }

  @Test
  void aSampleTellsWhatWasMeasuredAndWhen() {
    var world = World.measuring("").clientEnds(10_305_195_213L, 39_223);

    var sample = world.status().samples().get(0);
    assertThat(sample.values()).extracting(Value::value).containsExactly(10_305_195_213L, 39_223L);
    assertThat(sample.startTime()).isEqualTo("2026-01-01T00:01:00.250Z");
    assertThat(sample.endTime()).isEqualTo("2026-01-01T00:01:20.250Z");
    assertThat(sample.attempt()).isZero();
    assertThat(sample.repetition()).isEqualTo(1);
  }

  @Test
  void theResultIsTheRowOfKubectlGet() {
    // Given
    var world = World.with("repetitions: 1").settle().serversListen();

    // When
    world.clientEnds(10_305_195_213L, 39_223).clientEnds(8_780_026_321L, 44_361);

    // Then
    assertThat(world.status().summary())
        .isEqualTo(
            new Summary(
                new PathSummary("10.3 Gbit/s", 10_305_195_213L, "39.2 us", 39_223L),
                new PathSummary("8.78 Gbit/s", 8_780_026_321L, "44.4 us", 44_361L),
                null,
                new RatioSummary("PodToPod", "HostToHost", "TCPBandwidth", "85.2%", 852L),
                null));
    assertThat(world.status().progress().summary()).isEqualTo("2/2");
    assertThat(world.message())
        .isEqualTo("PodToPod 8.78 Gbit/s is 85.2% of HostToHost, latency 44.4 us against 39.2 us");
  }

  @Test
  void partialResultsStandInTheStatusWhileTheRunGoesOn() {
    var world = World.measuring("").clientEnds(10_000_000_000L, 40_000);

    assertThat(world.status().results()).hasSize(2).allMatch(r -> r.samples() == 1);
    assertThat(world.status().progress().summary()).isEqualTo("1/8");
    assertThat(world.reason()).isEqualTo("Measuring");
  }

  @Test
  void theFactsOfBothNodesStandInTheStatus() {
    var world = World.measuring("").clientEnds(10_000_000_000L, 40_000);

    var server = world.status().nodes().server();
    assertThat(server.name()).isEqualTo("node-2");
    assertThat(server.instanceType()).isEqualTo("m5.large");
    assertThat(server.zone()).isEqualTo("zone-node-2");
    assertThat(server.cores()).isEqualTo(2);
    assertThat(server.cpuModel()).isEqualTo("Server CPU");
    assertThat(world.status().nodes().client().cpuModel()).isEqualTo("Client CPU");
  }

  @Test
  void withoutNamesTheOperatorPicksTwoNodes() {
    var world = World.on(5, "{}").settle().measure(8);

    var nodes = world.status().nodes();
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(nodes.server().name()).isNotEqualTo(nodes.client().name());
  }

  @Test
  void theEffectiveValuesStandInTheStatusFromTheStart() {
    var world = World.with("").settle();

    assertThat(world.status().effective().baseline()).isEqualTo(Path.HostToHost.name());
    assertThat(world.status().effective().activeDeadlineSeconds()).isEqualTo(860);
  }

  @Test
  void theToolsVersionStandsInTheStatusOfItsRunAlone() {
    // Given
    var world = World.measuring("");
    assertThat(world.status().effective().toolVersion()).isNull();

    // When it was measured
    world.clientEnds(10_000_000_000L, 40_000);

    // Then, also where the next probe doesn't tell
    assertThat(world.status().effective().toolVersion()).isEqualTo("0.4.11");
    world.clientEnds(
        0,
        Envelopes.withoutVersion(Envelopes.ended(0, Envelopes.qperf(10, 10_000_000_000L, 40_000))));
    assertThat(world.status().samples()).hasSize(2);
    assertThat(world.status().effective().toolVersion()).isEqualTo("0.4.11");
  }

  @Test
  void thePortsInUseStandInTheStatus() {
    var world = World.with("ports: {report: 20000}").settle();

    var ports = world.status().effective().ports();
    assertThat(ports.report()).isEqualTo(20000);
    assertThat(world.living(Role.SERVER))
        .hasSize(2)
        .allSatisfy(
            server ->
                assertThat(server.getSpec().getContainers().get(0).getPorts())
                    .extracting(ContainerPort::getContainerPort)
                    .contains(ports.control(), ports.data(), ports.report()));
  }

  @Test
  void thePauseBetweenSamplesIsKept() {
    // Given
    var world = World.measuring("pauseSeconds: 20").clientEnds(10_000_000_000L, 40_000);
    assertThat(world.message()).isEqualTo("Pausing before sample 2 (PodToPod, repetition 1)");

    // When
    world.tick(19);

    // Then
    assertThat(world.living(Role.CLIENT)).isEmpty();
    assertThat(world.lookAgain()).contains(Duration.ofSeconds(1));

    // When
    world.tick(1);

    // Then
    assertThat(world.living(Role.CLIENT)).hasSize(1);
  }

  @Test
  void theLastSampleIsNotFollowedByAPause() {
    var world = World.with("pauseSeconds: 20\nrepetitions: 1\npaths: [PodToPod]").settle();

    world.measure(1);

    assertThat(world.reason()).isEqualTo("Complete");
  }

  @Test
  void decidingTwiceOnTheSameWorldChangesNothing() {
    var world = World.measuring("");

    var decision = world.decision();

    assertThat(decision.status()).contains(world.status());
    assertThat(decision.create()).isEmpty();
    assertThat(decision.delete()).isEmpty();
  }
}
