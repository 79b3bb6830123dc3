package dev.netperf.operator.cluster;

import dev.netperf.operator.observe.Nodes;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes as the API server has them; each is read once. */
public final class FreshNodes implements Nodes {
  private final Cluster<?> cluster;
  private final Map<String, Optional<Node>> known = new HashMap<>();
  private List<Node> all;

  /** Nodes that are read when they are asked for. */
  public FreshNodes(Cluster<?> cluster) {
    this.cluster = cluster;
  }

  /** All nodes, read now: one request where many are asked for. */
  public static FreshNodes listed(Cluster<?> cluster) {
    var nodes = new FreshNodes(cluster);
    nodes.list();
    return nodes;
  }

  @Override
  public Optional<Node> get(String name) {
    return all == null
        ? known.computeIfAbsent(name, cluster::node)
        : known.getOrDefault(name, Optional.empty());
  }

  @Override
  public Collection<Node> all() {
    if (all == null) {
      list();
    }
    return all;
  }

  private void list() {
    all = cluster.nodes();
    all.forEach(node -> known.putIfAbsent(node.getMetadata().getName(), Optional.of(node)));
  }
}
