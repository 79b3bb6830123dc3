package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The NetworkPolicy of a run: its pods on the pod network reach each other, and its ends on the
 * host network by their nodes' addresses, at the ports of its server; nobody else reaches them, and
 * they reach nobody else. Pods on the host network are under no NetworkPolicy.
 */
public final class ProbeNetworkPolicy {
  private static final String BITS_OF_IPV4 = "/32";
  private static final String BITS_OF_IPV6 = "/128";

  private ProbeNetworkPolicy() {}

  /**
   * The NetworkPolicy to create.
   *
   * @param serverNode the IP addresses of the server's node
   * @param clientNode the IP addresses of the client's node
   */
  public static NetworkPolicy of(
      NetPerfTest test, String runId, List<String> serverNode, List<String> clientNode) {
    var metadata = new ProbeMetadata(test, runId);
    var ports = OpenPort.of(test.getSpec(), runId).stream().map(ProbeNetworkPolicy::port).toList();
    return new NetworkPolicyBuilder()
        .withMetadata(metadata.networkPolicy())
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(metadata.onPodNetwork())
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .withPorts(ports)
        .withFrom(
            peers(metadata.podClients(), mixed(test, Path::clientOnHost) ? clientNode : List.of()))
        .endIngress()
        .addNewEgress()
        .withPorts(ports)
        .withTo(
            peers(metadata.podServers(), mixed(test, Path::serverOnHost) ? serverNode : List.of()))
        .endEgress()
        .endSpec()
        .build();
  }

  /** Whether a path has this one end on its node's network, and the other on the pod network. */
  private static boolean mixed(NetPerfTest test, Predicate<Path> end) {
    return test.getSpec().paths().stream().anyMatch(p -> p.endsOnHost() == 1 && end.test(p));
  }

  /** Whether there is something for it to cover: a pod on the pod network. */
  public static boolean covers(NetPerfTestSpec spec) {
    return spec.paths().stream().anyMatch(path -> path.endsOnHost() < 2);
  }

  /** Whether a NetworkPolicy belongs to this run. */
  public static boolean ofRun(NetworkPolicy policy, String runId) {
    var labels = policy.getMetadata().getLabels();
    return labels != null && runId.equals(labels.get(Labels.RUN));
  }

  /** Never none: an empty list would mean everybody. */
  private static List<NetworkPolicyPeer> peers(Map<String, String> pods, List<String> addresses) {
    var selected =
        new NetworkPolicyPeerBuilder()
            .withNewPodSelector()
            .withMatchLabels(pods)
            .endPodSelector()
            .build();
    return Stream.concat(Stream.of(selected), addresses.stream().map(ProbeNetworkPolicy::alone))
        .toList();
  }

  private static NetworkPolicyPeer alone(String address) {
    return new NetworkPolicyPeerBuilder()
        .withNewIpBlock()
        .withCidr(address + (address.contains(":") ? BITS_OF_IPV6 : BITS_OF_IPV4))
        .endIpBlock()
        .build();
  }

  private static NetworkPolicyPort port(OpenPort port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(port.protocol())
        .withPort(new IntOrString(port.number()))
        .build();
  }
}
