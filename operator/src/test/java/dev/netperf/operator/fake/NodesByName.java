package dev.netperf.operator.fake;

import dev.netperf.operator.observe.Nodes;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Nodes of a cluster in memory, which come, change and go. */
public final class NodesByName implements Nodes {
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /** It comes, or is another one from now on. */
  public void put(Node node) {
    nodes.put(node.getMetadata().getName(), node);
  }

  /** It goes. */
  public void remove(String name) {
    nodes.remove(name);
  }

  @Override
  public Optional<Node> get(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  @Override
  public Collection<Node> all() {
    return nodes.values();
  }
}
