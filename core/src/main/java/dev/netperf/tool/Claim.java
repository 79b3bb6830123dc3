package dev.netperf.tool;

/**
 * What must have arrived at the server for a value to be true, by the tool's own count.
 *
 * @param bytes over TCP
 * @param datagrams over UDP
 * @param connected whether the client talks with the server over TCP, be it beside the datagrams
 */
record Claim(long bytes, long datagrams, boolean connected) {

  /** Bytes over TCP. */
  static Claim bytes(long bytes) {
    return new Claim(bytes, 0, true);
  }

  /** Messages of so many bytes over TCP. */
  static Claim messages(long messages, int size) {
    return bytes(Math.min(messages, Long.MAX_VALUE / size) * size);
  }

  /** Datagrams, agreed upon over TCP. */
  static Claim datagrams(long datagrams) {
    return new Claim(0, datagrams, true);
  }

  /** Datagrams and no connection. */
  static Claim datagramsAlone(long datagrams) {
    return new Claim(0, datagrams, false);
  }
}
