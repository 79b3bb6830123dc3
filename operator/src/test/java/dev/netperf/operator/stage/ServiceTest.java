package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Path;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The path through a Service, and the IP versions. */
class ServiceTest {
  private static final String THROUGH_A_SERVICE = "paths: [PodToPod, PodToService]";

  @Test
  void theServiceIsMadeWithTheServersAndGoesWithThem() {
    // Given
    var world = World.with(THROUGH_A_SERVICE).settle();
    assertThat(world.serviceNames())
        .containsExactly("svc-overlay-cost-" + runId(world).substring(0, 8));
    assertThat(world.living(Role.SERVER)).hasSize(1);

    // When
    world.measure(8);

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.serviceNames()).isEmpty();
    assertThat(world.podNames()).isEmpty();
  }

  private static String runId(World world) {
    return world.status().run().id();
  }

  @Test
  void withoutThatPathThereIsNoService() {
    assertThat(World.with("").settle().serviceNames()).isEmpty();
  }

  @Test
  void itsClientsAreSentToItsAddress() {
    var world = World.with("paths: [PodToService]").settle().serversListen();

    assertThat(world.client().getSpec().getContainers().get(0).getCommand()).contains("10.96.0.1");
  }

  @Test
  void aServiceThatIsRefusedFailsTheRun() {
    var world =
        World.with(THROUGH_A_SERVICE)
            .apiServerAnswers(
                object ->
                    object instanceof Service ? Optional.of(Refusals.SERVICE) : Optional.empty())
            .settle();

    assertThat(world.reason()).isEqualTo("ServiceRefused");
    assertThat(world.podNames()).isEmpty();
  }

  @Test
  void aDeletedTestTakesItsServiceAlong() {
    var world = World.with(THROUGH_A_SERVICE).settle().deleteTest();

    assertThat(world.serviceNames()).isEmpty();
  }

  @Test
  void aServerWithoutAnAddressOfTheVersionFailsTheRun() {
    // Given pods with IPv4 only
    var world = World.with("ipFamily: IPv6").settle().serversListen();

    // Then
    assertThat(world.reason()).isEqualTo("AddressFamilyUnavailable");
    assertThat(world.message()).contains("has no IPv6 address");
  }

  @Test
  void theVersionIsThatOfTheServersNode() {
    // Given a cluster whose first family is IPv6
    var world = World.with("");
    var node = TestNodes.ready("node-2");
    node.getStatus().getAddresses().add(new NodeAddress("2001:2::2", "InternalIP"));
    world.put(node).settle();

    // Then
    assertThat(world.status().effective().ipFamily()).hasToString("IPv6");
  }

  @Test
  void sockperfMeasuresOverTheVersionThatItKnows() {
    var node = TestNodes.ready("node-2");
    node.getStatus().getAddresses().add(new NodeAddress("2001:2::2", "InternalIP"));
    var world = World.with("tool: sockperf").put(node).settle();

    assertThat(world.status().effective().ipFamily()).hasToString("IPv4");
  }

  @Test
  void everyPathHasItsOwnEnds() {
    var world =
        World.with("paths: [HostToPod, PodToHost]\nrepetitions: 1").settle().serversListen();

    assertThat(world.client().getSpec().getHostNetwork()).isTrue();
    world.measure(1).serversListen();
    assertThat(world.client().getSpec().getHostNetwork()).isNull();
    world.measure(1);
    assertThat(world.status().samples())
        .extracting(sample -> sample.path())
        .containsExactly(Path.HostToPod.name(), Path.PodToHost.name());
  }
}
