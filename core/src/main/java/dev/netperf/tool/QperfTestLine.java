package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;

/**
 * Where a measurement's value stands in qperf's output, and what it is made of.
 *
 * @param test qperf's test
 * @param key the value's name
 * @param unit the value's unit
 * @param received the count that shows that something arrived
 * @param receivedUnit its unit
 * @param time the time by which qperf divides, of the end that counts
 * @param otherTime the time of the other end
 */
record QperfTestLine(
    String test,
    String key,
    String unit,
    String received,
    String receivedUnit,
    String time,
    String otherTime) {
  /** The line of a measurement. Over UDP, the result is what arrived. */
  static QperfTestLine of(Measurement measurement) {
    return switch (measurement) {
      case TCPBandwidth -> bandwidth("tcp_bw", "bw");
      case UDPBandwidth -> bandwidth("udp_bw", "recv_bw");
      case TCPLatency -> latency("tcp_lat");
      case UDPLatency -> latency("udp_lat");
    };
  }

  private static QperfTestLine bandwidth(String test, String key) {
    return new QperfTestLine(
        test, key, "bits/sec", "recv_bytes", "bytes", "recv_real_time", "send_real_time");
  }

  private static QperfTestLine latency(String test) {
    return new QperfTestLine(
        test, "latency", "ns", "loc_recv_msgs", "", "loc_real_time", "rem_real_time");
  }
}
