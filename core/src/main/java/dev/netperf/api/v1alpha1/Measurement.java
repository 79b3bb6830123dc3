package dev.netperf.api.v1alpha1;

/** What is measured, and in which unit its values stand in the status. */
public enum Measurement {
  /** Goodput over TCP, client to server, in bit/s; over all streams together. */
  TCPBandwidth("bit/s"),
  /** Mean one-way time of a small TCP message (half of a round trip), in ns. */
  TCPLatency("ns"),
  /** Payload that arrives over UDP, client to server, in bit/s; over all streams together. */
  UDPBandwidth("bit/s"),
  /** Mean one-way time of a small datagram (half of a round trip), in ns. */
  UDPLatency("ns");

  private final String unit;

  Measurement(String unit) {
    this.unit = unit;
  }

  /** The unit of every value of this measurement: {@code bit/s} or {@code ns}. */
  public String unit() {
    return unit;
  }

  /** Whether more is better. */
  public boolean bandwidth() {
    return this == TCPBandwidth || this == UDPBandwidth;
  }

  /** Whether it is measured with datagrams. */
  public boolean udp() {
    return this == UDPBandwidth || this == UDPLatency;
  }
}
