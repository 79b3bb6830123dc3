package dev.netperf.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real outputs of every tool, damaged at random. */
class ToolFuzzTest {
  private static final int MUTATIONS = 2_000;

  private static List<Value> values(Tool tool, String output, Task task) {
    var reading = Readings.ofOutput(tool, output, task);
    Readings.assertSound(tool, output, task, reading);
    return reading instanceof Reading.Measured measured
        ? measured.values().stream().map(ToolFuzzTest::sorted).toList()
        : List.of();
  }

  /** Lines of two streams that change places leave the sum as it is; facts may be lost. */
  private static Value sorted(Value value) {
    return value.withStreams(value.streams().stream().sorted().toList()).withFacts(null, null);
  }

  private static Task task(int streams, String measurements) {
    return Readings.task(
        Arrays.stream(measurements.split(" ", -1)).map(Measurement::valueOf).toList(), 2, streams);
  }

  /** No digit was changed into another, so there is one truth. */
  @ParameterizedTest
  @CsvSource({
    "iperf3,   tcp-and-udp,         1, TCPBandwidth UDPBandwidth",
    "iperf3,   streams-2,           2, TCPBandwidth UDPBandwidth",
    "sockperf, tcp,                 1, TCPLatency",
    "sockperf, udp,                 1, UDPLatency",
    "sockperf, rate-3kbit,          1, UDPLatency",
    "qperf,    bandwidth-and-latency, 1, TCPBandwidth TCPLatency",
    "qperf,    ipv6,                1, TCPBandwidth TCPLatency",
    "qperf,    rate-1mbit,          1, TCPBandwidth TCPLatency",
    "qperf,    link-interrupted,    1, TCPBandwidth TCPLatency",
    "qperf,    udp-bandwidth-and-latency, 1, UDPBandwidth UDPLatency",
    "qperf,    streams-2,           2, TCPBandwidth",
    "qperf,    streams-8,           8, TCPBandwidth UDPBandwidth",
    "qperf,    all-tests,           1, TCPBandwidth TCPLatency UDPBandwidth UDPLatency",
  })
  void aDamagedOutputHasTheTrueValuesOrNone(
      Tool tool, String recording, int streams, String measurements) {
    // Given
    var task = task(streams, measurements);
    var output = Readings.output(tool, recording);
    var truth = values(tool, output, task);
    assertThat(truth).isNotEmpty();
    var refused = new int[1];

    // When
    Dice.seeds(
        MUTATIONS,
        dice -> {
          var damaged = Damage.leavingDigits(output, dice.random());
          var values = values(tool, damaged, task);
          assertThat(values).as(damaged).isIn(truth, List.of());
          refused[0] += values.isEmpty() ? 1 : 0;
        });

    // Then neither everything nor nothing was refused
    assertThat(refused[0]).isBetween(MUTATIONS / 10, MUTATIONS - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "iperf3,   streams-64,          64, TCPBandwidth UDPBandwidth",
    "iperf3,   udp-cut,             1, UDPBandwidth",
    "sockperf, tcp-and-udp,         1, TCPLatency UDPLatency",
    "sockperf, coloured,            1, TCPLatency",
    "qperf,    streams-8,           8, TCPBandwidth UDPBandwidth",
    "qperf,    all-tests,           1, TCPBandwidth TCPLatency UDPBandwidth UDPLatency",
    "qperf,    udp-bandwidth-loss,  1, UDPBandwidth",
  })
  void anyDamageGivesValuesAsPrintedOrAFailure(
      Tool tool, String recording, int streams, String measurements) {
    var task = task(streams, measurements);
    var output = Readings.output(tool, recording);

    Dice.seeds(MUTATIONS, dice -> values(tool, Damage.any(output, dice.random()), task));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bandwidth-and-latency", "nothing-listens", "data-port-taken"})
  void aDamagedEnvelopeThatIsNotAsLongAsItSaysIsRefused(String recording) {
    var whole = Envelopes.recorded(recording);

    Dice.seeds(
        MUTATIONS,
        dice -> {
          var damaged = Damage.leavingDigits(whole, dice.random());
          if (damaged.length() != whole.length()) {
            assertThat(Envelope.parse(damaged)).as(damaged).isEmpty();
          }
        });
  }
}
