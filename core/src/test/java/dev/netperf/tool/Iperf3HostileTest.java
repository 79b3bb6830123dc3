package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Tool;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that were damaged, or never printed: never a value, always a failure. */
class Iperf3HostileTest {
  private static final String TCP =
      """
      {"test":"tcp","seconds":2.0,"bytes":1000000,"bitsPerSecond":4000000,"clientCPU":85,\
      "serverCPU":49,"retransmits":3,"streams":[1000000,3000000]}
      """;
  private static final String UDP =
      """
      {"test":"udp","seconds":2.0,"bytes":1000000,"bitsPerSecond":4000000,"clientCPU":85,\
      "serverCPU":49,"sentPackets":1000,"receivedPackets":900,"jitterNanoseconds":4498,\
      "streams":[2000000,2000000]}
      """;
  private static final Task TASK = Readings.task(2, TCPBandwidth, UDPBandwidth);

  private static Reason failure(String output) {
    return Readings.failed(Readings.ofOutput(Tool.iperf3, output, TASK)).reason();
  }

  private static void assertFailed(String output) {
    Assertions.assertThat(failure(output)).isNotNull();
  }

  @Test
  void theUndamagedOutputIsAResult() {
    Readings.measured(Readings.ofOutput(Tool.iperf3, TCP + UDP, TASK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-4000000",
        "+4000000",
        "4e6",
        "4000000.0",
        "4,000,000",
        "4.000.000",
        "4 000 000",
        "\"4000000\"",
        "null",
        "true",
        "[4000000]",
        "{}",
        "NaN",
        "Infinity",
        "99999999999999999999",
        "9223372036854775807",
        "0x3D0900",
        "4000001000",
        "3000000",
        "\u0664",
        "\u001b[1m4000000",
        "",
      })
  void aRateThatIsNoWholeNumberOrDoesNotFitIsNoValue(String rate) {
    assertFailed(TCP.replace("4000000", rate) + UDP);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"bytes\":1000000', '\"bytes\":0', ServerUnresponsive",
    "'\"bytes\":1000000', '\"bytes\":-1', ServerUnresponsive",
    "'\"bytes\":1000000', '\"bytes\":null', BadOutput",
    "'\"seconds\":2.0', '\"seconds\":1.7', ServerUnresponsive",
    "'\"seconds\":2.0', '\"seconds\":20', CPUBusy",
    "'\"seconds\":2.0', '\"seconds\":0', ServerUnresponsive",
    "'\"seconds\":2.0', '\"seconds\":NaN', BadOutput",
    "'\"seconds\":2.0', '\"seconds\":\"2.0\"', BadOutput",
    "'\"sentPackets\":1000', '\"sentPackets\":0', BadOutput",
    "'\"sentPackets\":1000,', '', BadOutput",
    "'\"receivedPackets\":900', '\"receivedPackets\":0', ServerUnresponsive",
    "'\"receivedPackets\":900', '\"receivedPackets\":null', BadOutput",
    "'\"jitterNanoseconds\":4498', '\"jitterNanoseconds\":-1', BadOutput",
    "'[2000000,2000000]', '[4000000]', BadOutput",
    "'[2000000,2000000]', '[2000000,null]', BadOutput",
    "'[2000000,2000000]', '[]', BadOutput",
    "'[2000000,2000000]', '[4000000,0]', ServerUnresponsive",
    "'[2000000,2000000]', '[2000000,2000000,1]', BadOutput",
    "'[2000000,2000000]', '[2000000,1]', BadOutput",
    "'\"udp\"', '\"tcp\"', BadOutput",
    "'\"udp\"', '\"UDP\"', BadOutput",
    "'\"udp\"', 'null', BadOutput",
    "'{', '{\"error\":\"unable to connect to server: No route to host\",', ConnectFailed",
    "'{', '{\"error\":\"unbekannt\",', BadOutput",
    "'{', '{\"bytes\":5,', BadOutput",
    "'{', '{\"unknown\":5,', BadOutput",
    "'{', '[{', BadOutput",
    "'}', '}}', BadOutput",
    "'}', '} {}', BadOutput",
  })
  void aLineThatMakesNoSenseIsNoResult(String from, String to, Reason reason) {
    Assertions.assertThat(failure(TCP + UDP.replace(from, to))).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "null\n",
        "{}\n",
        "[]\n",
        "42\n",
        "\u0000\u0001",
        "Killed\n",
        "iperf3: error - unable to send control message: Bad file descriptor\n",
        "{\"end\":{\"sum_received\":{\"bits_per_second\":1e10}}}\n",
        "{\"test\":\"tcp\"}\n",
      })
  void aTextThatIsNotTheScriptsIsNoResult(String output) {
    assertFailed(output);
    assertFailed(TCP + output.repeat(2) + UDP.replace("udp", "x"));
  }

  @Test
  void missingSwappedAndDoubleLinesAreNoResult() {
    assertFailed(TCP);
    assertFailed(UDP);
    assertFailed(UDP + TCP);
    assertFailed(TCP + TCP);
    assertFailed(TCP + UDP + UDP);
    assertFailed(TCP + "warning\n" + UDP);
    assertFailed(TCP + "\n" + UDP);
  }

  @Test
  void everyBeginningOfAnOutputIsNoResult() {
    var whole = (TCP + UDP).stripTrailing();

    for (int length = 0; length < whole.length(); length++) {
      assertFailed(whole.substring(0, length));
    }
  }

  @Test
  void deepAndHugeTextsDoNotHurt() {
    assertFailed("[".repeat(3_500) + "\n");
    assertFailed("{\"test\":".repeat(400) + "\n");
    assertFailed(TCP.replace("4000000", "9".repeat(3_000)));
    assertFailed(TCP.replace("2.0", "1e999999999") + UDP);
  }
}
