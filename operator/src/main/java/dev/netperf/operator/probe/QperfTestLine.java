package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.Measurement;

/**
 * Where a measurement's value stands in qperf's output.
 *
 * @param test qperf's test
 * @param key the value's name
 * @param unit the value's unit
 * @param received the count that shows that something arrived
 */
record QperfTestLine(String test, String key, String unit, String received) {
  /** The line of a measurement. Over UDP, the result is what arrived. */
  static QperfTestLine of(Measurement measurement) {
    return switch (measurement) {
      case TCPBandwidth -> new QperfTestLine("tcp_bw", "bw", "bits/sec", "recv_msgs");
      case UDPBandwidth -> new QperfTestLine("udp_bw", "recv_bw", "bits/sec", "recv_msgs");
      case TCPLatency -> new QperfTestLine("tcp_lat", "latency", "ns", "loc_recv_msgs");
      case UDPLatency -> new QperfTestLine("udp_lat", "latency", "ns", "loc_recv_msgs");
    };
  }
}
