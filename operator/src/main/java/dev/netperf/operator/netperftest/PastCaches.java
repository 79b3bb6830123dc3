package dev.netperf.operator.netperftest;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.cluster.Cluster;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Observation;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the API server itself knows, read before something is called a failure: what is not in a
 * cache may be there all the same, and what a cache says may be over. A read that fails puts the
 * decision off.
 */
public final class PastCaches implements Nodes {
  private final Cluster<NetPerfTest> cluster;
  private final Map<String, Optional<Node>> known = new HashMap<>();
  private List<Node> all;

  private PastCaches(Cluster<NetPerfTest> cluster) {
    this.cluster = cluster;
  }

  /**
   * Decides by what the API server says. The nodes that matter are found out by deciding; the pods,
   * in which results come, are read last, so that no later news of them is behind the decision.
   *
   * @param cached what the caches say
   * @param decide a decision of an observation
   */
  public static <T> T decide(
      Observation cached, Cluster<NetPerfTest> cluster, Function<Observation, T> decide) {
    var nodes = new PastCaches(cluster);
    var services = cluster.services(cached.test());
    var unused = decide.apply(cached.with(cached.pods(), services, nodes));
    var pods = cluster.pods(cached.test()).stream().map(cached::known).toList();
    return decide.apply(cached.with(pods, services, nodes));
  }

  @Override
  public Optional<Node> get(String name) {
    return known.computeIfAbsent(name, cluster::node);
  }

  @Override
  public Collection<Node> all() {
    if (all == null) {
      all = cluster.nodes();
    }
    return all;
  }
}
