package dev.netperf.operator.observe;

import io.fabric8.kubernetes.api.model.Node;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The nodes that one controller watches, for all of them. There are none before it does. */
@Singleton
public class KnownNodes implements Nodes {
  private volatile Nodes watched;

  /** Takes over what is watched, and returns it. */
  public <N extends Nodes> N are(N source) {
    watched = source;
    return source;
  }

  @Override
  public Optional<Node> get(String name) {
    return watched == null ? Optional.empty() : watched.get(name);
  }

  @Override
  public Collection<Node> all() {
    return watched == null ? List.of() : watched.all();
  }
}
