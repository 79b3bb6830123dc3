package dev.netperf.operator.placement;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Placement;
import io.fabric8.kubernetes.api.model.Node;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The nodes that a test could use, best first: those that new pods should avoid, or that are about
 * to go, come last. The ranking differs from test to test, so that many tests without node names
 * spread over the cluster, and is the same at every look.
 *
 * @param servers nodes for the server
 * @param clients nodes for the clients
 * @param placement how the two must lie to each other
 * @param zones the zone of each node that has one
 */
public record Candidates(
    List<String> servers, List<String> clients, Placement placement, Map<String, String> zones) {

  /**
   * The candidates among these nodes.
   *
   * @param server what the server's node must be
   * @param client what the client's node must be
   * @param placement how the two must lie to each other
   * @param seed makes the ranking differ from test to test
   * @param nodes the cluster's nodes
   */
  public static Candidates of(
      Endpoint server, Endpoint client, Placement placement, String seed, Collection<Node> nodes) {
    var zones = new HashMap<String, String>();
    nodes.forEach(node -> NodeState.zone(node).ifPresent(zone -> zones.put(name(node), zone)));
    var servers = ranked(server, seed, nodes);
    var clients = client.equals(server) ? servers : ranked(client, seed, nodes);
    return new Candidates(servers, clients, placement, zones);
  }

  /** The best pair that passes the filter; for SameNode twice the same node. */
  public Optional<NodeNames> best(Predicate<String> filter) {
    for (var server : servers) {
      if (filter.test(server)) {
        var client = clients.stream().filter(c -> fit(server, c) && filter.test(c)).findFirst();
        if (client.isPresent()) {
          return Optional.of(new NodeNames(server, client.get()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean fit(String server, String client) {
    return switch (placement) {
      case DifferentNodes -> !server.equals(client);
      case SameNode -> server.equals(client);
      case DifferentZones -> zoned(server, client) && !zones.get(server).equals(zones.get(client));
      case SameZone ->
          !server.equals(client)
              && zoned(server, client)
              && zones.get(server).equals(zones.get(client));
    };
  }

  private boolean zoned(String server, String client) {
    return zones.containsKey(server) && zones.containsKey(client);
  }

  private static List<String> ranked(Endpoint endpoint, String seed, Collection<Node> nodes) {
    return nodes.stream()
        .filter(n -> endpoint.nodeName() == null || endpoint.nodeName().equals(name(n)))
        .filter(n -> NodeState.eligible(n, endpoint))
        .map(n -> Ranked.of(n, endpoint, seed))
        .sorted(
            Comparator.comparingInt(Ranked::reluctance)
                .thenComparingLong(Ranked::rank)
                .thenComparing(Ranked::node))
        .map(Ranked::node)
        .toList();
  }

  private record Ranked(int reluctance, long rank, String node) {
    static Ranked of(Node node, Endpoint endpoint, String seed) {
      return new Ranked(
          NodeState.reluctance(node, endpoint.tolerations()),
          Candidates.rank(seed, name(node)),
          name(node));
    }
  }

  private static String name(Node node) {
    return node.getMetadata().getName();
  }

  private static long rank(String seed, String node) {
    var crc = new CRC32();
    crc.update((seed + '/' + node).getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
