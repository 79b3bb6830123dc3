package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The figures of a task in qperf's output, over all streams.
 *
 * @param output what was printed
 * @param task what was asked for
 */
record QperfFigures(QperfOutput output, Task task) {

  /** Why a measurement has no result; empty when every stream has one. */
  Optional<Fault> fault(Measurement measurement) {
    return streams(measurement).stream()
        .flatMap(stream -> fault(measurement, stream).stream())
        .findFirst();
  }

  /** The value of a measurement without a fault: the sum of its streams. */
  Value value(Measurement measurement) {
    var parts =
        streams(measurement).stream().map(s -> number(measurement, s).orElseThrow()).toList();
    var value = Value.of(measurement, parts.stream().mapToLong(Long::longValue).sum());
    if (measurement == Measurement.UDPBandwidth) {
      value = value.withLoss(Loss.percent(bytes("send_bytes"), bytes("recv_bytes")));
    }
    return parts.size() > 1 ? value.withStreams(parts) : value;
  }

  private Optional<Fault> fault(Measurement measurement, QperfValues values) {
    var line = QperfTestLine.of(measurement);
    return values
        .fault(Duration.ofSeconds(task.durationSeconds()), line.received())
        .or(() -> datagramFault(measurement, values))
        .map(
            fault ->
                new Fault(
                    fault.reason(), "qperf's " + line.test() + " is no result: " + fault.text()))
        .or(
            () ->
                number(measurement, values).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                        Fault.strange(
                            "qperf printed no "
                                + line.key()
                                + " of "
                                + line.test()
                                + " in "
                                + line.unit())));
  }

  private static Optional<Fault> datagramFault(Measurement measurement, QperfValues values) {
    return switch (measurement) {
      case TCPBandwidth, TCPLatency -> Optional.empty();
      case UDPBandwidth ->
          positive(values, "send_bytes") && positive(values, "recv_bytes")
              ? Optional.empty()
              : Optional.of(Fault.strange("it counted no bytes"));
      case UDPLatency -> lostReply(values);
    };
  }

  /** qperf waits for a lost reply to the end; but one message may be in flight at the end. */
  private static Optional<Fault> lostReply(QperfValues values) {
    var sent = values.number("loc_send_msgs", "");
    var received = values.number("loc_recv_msgs", "");
    if (sent.isEmpty() || received.isEmpty()) {
      return Optional.of(Fault.strange("it counted no messages"));
    }
    return sent.get() > received.get() + 1
        ? Optional.of(Fault.broken("replies were lost"))
        : Optional.empty();
  }

  private static boolean positive(QperfValues values, String key) {
    return values.number(key, "bytes").filter(n -> n > 0).isPresent();
  }

  private static Optional<Long> number(Measurement measurement, QperfValues values) {
    var line = QperfTestLine.of(measurement);
    return values.number(line.key(), line.unit()).filter(n -> n > 0);
  }

  private long bytes(String key) {
    return streams(Measurement.UDPBandwidth).stream()
        .mapToLong(values -> values.number(key, "bytes").orElseThrow())
        .sum();
  }

  /** Latency is measured over one connection. */
  private List<QperfValues> streams(Measurement measurement) {
    var test = QperfTestLine.of(measurement).test();
    return IntStream.range(0, measurement.bandwidth() ? task.streams() : 1)
        .mapToObj(stream -> output.test(stream, test))
        .toList();
  }
}
