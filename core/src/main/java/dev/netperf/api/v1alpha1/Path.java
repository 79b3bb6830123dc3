package dev.netperf.api.v1alpha1;

import java.util.Arrays;
import java.util.Optional;

/**
 * A way through the network from the client's node to the server's. Its name has Host in it where
 * an end is on its node's own network: policies go by that.
 */
public enum Path {
  /** Both probes on their node's own network: what the machines offer. */
  HostToHost(true, true),
  /** Both probes on the pod network: what applications get. */
  PodToPod(false, false),
  /** The client on its node's network, the server on the pod network. */
  HostToPod(true, false),
  /** The client on the pod network, the server on its node's network. */
  PodToHost(false, true),
  /** Both on the pod network, the server behind a ClusterIP Service. */
  PodToService(false, false);

  private final boolean clientOnHost;
  private final boolean serverOnHost;

  Path(boolean clientOnHost, boolean serverOnHost) {
    this.clientOnHost = clientOnHost;
    this.serverOnHost = serverOnHost;
  }

  /** The path of this name; empty when only another version of the operator knows it. */
  public static Optional<Path> named(String name) {
    return Arrays.stream(values()).filter(path -> path.name().equals(name)).findFirst();
  }

  /** Whether the client goes to a Service and not to the server's own address. */
  public boolean throughService() {
    return this == PodToService;
  }

  /** Whether the client's pod uses its node's network. */
  public boolean clientOnHost() {
    return clientOnHost;
  }

  /** Whether the server's pod uses its node's network. */
  public boolean serverOnHost() {
    return serverOnHost;
  }

  /** How many of the two pods do. */
  public int endsOnHost() {
    return (clientOnHost ? 1 : 0) + (serverOnHost ? 1 : 0);
  }
}
