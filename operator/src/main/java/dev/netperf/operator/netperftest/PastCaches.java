package dev.netperf.operator.netperftest;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.cluster.Cluster;
import dev.netperf.operator.cluster.FreshNodes;
import dev.netperf.operator.observe.Observation;
import java.util.function.Function;

/**
 * What the API server itself knows, read before something is called a failure: what is not in a
 * cache may be there all the same, and what a cache says may be over. A read that fails puts the
 * decision off.
 */
public final class PastCaches {
  private PastCaches() {}

  /**
   * Decides by what the API server says. The nodes that matter are found out by deciding; the pods,
   * in which results come, are read last, so that no later news of them is behind the decision.
   *
   * @param cached what the caches say
   * @param decide a decision of an observation
   */
  public static <T> T decide(
      Observation cached, Cluster<NetPerfTest> cluster, Function<Observation, T> decide) {
    var nodes = new FreshNodes(cluster);
    var services = cluster.services(cached.test());
    var unused = decide.apply(cached.with(cached.pods(), services, nodes));
    var pods = cluster.pods(cached.test()).stream().map(cached::known).toList();
    return decide.apply(cached.with(pods, services, nodes));
  }
}
