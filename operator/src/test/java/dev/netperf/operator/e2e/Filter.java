package dev.netperf.operator.e2e;

/**
 * A packet filter on a node that drops without a word, as a NetworkPolicy or a firewall does.
 *
 * @param cluster the cluster
 * @param node the node
 */
record Filter(LocalCluster cluster, String node) implements AutoCloseable {
  private static final String TABLE = "inet netperf-e2e";

  /**
   * Drops what matches.
   *
   * @param match in the words of nft, such as {@code tcp dport 80}
   */
  static Filter dropping(LocalCluster cluster, String node, String match) {
    cluster.on(
        node,
        "nft",
        """
        table %s {
          chain arrives {
            type filter hook prerouting priority raw;
            %s counter drop
          }
        }
        """
            .formatted(TABLE, match));
    return new Filter(cluster, node);
  }

  /** How many packets it has dropped. */
  long dropped() {
    var rules = cluster.on(node, "nft", "list table " + TABLE);
    return Long.parseLong(rules.replaceAll("(?s).* counter packets ([0-9]+) .*", "$1"));
  }

  @Override
  public void close() {
    cluster.on(node, "nft", "delete table " + TABLE);
  }
}
