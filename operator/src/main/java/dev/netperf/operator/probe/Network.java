package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.Path;

/** The network that a probe uses. */
public enum Network {
  /** Its node's own. */
  HOST("host"),
  /** The cluster's pod network. */
  POD("pod");

  private final String label;

  Network(String label) {
    this.label = label;
  }

  /** The network of a path's server. */
  public static Network ofServer(Path path) {
    return path.serverOnHost() ? HOST : POD;
  }

  /** The network of a path's client. */
  public static Network ofClient(Path path) {
    return path.clientOnHost() ? HOST : POD;
  }

  static Network ofLabel(String label) {
    return HOST.label.equals(label) ? HOST : POD;
  }

  /** The value of the pod's label. */
  public String label() {
    return label;
  }
}
