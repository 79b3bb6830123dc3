package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Value;
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
  /** Figures that say the same thing differ by rounding, a latency of some ns by much of it. */
  private static final double SAME = 0.001;

  private static final double NANOS = 1e9;

  /** Why a measurement has no result; empty when every stream has one. */
  Optional<Fault> fault(Measurement measurement) {
    return streams(measurement).stream()
        .flatMap(stream -> fault(measurement, stream).stream())
        .findFirst();
  }

  /** The value of a measurement without a fault, the sum of its streams, and what it claims. */
  Counted counted(Measurement measurement) {
    var parts =
        streams(measurement).stream().map(s -> number(measurement, s).orElseThrow()).toList();
    var value = Value.of(measurement, parts.stream().mapToLong(Long::longValue).sum());
    if (measurement == Measurement.UDPBandwidth && together(measurement)) {
      value =
          value.withLoss(
              Loss.percent(
                  sum(measurement, "send_bytes", "bytes"),
                  sum(measurement, "recv_bytes", "bytes")));
    }
    var test = QperfTestLine.of(measurement).test();
    return new Counted(
        parts.size() > 1 ? value.withStreams(parts) : value,
        claim(measurement),
        output.cpu(test, "loc_cpus_used", "send_cpus_used"),
        output.cpu(test, "rem_cpus_used", "recv_cpus_used"));
  }

  /** What was sent when nobody counted any more was not lost. */
  private boolean together(Measurement measurement) {
    var wanted = Duration.ofSeconds(task.durationSeconds());
    return streams(measurement).stream()
        .flatMap(values -> QperfTimes.of(values, QperfTestLine.of(measurement)).stream())
        .allMatch(times -> times.together(wanted));
  }

  private Claim claim(Measurement measurement) {
    long received =
        sum(
            measurement,
            QperfTestLine.of(measurement).received(),
            QperfTestLine.of(measurement).receivedUnit());
    return switch (measurement) {
      case TCPBandwidth -> Claim.bytes(received);
      case UDPBandwidth -> Claim.datagrams(received / size(measurement));
      case TCPLatency -> Claim.messages(received, size(measurement));
      case UDPLatency -> Claim.datagrams(received);
    };
  }

  private int size(Measurement measurement) {
    return task.messageSize(measurement)
        .or(() -> Tool.qperf.messageSize(measurement))
        .orElseThrow();
  }

  private Optional<Fault> fault(Measurement measurement, QperfValues values) {
    var line = QperfTestLine.of(measurement);
    return values
        .fault(Duration.ofSeconds(task.durationSeconds()), line, task.messageSize(measurement))
        .or(() -> datagramFault(measurement, values))
        .map(
            fault ->
                new Fault(
                    fault.reason(), "qperf's " + line.test() + " is no result: " + fault.text()))
        .or(() -> valueFault(measurement, values));
  }

  private static Optional<Fault> valueFault(Measurement measurement, QperfValues values) {
    var line = QperfTestLine.of(measurement);
    var number = number(measurement, values);
    if (number.isEmpty()) {
      return Optional.of(
          Fault.strange(
              "qperf printed no " + line.key() + " of " + line.test() + " in " + line.unit()));
    }
    return fits(measurement, number.get(), values)
        ? Optional.empty()
        : Optional.of(
            Fault.strange(
                "qperf's " + line.key() + " of " + line.test() + " doesn't fit what it counted"));
  }

  /** A rate times its time is what arrived; a latency times the messages both ways is its time. */
  private static boolean fits(Measurement measurement, long number, QperfValues values) {
    var line = QperfTestLine.of(measurement);
    double seconds = values.number(line.time(), "ns").orElse(0L) / NANOS;
    double received = values.number(line.received(), line.receivedUnit()).orElse(0L);
    if (measurement.bandwidth()) {
      return same(number * seconds, received * Byte.SIZE, Byte.SIZE);
    }
    double messages = received + values.number("rem_recv_msgs", "").orElse(0L);
    return same(number * messages, seconds * NANOS, messages);
  }

  /** But for rounding of the last digit, which counts for so much. */
  private static boolean same(double one, double other, double digit) {
    return Math.abs(one - other) <= digit + SAME * Math.max(one, other);
  }

  private static Optional<Fault> datagramFault(Measurement measurement, QperfValues values) {
    return switch (measurement) {
      case TCPBandwidth, TCPLatency -> Optional.empty();
      case UDPBandwidth -> moreThanWasSent(values);
      case UDPLatency -> lostReply(values);
    };
  }

  /** qperf's server counts the datagrams of whoever finds its port. */
  private static Optional<Fault> moreThanWasSent(QperfValues values) {
    long sent = values.number("send_bytes", "bytes").orElse(0L);
    long received = values.number("recv_bytes", "bytes").orElse(0L);
    if (sent <= 0) {
      return Optional.of(Fault.strange("it counted no bytes"));
    }
    return received > sent * (1 + SAME)
        ? Optional.of(
            new Fault(
                Reason.ForeignClient,
                "%s bytes arrived of %s that were sent".formatted(received, sent)))
        : Optional.empty();
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

  private static Optional<Long> number(Measurement measurement, QperfValues values) {
    var line = QperfTestLine.of(measurement);
    return values.number(line.key(), line.unit()).filter(n -> n > 0);
  }

  private long sum(Measurement measurement, String key, String unit) {
    return streams(measurement).stream()
        .mapToLong(values -> values.number(key, unit).orElseThrow())
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
