package dev.netperf.operator.api.v1alpha1;

/** What is measured, and in which unit its values stand in the status. */
public enum Measurement {
  /** Goodput of one TCP connection, client to server, in bit/s. */
  TCPBandwidth("bit/s"),
  /** Mean one-way time of a small TCP message (half of a round trip), in ns. */
  TCPLatency("ns");

  private final String unit;

  Measurement(String unit) {
    this.unit = unit;
  }

  /** The unit of every value of this measurement: {@code bit/s} or {@code ns}. */
  public String unit() {
    return unit;
  }
}
