package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Tool;
import dev.netperf.operator.api.v1alpha1.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real outputs of every tool, damaged at random. The seed in a failure's message replays it. */
class ToolFuzzTest {
  private static final int MUTATIONS = 2_000;

  private static List<Value> values(Tool tool, String output, Task task) {
    var reading = Readings.ofOutput(tool, output, task);
    if (reading instanceof Reading.Measured measured) {
      return measured.values().stream().map(ToolFuzzTest::sorted).toList();
    }
    var failed = (Reading.Failed) reading;
    assertThat(failed.reason()).isNotNull();
    assertThat(failed.message()).isNotBlank();
    return List.of();
  }

  /** Lines of two streams that change places leave the sum as it is. */
  private static Value sorted(Value value) {
    return value.withStreams(value.streams().stream().sorted().toList());
  }

  private static Task task(int streams, String measurements) {
    return new Task(
        Arrays.stream(measurements.split(" ", -1)).map(Measurement::valueOf).toList(),
        2,
        Optional.empty(),
        streams);
  }

  @ParameterizedTest
  @CsvSource({
    "iperf3,   tcp-and-udp,         1, TCPBandwidth UDPBandwidth",
    "iperf3,   streams-2,           2, TCPBandwidth UDPBandwidth",
    "sockperf, tcp,                 1, TCPLatency",
    "sockperf, udp,                 1, UDPLatency",
    "sockperf, rate-3kbit,          1, UDPLatency",
    "qperf,    udp-bandwidth-and-latency, 1, UDPBandwidth UDPLatency",
    "qperf,    streams-2,           2, TCPBandwidth",
    "qperf,    streams-8-all-tests, 8, TCPBandwidth UDPBandwidth TCPLatency UDPLatency",
  })
  void aDamagedOutputHasTheTrueValuesOrNone(
      Tool tool, String recording, int streams, String measurements) {
    var task = task(streams, measurements);
    var output = Readings.output(tool, recording);
    var truth = values(tool, output, task);
    assertThat(truth).isNotEmpty();

    for (int seed = 0; seed < MUTATIONS; seed++) {
      var damaged = Damage.leavingDigits(output, new Random(seed));
      assertThat(values(tool, damaged, task))
          .as("%s %s, seed %d: %s", tool, recording, seed, damaged)
          .isIn(truth, List.of());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "iperf3,   streams-64,          64, TCPBandwidth UDPBandwidth",
    "iperf3,   udp-cut,             1, UDPBandwidth",
    "sockperf, tcp-and-udp,         1, TCPLatency UDPLatency",
    "sockperf, coloured,            1, TCPLatency",
    "qperf,    streams-8-all-tests, 8, TCPBandwidth UDPBandwidth TCPLatency UDPLatency",
    "qperf,    udp-bandwidth-loss,  1, UDPBandwidth",
  })
  void anyDamageGivesValuesAboveZeroOrAFailure(
      Tool tool, String recording, int streams, String measurements) {
    var task = task(streams, measurements);
    var output = Readings.output(tool, recording);

    for (int seed = 0; seed < MUTATIONS; seed++) {
      var damaged = Damage.any(output, new Random(seed));
      assertThat(values(tool, damaged, task))
          .as("%s %s, seed %d: %s", tool, recording, seed, damaged)
          .allSatisfy(
              value -> {
                assertThat(value.value()).isPositive();
                assertThat(value.streams()).allMatch(part -> part > 0);
                assertThat(value.percentiles()).allMatch(p -> p.value() > 0);
              });
    }
  }
}
