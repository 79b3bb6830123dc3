package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The NetworkPolicy of a run, where the operator is to make one. */
class NetworkPolicyTest {
  private static World with(String spec) {
    return World.with(spec).operatorMakesNetworkPolicies();
  }

  private static World refused(String spec) {
    return with(spec)
        .apiServerAnswers(
            object ->
                object instanceof NetworkPolicy
                    ? Optional.of(Refusals.NETWORK_POLICY)
                    : Optional.empty());
  }

  private static String name(World world) {
    return "overlay-cost-" + world.status().run().id().substring(0, 8) + "-policy";
  }

  @Test
  void itIsMadeBeforeTheServersAndGoesWithThem() {
    // Given
    var world = with("repetitions: 1").settle();
    assertThat(world.policies())
        .extracting(p -> p.getMetadata().getName())
        .containsOnly(name(world));
    assertThat(world.everCreated()).first().isEqualTo(name(world));
    assertThat(world.living(Role.SERVER)).hasSize(2);

    // When
    world.measure(2);

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.policies()).isEmpty();
    assertThat(world.everCreated()).filteredOn(name(world)::equals).hasSize(1);
  }

  @Test
  void oneThatIsThereIsNotMadeAgain() {
    assertThat(with("").settle().decision().create()).isEmpty();
  }

  @Test
  void withoutTheSettingThereIsNone() {
    var world = World.with("repetitions: 1").settle().measure(2);

    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.everCreated()).noneMatch(created -> created.endsWith("-net"));
  }

  @Test
  void aRunOnTheHostNetworkAloneHasNone() {
    assertThat(with("paths: [HostToHost]").settle().policies()).isEmpty();
  }

  @Test
  void itLetsTheClientsNodeInWhereTheClientIsOnTheHostNetwork() {
    // Given
    var world = with("paths: [HostToPod]");
    var node = TestNodes.ready("node-1");
    node.getStatus().getAddresses().add(new NodeAddress("192.0.2.1", "InternalIP"));
    node.getStatus().getAddresses().add(new NodeAddress("2001:db8::1", "InternalIP"));
    node.getStatus().getAddresses().add(new NodeAddress("203.0.113.1", "ExternalIP"));

    // When
    world.put(node).settle();

    // Then
    var from = world.policies().get(0).getSpec().getIngress().get(0).getFrom();
    assertThat(from.subList(1, from.size()))
        .extracting(peer -> peer.getIpBlock().getCidr())
        .containsExactly("192.0.2.1/32", "2001:db8::1/128");
  }

  @Test
  void anotherRunHasItsOwn() {
    // Given
    var world = with("").settle().serversListen();
    var first = name(world);

    // When
    world.change("rerun: '2'");

    // Then
    assertThat(name(world)).isNotEqualTo(first);
    assertThat(world.policies())
        .extracting(p -> p.getMetadata().getName())
        .containsOnly(name(world));
  }

  @Test
  void aDeletedTestTakesItAlong() {
    assertThat(with("").settle().deleteTest().policies()).isEmpty();
  }

  @Test
  void aSuspendedTestHasNoneAndOneThatGoesOnHasItAgain() {
    var world = with("").settle().change("suspend: true");
    assertThat(world.policies()).isEmpty();

    world.change("");

    assertThat(world.policies()).hasSize(1);
  }

  @Test
  void oneThatSomebodyDeletedComesBackWithTheNextServer() {
    // Given
    var world = with("").settle().serversListen().clientRuns().policiesAreGone();

    // When
    world.clientFails();

    // Then
    assertThat(world.policies()).hasSize(1);
  }

  @Test
  void oneThatIsRefusedIsTriedAgainWithoutPodsAndNodes() {
    var world = refused("").settle();

    assertThat(world.reason()).isEqualTo("NetworkPolicyRefused");
    assertThat(world.message()).contains("cannot create resource \"networkpolicies\"");
    assertThat(world.podNames()).isEmpty();
    assertThat(world.holds("node-2")).isFalse();

    world.apiServerAnswers(object -> Optional.empty()).tick(6);

    assertThat(world.policies()).hasSize(1);
    assertThat(world.living(Role.SERVER)).hasSize(2);
  }
}
