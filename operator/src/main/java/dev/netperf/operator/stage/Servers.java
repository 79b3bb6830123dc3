package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ProbePod;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;

/** The server of the sample that is next must listen. The servers of all paths start together. */
final class Servers implements Stage {
  /** A server outlives the run's deadline a little, but not an operator that is gone. */
  private static final Duration BEYOND_DEADLINE = Duration.ofMinutes(2);

  @Override
  public Step apply(Situation situation) {
    var network = Network.ofServer(situation.sample().orElseThrow().path());
    var server = situation.server(network);
    if (server.map(ProbePod::listening).orElse(false)) {
      return situation.next();
    }
    var message =
        server
            .map(s -> PodFaults.progress(s, "server", situation.nodes().server()))
            .orElse("Starting the servers on " + situation.nodes().server());
    return situation.progressing(Reason.Starting, message, missing(situation));
  }

  /** A server is created when nothing of an earlier one on its network is left. */
  private static List<Pod> missing(Situation situation) {
    var lifetime =
        Duration.between(situation.now(), situation.state().deadline().orElseThrow())
            .plus(BEYOND_DEADLINE);
    return situation.spec().paths().stream()
        .map(Network::ofServer)
        .distinct()
        .filter(network -> situation.pods().stream().noneMatch(p -> occupies(p, network)))
        .map(
            network ->
                situation
                    .probes()
                    .server(network, situation.attempt(), situation.nodes().server(), lifetime))
        .toList();
  }

  private static boolean occupies(ProbePod pod, Network network) {
    return pod.is(Role.SERVER) && pod.network() == network && !pod.ended();
  }
}
