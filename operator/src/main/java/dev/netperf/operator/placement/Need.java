package dev.netperf.operator.placement;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Placement;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Collection;

/**
 * What a test needs its two nodes to be.
 *
 * @param server what the server's node must be
 * @param client what the client's node must be
 * @param placement how the two must lie to each other
 */
public record Need(Endpoint server, Endpoint client, Placement placement) {

  /**
   * The nodes that would do.
   *
   * @param uid the test, whose ranking differs from that of others
   * @param nodes the cluster's nodes
   */
  public Candidates candidates(String uid, Collection<Node> nodes) {
    return Candidates.of(server, client, placement, uid, nodes);
  }
}
