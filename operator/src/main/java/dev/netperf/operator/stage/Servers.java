package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbeNetworkPolicy;
import dev.netperf.operator.probe.ProbeService;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/**
 * The server of the sample that is next must listen, behind its Service if the path has one. The
 * servers of all paths start together, and with them the run's NetworkPolicy where it gets one.
 */
final class Servers implements Stage {
  @Override
  public Step apply(Situation situation) {
    var path = situation.sample().orElseThrow().path();
    var server = situation.server(Network.ofServer(path));
    var family = situation.state().family();
    if (server.filter(s -> s.addressed() && s.address(family).isEmpty()).isPresent()) {
      return situation.failing(
          Reason.AddressFamilyUnavailable,
          "The server pod on " + situation.nodes().server() + " has no " + family + " address");
    }
    if (server.map(ObservedPod::listening).orElse(false) && serviceReady(situation, path)) {
      return situation.next();
    }
    var message =
        server
            .map(s -> PodFaults.progress(s, "server", situation.nodes().server()))
            .orElse("Starting the servers on " + situation.nodes().server());
    return situation.progressing(Reason.Starting, message, missing(situation));
  }

  private static boolean serviceReady(Situation situation, Path path) {
    return !path.throughService() || situation.service().flatMap(ProbeService::address).isPresent();
  }

  /** A server is created when nothing of an earlier one on its network is left. */
  private static List<HasMetadata> missing(Situation situation) {
    var missing = new ArrayList<HasMetadata>();
    var lifetime = ServerLife.of(situation);
    var paths = situation.spec().paths();
    if (policyIsMissing(situation)) {
      missing.add(
          ProbeNetworkPolicy.of(
              situation.observation().test(),
              situation.state().run().id(),
              addresses(situation, Role.SERVER),
              addresses(situation, Role.CLIENT)));
    }
    if (paths.stream().anyMatch(Path::throughService) && situation.service().isEmpty()) {
      missing.add(
          ProbeService.of(
              situation.observation().test(),
              situation.state().run().id(),
              situation.state().family()));
    }
    paths.stream()
        .map(Network::ofServer)
        .distinct()
        .filter(network -> situation.pods().stream().noneMatch(p -> occupies(p, network)))
        .map(
            network ->
                situation
                    .probes()
                    .server(
                        network,
                        situation.attempt(),
                        situation.nodes().server(),
                        situation.state().family(),
                        lifetime))
        .forEach(missing::add);
    return missing;
  }

  private static boolean policyIsMissing(Situation situation) {
    return situation.observation().settings().networkPolicies()
        && ProbeNetworkPolicy.covers(situation.spec())
        && situation.observation().policies().stream()
            .filter(policy -> policy.getMetadata().getDeletionTimestamp() == null)
            .noneMatch(p -> ProbeNetworkPolicy.ofRun(p, situation.state().run().id()));
  }

  private static List<String> addresses(Situation situation, Role role) {
    return situation
        .observation()
        .nodes()
        .get(situation.node(role))
        .map(NodeState::addresses)
        .orElse(List.of());
  }

  private static boolean occupies(ObservedPod pod, Network network) {
    return pod.is(Role.SERVER) && pod.network() == network && !pod.ended();
  }
}
