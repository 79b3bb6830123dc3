package dev.netperf.operator.placement;

import java.util.Set;

/**
 * The names of two nodes.
 *
 * @param server the server's node
 * @param client the client's node
 */
public record NodeNames(String server, String client) {

  /** Whether both pairs need a node. */
  public boolean overlaps(NodeNames other) {
    return has(other.server) || has(other.client);
  }

  /** Whether a node is one of the two. */
  public boolean has(String node) {
    return server.equals(node) || client.equals(node);
  }

  /** Both names. */
  public Set<String> names() {
    return server.equals(client) ? Set.of(server) : Set.of(server, client);
  }
}
