package dev.netperf.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One measurement of iperf3, as the probe image's script reduces it. Everything but the test is
 * null after an error.
 *
 * @param test tcp or udp
 * @param error what went wrong; iperf3 ends with exit code 0 nevertheless; null: nothing
 * @param seconds how long the receiver received
 * @param bytes what arrived
 * @param bitsPerSecond the rate at which it arrived
 * @param clientCPU of the client's process, in percent of one CPU
 * @param serverCPU of the server's process, in percent of one CPU
 * @param retransmits TCP segments that were sent again; null: UDP
 * @param sentPackets datagrams sent; null: TCP
 * @param receivedPackets datagrams that arrived; null: TCP. iperf3's own count of the lost ones
 *     ends with the last that arrived
 * @param jitterNanoseconds variation of the datagrams' transit time; null: TCP
 * @param streams the rate of each stream
 */
record Iperf3Line(
    String test,
    String error,
    Double seconds,
    Long bytes,
    Long bitsPerSecond,
    Integer clientCPU,
    Integer serverCPU,
    Long retransmits,
    Long sentPackets,
    Long receivedPackets,
    Long jitterNanoseconds,
    List<Long> streams) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** The receiver's clock runs until it learns of the end, which a full queue delays. */
  private static final double SHORTEST = 0.9;

  private static final double LONGEST = 1.5;
  private static final double LONGEST_SECONDS_MORE = 2;

  /** Figures that say the same thing differ by rounding, streams also by their own clocks. */
  private static final double SAME = 0.01;

  private static final double SAME_OF_STREAMS = 0.1;

  /** Empty when the text is not such a line. */
  static Optional<Iperf3Line> parse(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, Iperf3Line.class))
          .filter(line -> line.test() != null);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Why this is not the result of a task; empty when it is one. */
  Optional<Fault> fault(Task task) {
    if (Stream.of(seconds, bytes, bitsPerSecond, streams).anyMatch(Objects::isNull)
        || streams.stream().anyMatch(Objects::isNull)
        || streams.size() != task.streams()) {
      return Optional.of(Fault.strange("figures are missing"));
    }
    var late = timeFault(task.durationSeconds());
    if (late.isPresent()) {
      return late;
    }
    if (bytes <= 0) {
      var size = task.messageSize(Measurement.UDPBandwidth);
      return Optional.of(
          udp()
              ? Fault.nothingArrived("datagram", true, size)
              : Fault.nothingArrived("byte", false, size));
    }
    if (bitsPerSecond <= 0 || !same(bitsPerSecond, bytes * (double) Byte.SIZE / seconds, SAME)) {
      return Optional.of(Fault.strange("bytes, seconds and rate don't fit"));
    }
    return udp() ? datagramFault().or(this::streamFault) : streamFault();
  }

  private boolean udp() {
    return "udp".equals(test);
  }

  private Optional<Fault> timeFault(int wanted) {
    if (!(seconds >= SHORTEST * wanted)) {
      return Optional.of(
          Fault.broken("it ended early, after %.2f of %s s".formatted(seconds, wanted)));
    }
    return seconds <= LONGEST * wanted + LONGEST_SECONDS_MORE
        ? Optional.empty()
        : Optional.of(
            Fault.busy(
                "it took %.2f s instead of %s: a CPU was too busy, or a queue too long"
                    .formatted(seconds, wanted)));
  }

  /** The value of a line without a fault, and what it claims. */
  Counted counted(Measurement measurement, int count) {
    var value = Value.of(measurement, bitsPerSecond);
    var claim = Claim.bytes(bytes);
    if (measurement.udp()) {
      value =
          value.withLoss(Loss.percent(sentPackets, receivedPackets)).withJitter(jitterNanoseconds);
      claim = Claim.datagrams(receivedPackets);
    }
    return new Counted(
        count > 1 ? value.withStreams(streams) : value, claim, cpu(clientCPU), cpu(serverCPU));
  }

  private static Integer cpu(Integer percent) {
    return percent != null && percent >= 0 ? percent : null;
  }

  private Optional<Fault> datagramFault() {
    if (Stream.of(sentPackets, receivedPackets, jitterNanoseconds).anyMatch(Objects::isNull)
        || sentPackets <= 0
        || jitterNanoseconds < 0) {
      return Optional.of(Fault.strange("figures are missing"));
    }
    return receivedPackets <= 0
        ? Optional.of(Fault.nothingArrived("datagram", false, Optional.empty()))
        : Optional.empty();
  }

  private Optional<Fault> streamFault() {
    if (streams.stream().anyMatch(rate -> rate <= 0)) {
      return Optional.of(Fault.broken("nothing arrived over one of the streams"));
    }
    double sum = streams.stream().mapToDouble(Long::doubleValue).sum();
    return same(bitsPerSecond, sum, SAME_OF_STREAMS)
        ? Optional.empty()
        : Optional.of(Fault.strange("the streams don't add up"));
  }

  private static boolean same(double one, double other, double share) {
    return Math.abs(one - other) <= 1 + share * Math.max(one, other);
  }
}
