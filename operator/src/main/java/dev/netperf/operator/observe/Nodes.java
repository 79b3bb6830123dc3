package dev.netperf.operator.observe;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Collection;
import java.util.Optional;

/** The cluster's nodes as they were observed. */
public interface Nodes {
  /** A node by its name. */
  Optional<Node> get(String name);

  /** Every node. */
  Collection<Node> all();
}
