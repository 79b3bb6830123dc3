package dev.netperf.operator.probe;

/** What a probe pod does. */
public enum Role {
  /** Waits for a client on the network of its kind. */
  SERVER,
  /** Measures one sample. */
  CLIENT;

  /** The value of the pod's label. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
