package dev.netperf.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeMemoryTest {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  private static ProbeMemory of(String spec) {
    return ProbeMemory.of(Specs.spec("{" + spec + "}"));
  }

  /** Peaks in KiB of the side that took more, and of its sockets: docs/benchmarks.md. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tool: iperf3                                     |   4480 |  24340",
        "tool: iperf3, messageSizes: [1048576]            |   6088 |  24340",
        "tool: iperf3, streams: 8                         |   6268 | 120632",
        "tool: iperf3, streams: 8, messageSizes: [1048576]|  20520 | 104420",
        "tool: iperf3, streams: 32                        |  12720 | 195868",
        "tool: iperf3, streams: 64                        |  21168 | 294944",
        "tool: iperf3, streams: 64, messageSizes: [524288] | 70300 | 294944",
        "tool: iperf3, streams: 64, messageSizes: [16, 1048576] | 136148 | 294944",
        "tool: qperf                                      |   4972 |  23708",
        "tool: qperf, messageSizes: [16777216]            |  20476 |  23708",
        "tool: qperf, streams: 8                          |   8504 |  54056",
        "tool: qperf, streams: 8, messageSizes: [16777216]| 136820 |  54056",
        "tool: sockperf, durationSeconds: 5               |  24732 |    980",
        "tool: sockperf, durationSeconds: 10              |  42324 |    980",
        "tool: sockperf, durationSeconds: 20              |  92156 |    980",
        "tool: sockperf, durationSeconds: 60              |  92180 |    980",
        "tool: sockperf, durationSeconds: 120             | 126856 |    980",
      })
  void whatWasSeenFitsIntoTheLimitAndIsNotRefused(String spec, long seen, long sockets) {
    var memory = of(spec);

    assertThat(Quantity.getAmountInBytes(memory.limit()).longValue())
        .isGreaterThan((seen + sockets) * KIB);
    assertThat(memory.least() - 8 * MIB).isLessThan(seen * KIB * 4 / 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tool: qperf                                             |  32Mi | 128Mi",
        "tool: iperf3                                            |  32Mi | 128Mi",
        "tool: sockperf                                          |  64Mi | 128Mi",
        "tool: sockperf, durationSeconds: 3600                   | 160Mi | 192Mi",
        "tool: iperf3, streams: 8                                |  32Mi | 192Mi",
        "tool: iperf3, streams: 64, messageSizes: [1048576]      | 160Mi | 512Mi",
        "tool: qperf, streams: 8, messageSizes: [16777216, 1024] | 160Mi | 320Mi",
      })
  void theDefaultsGrowWithThePlan(String spec, String request, String limit) {
    assertThat(of(spec).request()).hasToString(request);
    assertThat(of(spec).limit()).hasToString(limit);
  }
}
