package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.UDPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.plan.PlannedMeasurement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several qperfs at once, and qperf's datagrams. */
class QperfStreamsTest {
  /** The recordings that this test judges. */
  static final List<String> RECORDINGS =
      List.of(
          "all-tests",
          "busy-1",
          "busy-2",
          "busy-3",
          "busy-4",
          "busy-5",
          "busy-6",
          "message-size",
          "other-client",
          "streams-2",
          "streams-8",
          "streams-server-killed",
          "streams-server-missing",
          "udp-bandwidth-loss",
          "udp-blocked-latency",
          "udp-fragments-lost",
          "udp-latency-stalled");

  private static final ProbeTool QPERF = ProbeTool.of(Tool.qperf);

  private static List<Value> values(String recording, Task task) {
    return Readings.measured(Readings.ofRecording(Tool.qperf, recording, task)).values();
  }

  private static Reading.Failed failure(String output, Task task) {
    return Readings.failed(Readings.ofOutput(Tool.qperf, output, task));
  }

  private static List<Long> seen(String recording, String pattern) {
    return Pattern.compile("(?m)^ *" + pattern)
        .matcher(Envelopes.recorded(recording))
        .results()
        .map(found -> Long.valueOf(found.group(1)))
        .toList();
  }

  @Test
  void theValueIsTheSumOfTheStreams() {
    var parts = seen("streams-2", "bw=(\\d+) bits/sec");

    assertThat(values("streams-2", Readings.task(2, TCPBandwidth)))
        .map(value -> value.withFacts(null, null))
        .containsExactly(Value.of(TCPBandwidth, parts.get(0) + parts.get(1)).withStreams(parts));
  }

  @Test
  void eightStreamsOfBothProtocolsFitOneEnvelope() {
    var values = values("streams-8", Readings.task(8, TCPBandwidth, UDPBandwidth));

    assertThat(values.get(0).streams())
        .hasSize(8)
        .isEqualTo(seen("streams-8", "bw=(\\d+) bits/sec"));
    assertThat(values.get(1).streams())
        .hasSize(8)
        .isEqualTo(seen("streams-8", "recv_bw=(\\d+) bits/sec"));
  }

  @Test
  void allTestsFitOneEnvelope() {
    assertThat(
            values(
                "all-tests", Readings.task(1, TCPBandwidth, TCPLatency, UDPBandwidth, UDPLatency)))
        .hasSize(4)
        .allSatisfy(value -> assertThat(value.streams()).isEmpty());
  }

  @Test
  void overUdpTheValueIsWhatArrivedAndTheLossStandsBesideIt() {
    var value = values("udp-bandwidth-loss", Readings.task(1, UDPBandwidth)).get(0);
    double sent = seen("udp-bandwidth-loss", "send_bytes=(\\d+) bytes").get(0);
    double received = seen("udp-bandwidth-loss", "recv_bytes=(\\d+) bytes").get(0);

    assertThat(value.value())
        .isEqualTo(seen("udp-bandwidth-loss", "recv_bw=(\\d+) bits/sec").get(0));
    assertThat(Double.parseDouble(value.lossPercent()))
        .isBetween(100 - 100 * received / sent - 0.001, 100 - 100 * received / sent + 0.001);
  }

  @Test
  void whatWasSentWhenNobodyCountedAnyMoreIsNoLoss() {
    // Given a sender that went on for a fifth of a second
    var output = Readings.output(Tool.qperf, "udp-bandwidth-loss");
    var late = output.replaceFirst("send_real_time=\\d+", "send_real_time=2200000000");

    var value =
        Readings.measured(Readings.ofOutput(Tool.qperf, late, Readings.task(1, UDPBandwidth)))
            .values()
            .get(0);

    assertThat(value.value()).isPositive();
    assertThat(value.lossPercent()).isNull();
  }

  @Test
  void datagramsOfSomebodyElseAreNoResult() {
    // Given a server that counted more than its client sent
    var output = Readings.output(Tool.qperf, "udp-bandwidth-loss");

    var failed =
        failure(
            output.replaceFirst("send_bytes=\\d+", "send_bytes=1"), Readings.task(1, UDPBandwidth));

    assertThat(failed.reason()).isEqualTo(Reason.ForeignClient);
    assertThat(failed.message()).contains("bytes arrived of 1 that were sent");
  }

  @Test
  void datagramsThatNeverArriveAreAFailureThoughQperfEndsWell() {
    Readings.assertFailure(
        Tool.qperf,
        "udp-blocked | ServerUnresponsive | udp_bw is no result: no message arrived",
        Readings.task(1, UDPBandwidth));
    Readings.assertFailure(
        Tool.qperf,
        "udp-blocked-latency | ServerUnresponsive | no message arrived",
        Readings.task(1, UDPLatency));
  }

  @Test
  void datagramsLargerThanAPacketAreNamedAsTheCauseWhereNoneArrives() {
    Readings.assertFailure(
        Tool.qperf,
        "udp-fragments-lost | ServerUnresponsive | no message arrived: datagrams of 32768 bytes are"
            + " larger than a packet",
        Readings.sized(32768, UDPBandwidth));
  }

  @Test
  void somebodyElseOnTheServersPortIsNamedAsTheCauseWhereAStreamFails() {
    Readings.assertFailure(
        Tool.qperf,
        "other-client | ForeignClient | (one from 198.18.240.9): qperf ended with exit code 1",
        Readings.task(2, TCPBandwidth));
  }

  /** The sizes stand in the command line alone, and in the values. */
  @Test
  void eachValueSaysItsOwnSize() {
    var task =
        new Task(
            List.of(
                new PlannedMeasurement(TCPBandwidth, Optional.of(1024)),
                new PlannedMeasurement(TCPLatency, Optional.of(64))),
            2,
            1);

    assertThat(values("message-size", task))
        .extracting(Value::messageSize)
        .containsExactly(1024, 64);
  }

  @Test
  void repliesThatWereLostAreAFailure() {
    var task = Readings.task(1, UDPLatency);
    var output = Readings.output(Tool.qperf, "udp-bandwidth-and-latency");

    assertThat(failure(output.replaceFirst("(loc_send_msgs=)", "$19"), task).message())
        .contains("replies were lost");
    assertThat(failure(output.replaceFirst("loc_recv_msgs=.*\n", ""), task).message())
        .contains("no message arrived");
    assertThat(failure(output.replaceFirst("loc_send_msgs=.*\n", ""), task).message())
        .contains("it counted no messages");
  }

  /** One message in flight at the end is usual, and all that a run that stalled shows. */
  @Test
  void aRunThatStalledForOneReplyCannotBeTold() {
    assertThat(values("udp-latency-stalled", Readings.task(1, UDPLatency))).hasSize(1);
  }

  @Test
  void aStreamThatFailedMakesTheSampleAFailure() {
    var task = Readings.task(2, TCPBandwidth);

    Readings.assertFailure(
        Tool.qperf, "streams-server-missing | ConnectFailed | failed to connect", task);
    Readings.assertFailure(
        Tool.qperf, "streams-server-killed | ServerUnresponsive | server not responding", task);
  }

  @Test
  void aStreamThatIsMissingMakesTheSampleAFailure() {
    var task = Readings.task(2, TCPBandwidth);
    var output = Readings.output(Tool.qperf, "streams-2");

    assertThat(failure(output.substring(0, output.indexOf("stream 1:")), task).message())
        .contains("it did not run");
    assertThat(failure(output.replace("stream 1:", "stream 2:"), task).message())
        .contains("unknown line");
    assertThat(failure(output.replace("stream 1:", "stream 0:"), task).message())
        .contains("unknown line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "stream x:", "stream 1", "stream 01x:", "  stream 1:"})
  void anotherHeaderIsAnUnknownLine(String header) {
    var output = Readings.output(Tool.qperf, "streams-2").replace("stream 1:", header);

    assertThat(failure(output, Readings.task(2, TCPBandwidth)).message()).contains("unknown line");
  }

  @Test
  void eachStreamHasItsOwnPorts() {
    var ports = new ServerPorts(20000, 20001, 19999);

    assertThat(QPERF.serverPorts(ports, 3))
        .containsExactly(20000, 20001, 20002, 20003, 20004, 20005);
    assertThat(QPERF.listeningPorts(ports, 3)).containsExactly(20000, 20002, 20004, 19999);
    assertThat(QPERF.measuredPorts(ports, 3)).containsExactly(20001, 20003, 20005);
    assertThat(QPERF.serverPorts(ports, 1)).containsExactly(20000, 20001);
    assertThat(QPERF.serverCommand(ports, 3, IpFamily.IPv4))
        .containsExactly(
            ("/usr/local/lib/probe/serve 19999 4 20000,20001,20002,20003,20004,20005"
                    + " 20001,20003,20005 /usr/local/lib/probe/qperf server 20000 20002 20004")
                .split(" "));
  }

  @Test
  void eachTestHasItsOwnSize() {
    var task =
        new Task(
            List.of(
                new PlannedMeasurement(TCPBandwidth, Optional.of(1024)),
                new PlannedMeasurement(TCPLatency, Optional.empty())),
            10,
            4);

    assertThat(QPERF.clientCommand("10.1.0.7", Readings.PORTS, task))
        .containsExactly(
            "/usr/local/lib/probe/qperf client 4 10.1.0.7 19765 19766 10 tcp_bw:1024 tcp_lat"
                .split(" "));
  }

  /** Of qperf's own 32 KiB hardly any arrives whole through an overlay. */
  @Test
  void datagramsFitOnePacketUnlessTheSpecSaysOtherwise() {
    assertThat(
            QPERF.clientCommand(
                "10.1.0.7", Readings.PORTS, Readings.task(1, UDPBandwidth, UDPLatency)))
        .endsWith("udp_bw:1372", "udp_lat");
    assertThat(QPERF.clientCommand("10.1.0.7", Readings.PORTS, Readings.sized(8192, UDPBandwidth)))
        .endsWith("udp_bw:8192");
  }
}
