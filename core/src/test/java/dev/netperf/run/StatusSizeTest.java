package dev.netperf.run;

import static dev.netperf.run.LargestStatus.PATHS;
import static dev.netperf.run.LargestStatus.sample;
import static dev.netperf.run.LargestStatus.started;
import static dev.netperf.run.LargestStatus.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * etcd takes no object above 1.5 MiB (1,572,864 bytes), and a run whose status is refused never
 * ends. 100,000 are left for the spec and the metadata.
 */
class StatusSizeTest {
  private static final int MOST_BYTES = 1_470_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{repetitions: 100, measurements: [TCPLatency], latencyMessageSizes: [1, 2, 3, 4], "
            + PATHS
            + "}",
        "{repetitions: 100, measurements: [TCPBandwidth], streams: 8, messageSizes: [1, 2, 3, 4], "
            + PATHS
            + "}",
        "{repetitions: 100, tool: sockperf, measurements: [TCPLatency, UDPLatency],"
            + " latencyMessageSizes: [64999, 65000], "
            + PATHS
            + "}",
        "{repetitions: 50, tool: iperf3, streams: 64, measurements: [UDPBandwidth], " + PATHS + "}",
        "{repetitions: 100, tool: sockperf, latencyMessageSizes: [64997, 64998, 64999, 65000], "
            + PATHS
            + "}",
      })
  void theLargestStatusIsNotTooLarge(String text) throws JsonProcessingException {
    // Given the largest plan
    var status = LargestStatus.of(text);

    // Then
    assertThat(new ObjectMapper().writeValueAsString(status).length())
        .isBetween(200_000, MOST_BYTES);
  }

  @Test
  void aRepetitionThatIsPartedAgainAndAgainDoesNotFillTheStatus() {
    // Given
    var spec = Specs.spec("{}");
    var plan = Plan.of(spec);
    var state = started();

    // When its two samples are taken in vain a thousand times, then for good
    for (int i = 0; i < 1000; i++) {
      state = with(state, sample(spec, plan.samples().get(0)));
      state = with(state, sample(spec, plan.samples().get(1)));
      state = state.parted(Set.of(0, 1));
    }
    state = with(state, sample(spec, plan.samples().get(0)));

    // Then those that stand are all there, of the others the newest
    assertThat(state.samples()).hasSize(101);
    assertThat(state.taken()).isEqualTo(1);
    assertThat(state.partedBefore(Set.of(0))).isTrue();
    assertThat(state.lastSample().orElseThrow().counted()).isTrue();
  }
}
