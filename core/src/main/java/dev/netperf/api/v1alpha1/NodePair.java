package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The two nodes of a run.
 *
 * @param server the node that the servers run on
 * @param client the node that the clients run on
 */
public record NodePair(
    @JsonPropertyDescription("The node that the servers run on.") NodeFacts server,
    @JsonPropertyDescription("The node that the clients run on.") NodeFacts client) {

  /** Of both nodes what tells whether another run was on the same ones. */
  public NodePair brief() {
    return new NodePair(server.brief(), client.brief());
  }

  /** Whether the pair has this node. */
  public boolean has(String name) {
    return server.name().equals(name) || client.name().equals(name);
  }
}
