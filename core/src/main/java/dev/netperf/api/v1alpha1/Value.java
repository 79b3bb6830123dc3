package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * A measured value, as the tool reported it.
 *
 * @param measurement what was measured
 * @param messageSize the message size in bytes where the spec names one for it; else null: the
 *     default
 * @param value in the measurement's unit, above 0
 * @param unit the unit: bit/s or ns
 * @param lossPercent datagrams that were sent and didn't arrive, of those sent, with three
 *     decimals; null: not UDP bandwidth, or the sender went on when the receiver had stopped
 * @param jitterNanoseconds variation of the datagrams' transit time (RFC 1889); null: the tool
 *     doesn't tell
 * @param streams each stream's part, in the measurement's unit; empty: one stream
 * @param percentiles of the latencies within this value; of more than 20 s, which sockperf measures
 *     in parts, the median of the parts' ones; empty: the tool doesn't tell
 * @param clientFacts what the client's end saw while it was measured
 * @param serverFacts what the server's end saw
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Value(
    @JsonPropertyDescription("What was measured.") String measurement,
    @JsonPropertyDescription("The message size in bytes, where the spec names one for it.")
        Integer messageSize,
    @JsonPropertyDescription("In the unit beside it.") Long value,
    @JsonPropertyDescription("bit/s or ns.") String unit,
    @JsonPropertyDescription("Datagrams that didn't arrive, in percent of those sent.")
        String lossPercent,
    @JsonPropertyDescription("Variation of the transit time of datagrams (RFC 1889).")
        Long jitterNanoseconds,
    @JsonPropertyDescription("Each stream's part, where there are several.") List<Long> streams,
    @JsonPropertyDescription(
            "Percentiles of the latencies within this value; of more than 20 s the median of those of"
                + " its parts.")
        List<Percentile> percentiles,
    @JsonPropertyDescription("What the client's end saw while it was measured.")
        SideFacts clientFacts,
    @JsonPropertyDescription("What the server's end saw while it was measured.")
        SideFacts serverFacts) {

  public Value {
    streams = streams == null ? List.of() : List.copyOf(streams);
    percentiles = percentiles == null ? List.of() : List.copyOf(percentiles);
  }

  /** A value in its measurement's unit. */
  public static Value of(Measurement measurement, long value) {
    return new Value(
        measurement.name(), null, value, measurement.unit(), null, null, null, null, null, null);
  }

  /** Whether it is one of this measurement. */
  public boolean of(Measurement wanted) {
    return wanted.name().equals(measurement);
  }

  /** Whether it is one of this measurement and message size; empty: the default. */
  public boolean of(Measurement wanted, Optional<Integer> size) {
    return of(wanted) && Optional.ofNullable(messageSize).equals(size);
  }

  /** The same value of messages of this size; empty: the default. */
  public Value at(Optional<Integer> size) {
    return new Value(
        measurement,
        size.orElse(null),
        value,
        unit,
        lossPercent,
        jitterNanoseconds,
        streams,
        percentiles,
        clientFacts,
        serverFacts);
  }

  /** The same value with the loss beside it. */
  public Value withLoss(String percent) {
    return new Value(
        measurement,
        messageSize,
        value,
        unit,
        percent,
        jitterNanoseconds,
        streams,
        percentiles,
        clientFacts,
        serverFacts);
  }

  /** The same value with the jitter beside it. */
  public Value withJitter(long nanoseconds) {
    return new Value(
        measurement,
        messageSize,
        value,
        unit,
        lossPercent,
        nanoseconds,
        streams,
        percentiles,
        clientFacts,
        serverFacts);
  }

  /** The same value with each stream's part beside it. */
  public Value withStreams(List<Long> parts) {
    return new Value(
        measurement,
        messageSize,
        value,
        unit,
        lossPercent,
        jitterNanoseconds,
        parts,
        percentiles,
        clientFacts,
        serverFacts);
  }

  /** The same value with percentiles beside it. */
  public Value withPercentiles(List<Percentile> given) {
    return new Value(
        measurement,
        messageSize,
        value,
        unit,
        lossPercent,
        jitterNanoseconds,
        streams,
        given,
        clientFacts,
        serverFacts);
  }

  /** The same value with what both ends saw beside it; null: nothing. */
  public Value withFacts(SideFacts client, SideFacts server) {
    return new Value(
        measurement,
        messageSize,
        value,
        unit,
        lossPercent,
        jitterNanoseconds,
        streams,
        percentiles,
        client,
        server);
  }
}
