package dev.netperf.operator.placement;

import dev.netperf.operator.api.v1alpha1.Endpoint;
import io.fabric8.kubernetes.api.model.Node;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The nodes that a test could use, best first. The ranking differs from test to test, so that many
 * tests without node names spread over the cluster, and is the same at every look.
 *
 * @param servers nodes for the server
 * @param clients nodes for the clients
 */
public record Candidates(List<String> servers, List<String> clients) {

  /**
   * The candidates among these nodes.
   *
   * @param server what the server's node must be
   * @param client what the client's node must be
   * @param seed makes the ranking differ from test to test
   * @param nodes the cluster's nodes
   */
  public static Candidates of(
      Endpoint server, Endpoint client, String seed, Collection<Node> nodes) {
    return new Candidates(ranked(server, seed, nodes), ranked(client, seed, nodes));
  }

  /** The best pair of two distinct nodes that pass the filter. */
  public Optional<NodeNames> best(Predicate<String> filter) {
    for (var server : servers) {
      if (filter.test(server)) {
        var client = clients.stream().filter(c -> !c.equals(server) && filter.test(c)).findFirst();
        if (client.isPresent()) {
          return Optional.of(new NodeNames(server, client.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> ranked(Endpoint endpoint, String seed, Collection<Node> nodes) {
    return nodes.stream()
        .filter(n -> endpoint.nodeName() == null || endpoint.nodeName().equals(name(n)))
        .filter(n -> NodeState.eligible(n, endpoint))
        .map(Candidates::name)
        .sorted(Comparator.comparingLong((String n) -> rank(seed, n)).thenComparing(n -> n))
        .toList();
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
