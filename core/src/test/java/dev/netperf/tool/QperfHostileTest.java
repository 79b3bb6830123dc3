package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Reason;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that qperf never printed, or that were damaged: never a value, always a failure. */
class QperfHostileTest {
  private static final List<Measurement> BOTH = List.of(TCPBandwidth, TCPLatency);
  private static final String GOOD = Envelopes.qperf(10, 10_305_195_213L, 39_223);

  private static Reading read(String output) {
    return new Qperf()
        .read(Envelope.parse(Envelopes.ended(0, output)).orElseThrow(), Readings.task(BOTH, 10, 1));
  }

  private static void assertFailed(String output) {
    assertThat(read(output))
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.reason().kind()).isEqualTo(Reason.Kind.TRANSIENT);
              assertThat(failed.message()).isNotBlank().hasSizeLessThan(500);
            });
  }

  @Test
  void theUndamagedOutputIsAResult() {
    assertThat(read(GOOD)).isInstanceOf(Reading.Measured.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 bits/sec",
        "00 bits/sec",
        "-1 bits/sec",
        "+1 bits/sec",
        "-10305195213 bits/sec",
        "1e10 bits/sec",
        "1.03e+10 bits/sec",
        "10305195213.0 bits/sec",
        "10,305,195,213 bits/sec",
        "10.305.195.213 bits/sec",
        "10 305 195 213 bits/sec",
        "10'305'195'213 bits/sec",
        "10_305_195_213 bits/sec",
        "٤٢ bits/sec",
        "0x10 bits/sec",
        "99999999999999999999 bits/sec",
        "9223372036854775808 bits/sec",
        "inf bits/sec",
        "nan bits/sec",
        "10305195213",
        "10305195213 ",
        "10305195213 bytes/sec",
        "10305195213 Gbits/sec",
        "10.3 Gb/sec",
        "10305195213bits/sec",
        "10305195213 bits/sec 1",
        "1 10305195213 bits/sec",
        "\u001b[1m10305195213\u001b[0m bits/sec",
        "\u001b[32m10305195213 bits/sec\u001b[0m",
        "10305195213 bits/sec\u0000",
        "10305195213 BITS/SEC",
        "",
      })
  void aBandwidthThatIsNoWholeNumberOfBitsIsNoValue(String value) {
    assertFailed(GOOD.replace("10305195213 bits/sec", value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 ns",
        "-5 ns",
        "39.2 us",
        "39223 us",
        "39223",
        "3.9e4 ns",
        "39,223 ns",
        "39223 ms"
      })
  void aLatencyThatIsNoWholeNumberOfNanosecondsIsNoValue(String value) {
    assertFailed(GOOD.replace("39223 ns", value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "    bw = 1 bits/sec\n",
        "tcp_bw:\n",
        "tcp_bw:\n    bw = 1 bits/sec\n",
        "tcp_bw: tcp_lat:\n",
        "{\"end\": {\"sum_received\": {\"bits_per_second\": 1e10}}}",
        "Killed\n",
        "Terminated\n",
        "Segmentation fault (core dumped)\n",
        "bw = 10305195213 bits/sec\nlatency = 39223 ns\n",
        "\u0000\u0001\u0002\u0003",
        "<html><body>502 Bad Gateway</body></html>\n",
      })
  void aTextThatIsNotQperfsIsNoResult(String output) {
    assertFailed(output);
  }

  @Test
  void everyBeginningOfAnOutputIsNoResult() {
    var end = GOOD.indexOf("loc_recv_msgs");

    for (int length = 0; length < end; length++) {
      assertFailed(GOOD.substring(0, length));
    }
  }

  @Test
  void aSectionThatIsThereTwiceIsNoResult() {
    assertFailed(GOOD + "tcp_bw:\n    bw = 5 bits/sec\n");
    assertFailed("tcp_lat:\n    latency = 5 ns\n" + GOOD);
  }

  @Test
  void aValueThatIsThereTwiceIsNoResult() {
    assertFailed(GOOD.replace("\nbw=", "\nbw=5 bits/sec\nbw="));
  }

  @Test
  void aValueInAnotherTestsSectionIsNoResult() {
    assertFailed(GOOD.replace("tcp_bw:", "udp_bw:"));
    assertFailed(GOOD.replace("tcp_lat:\n", ""));
    assertFailed(GOOD.replace("tcp_bw:", "TCP_BW:"));
  }

  @Test
  void aForeignLineAmongTheValuesIsNoResult() {
    assertFailed(GOOD.replace("tcp_lat:", "server: something went wrong\ntcp_lat:"));
    assertFailed(GOOD + "warning: late\n");
    assertFailed(GOOD.replace("\nbw=", "\n bw="));
    assertFailed(GOOD.replace("\nbw=", "\n\tbw="));
  }

  @Test
  void colouredHeadersAreNoResult() {
    assertFailed(GOOD.replace("tcp_bw:", "\u001b[1mtcp_bw:\u001b[0m"));
  }

  @Test
  void otherLineEndsDoNotChangeTheValues() {
    assertThat(read(GOOD.replace("\n", "\r\n"))).isEqualTo(read(GOOD));
  }

  @Test
  void binaryIsNoResult() {
    var random = new Random(1);

    for (int i = 0; i < 200; i++) {
      var bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      assertFailed(new String(bytes, ISO_8859_1));
    }
  }

  @Test
  void aHugeLineDoesNotTakeLong() {
    assertFailed("tcp_bw:\n    bw" + " ".repeat(3000) + "= " + "9".repeat(900));
    assertFailed("tcp_bw:\n    bw = " + " ".repeat(3000) + "x" + " ".repeat(900) + "\0");
  }
}
