package dev.netperf.operator.probe;

import static dev.netperf.operator.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.operator.api.v1alpha1.Measurement.TCPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Value;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real outputs, damaged at random in a way that leaves no digit changed into another: either the
 * values are the true ones, or there are none. The seed in a failure's message replays it.
 */
class QperfFuzzTest {
  private static final List<Measurement> BOTH = List.of(TCPBandwidth, TCPLatency);
  private static final int MUTATIONS = 2_500;

  @ParameterizedTest
  @ValueSource(strings = {"bandwidth-and-latency", "ipv6", "rate-1mbit", "link-interrupted"})
  void aDamagedOutputHasTheTrueValuesOrNone(String recording) {
    var whole = Envelopes.recorded(recording);
    var output = Envelope.parse(whole).orElseThrow().output();
    var truth = values(output);
    int refused = 0;

    for (int seed = 0; seed < MUTATIONS; seed++) {
      var damaged = Damage.leavingDigits(output, new Random(seed));
      var values = values(damaged);
      assertThat(values).as("%s, seed %d: %s", recording, seed, damaged).isIn(truth, List.of());
      refused += values.isEmpty() ? 1 : 0;
    }

    assertThat(truth).hasSize(2);
    assertThat(refused).as("refused").isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bandwidth-and-latency", "nothing-listens", "data-port-taken"})
  void aDamagedEnvelopeThatIsNotAsLongAsItSaysIsRefused(String recording) {
    var whole = Envelopes.recorded(recording);

    for (int seed = 0; seed < MUTATIONS; seed++) {
      var damaged = Damage.leavingDigits(whole, new Random(seed));
      if (damaged.length() != whole.length()) {
        assertThat(Envelope.parse(damaged)).as("seed %d: %s", seed, damaged).isEmpty();
      }
    }
  }

  /** What the parser makes of an output; nothing when it refuses. */
  private static List<Value> values(String output) {
    var envelope = Envelope.parse(Envelopes.ended(0, output)).orElseThrow();
    return new Qperf().read(envelope, new Task(BOTH, 2, Optional.empty(), 1))
            instanceof Reading.Measured measured
        ? measured.values()
        : List.of();
  }
}
