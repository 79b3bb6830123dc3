package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the recordings of the real iperf3 mean (resources/iperf3/README.md says what they are). */
class Iperf3Test {
  private static final ProbeTool IPERF3 = ProbeTool.of(Tool.iperf3);

  /** Recordings that are a result, with streams and measurements. */
  static final List<String> RESULTS =
      List.of(
          "after-killed-client 1 TCPBandwidth",
          "after-tcp-probe 1 TCPBandwidth",
          "busy-1 1 TCPBandwidth UDPBandwidth",
          "busy-2 1 TCPBandwidth UDPBandwidth",
          "busy-3 1 TCPBandwidth UDPBandwidth",
          "busy-4 1 TCPBandwidth UDPBandwidth",
          "ipv6 1 TCPBandwidth UDPBandwidth",
          "message-size 1 TCPBandwidth UDPBandwidth",
          "rate-1gbit 1 TCPBandwidth UDPBandwidth",
          "rate-100mbit 1 TCPBandwidth UDPBandwidth",
          "rate-10mbit 1 TCPBandwidth UDPBandwidth",
          "rate-1mbit 1 TCPBandwidth UDPBandwidth",
          "rate-100kbit 1 TCPBandwidth UDPBandwidth",
          "server-late 1 TCPBandwidth",
          "streams-2 2 TCPBandwidth UDPBandwidth",
          "streams-64 64 TCPBandwidth UDPBandwidth",
          "tcp 1 TCPBandwidth",
          "tcp-and-udp 1 TCPBandwidth UDPBandwidth",
          "udp 1 UDPBandwidth",
          "udp-and-tcp 1 UDPBandwidth TCPBandwidth",
          "udp-cut 1 UDPBandwidth",
          "udp-loss 1 UDPBandwidth");

  /** Recordings that are none, with the reason and a part of the message. */
  static final List<String> FAILURES =
      List.of(
          "bad-size             | BadOutput          | exit code 1",
          "closing-server       | ServerUnresponsive | unable to receive control message",
          "garbage-server       | BadOutput          | unknown control message",
          "link-cut             | ServerUnresponsive | didn't end in time and was stopped",
          "no-tool              | ConnectFailed      | Connection refused",
          "nothing-listens      | ConnectFailed      | no connection to 198.18.240.2 port 19764",
          "other-client         | ForeignClient      | (one from 198.18.240.9)",
          "port-blocked         | ConnectFailed      | Connection timed out",
          "raw-json             | BadOutput          | unknown line",
          "raw-json-refused     | BadOutput          | unknown line",
          "raw-text             | BadOutput          | unknown line",
          "server-busy          | ServerUnresponsive | the server is busy",
          "server-ended         | ServerUnresponsive | the server has terminated",
          "server-killed        | ServerUnresponsive | control socket has closed",
          "server-killed-in-udp | ServerUnresponsive | {\"test\":\"udp\",\"error\":\"",
          "server-stopped       | ServerUnresponsive | didn't end in time and was stopped",
          "silent-server        | ServerUnresponsive | didn't end in time and was stopped",
          "tool-missing         | BadOutput          | exit code 127",
          "udp                  | BadOutput          | the measurements that it was to take",
          "udp-blocked          | ServerUnresponsive | didn't end in time and was stopped",
          "udp-blocked-time-out | ServerUnresponsive | didn't end in time and was stopped",
          "udp-fragments-lost   | BadOutput          | the measurements that it was to take");

  private static Task task(String row) {
    var words = List.of(row.split(" ", -1));
    var measurements = words.stream().skip(2).map(Measurement::valueOf).toList();
    return Readings.task(measurements, seconds(words.get(0)), Integer.parseInt(words.get(1)));
  }

  /** On a busy machine those of one second fared worst. */
  private static int seconds(String recording) {
    return recording.startsWith("busy") ? 1 : 2;
  }

  /** The rates that a person would find in the text. */
  private static List<Long> seen(String recording) {
    return Pattern.compile("\"bitsPerSecond\":(\\d+)")
        .matcher(Envelopes.recorded("iperf3", recording))
        .results()
        .map(found -> Long.valueOf(found.group(1)))
        .toList();
  }

  private static Value udp(String recording) {
    return Readings.measured(
            Readings.ofRecording(Tool.iperf3, recording, Readings.task(1, UDPBandwidth)))
        .values()
        .get(0);
  }

  @ParameterizedTest
  @FieldSource("RESULTS")
  void aResultIsReadAsItWasPrinted(String row) {
    // Given
    var recording = row.substring(0, row.indexOf(' '));
    var task = task(row);

    // When
    var measured = Readings.measured(Readings.ofRecording(Tool.iperf3, recording, task));

    // Then
    assertThat(measured.values().stream().map(Value::measurement))
        .isEqualTo(Readings.names(task.measurements()));
    assertThat(measured.values().stream().map(Value::value)).isEqualTo(seen(recording));
    assertThat(measured.values())
        .allSatisfy(
            value -> {
              boolean udp = value.of(UDPBandwidth);
              assertThat(value.streams()).hasSize(task.streams() > 1 ? task.streams() : 0);
              assertThat(value.streams()).allMatch(part -> part > 0);
              assertThat(value.lossPercent() != null).isEqualTo(udp);
              assertThat(value.jitterNanoseconds() != null).isEqualTo(udp);
            });
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  void aFailureIsNamed(String row) {
    Readings.assertFailure(Tool.iperf3, row, Readings.task(1, TCPBandwidth, UDPBandwidth));
  }

  @Test
  void everyRecordingOfAClientIsJudged() {
    assertThat(
            Stream.concat(RESULTS.stream(), FAILURES.stream())
                .map(row -> row.substring(0, row.indexOf(' '))))
        .containsAll(
            Envelopes.recordings("iperf3").stream()
                .filter(name -> !Envelopes.recorded("iperf3", name).contains("role=server\n"))
                .toList());
  }

  @Test
  void lossIsOfTheDatagramsSentAlsoOfThoseAfterTheLastThatArrived() {
    var text = Envelopes.recorded("iperf3", "udp-cut");
    var counts = Pattern.compile("\"sentPackets\":(\\d+),\"receivedPackets\":(\\d+)").matcher(text);
    assertThat(counts.find()).isTrue();
    double lost = 100 - 100.0 * Long.parseLong(counts.group(2)) / Long.parseLong(counts.group(1));

    assertThat(udp("udp-cut").lossPercent()).matches("[0-9]+\\.[0-9]{3}");
    assertThat(Double.parseDouble(udp("udp-cut").lossPercent()))
        .isBetween(lost - 0.001, lost + 0.001);
  }

  @Test
  void datagramsLargerThanAPacketAreNamedAsTheCauseWhereNoneArrives() {
    Readings.assertFailure(
        Tool.iperf3,
        "udp-fragments-lost | ServerUnresponsive | no datagram arrived: datagrams of 32768 bytes are"
            + " larger than a packet, and one lost part loses all: choose messageSizes of 1372",
        Readings.sized(32768, UDPBandwidth));
    Readings.assertFailure(
        Tool.iperf3,
        "udp-fragments-lost | ServerUnresponsive | udp test is no result: no datagram arrived: \"",
        Readings.sized(1372, UDPBandwidth));
  }

  @Test
  void withoutLossItIsZeroWithThreeDecimals() {
    var output =
        Readings.output(Tool.iperf3, "udp")
            .replaceFirst("\"sentPackets\":\\d+", "\"sentPackets\":7")
            .replaceFirst("\"receivedPackets\":\\d+", "\"receivedPackets\":7");

    assertThat(
            Readings.measured(
                    Readings.ofOutput(Tool.iperf3, output, Readings.task(1, UDPBandwidth)))
                .values())
        .extracting(Value::lossPercent)
        .containsExactly("0.000");
  }

  @Test
  void theProcessesCpuIsToldOfEachMeasurement() {
    var output =
        Readings.output(Tool.iperf3, "tcp-and-udp")
            .replaceFirst("\"clientCPU\":\\d+", "\"clientCPU\":99")
            .replaceFirst("\"serverCPU\":\\d+(?=.*\n$)", "\"serverCPU\":98");

    var values =
        Readings.measured(
                Readings.ofOutput(
                    Tool.iperf3, output, Readings.task(1, TCPBandwidth, UDPBandwidth)))
            .values();

    assertThat(values.get(0).clientFacts().cpuPercent()).isEqualTo(99);
    assertThat(values.get(1).clientFacts().cpuPercent()).isNotEqualTo(99);
    assertThat(values.get(1).serverFacts().cpuPercent()).isEqualTo(98);
  }

  @Test
  void aCpuUseBelowZeroIsNone() {
    var output =
        Readings.output(Tool.iperf3, "tcp").replaceFirst("\"clientCPU\":\\d+", "\"clientCPU\":-5");

    var value =
        Readings.measured(Readings.ofOutput(Tool.iperf3, output, Readings.task(1, TCPBandwidth)))
            .values()
            .get(0);

    assertThat(value.clientFacts().cpuPercent()).isNull();
    assertThat(value.serverFacts().cpuPercent()).isNotNull();
  }

  @Test
  void theClientsCommandNamesEverythingInAFixedOrder() {
    var task = Readings.sized(1400, UDPBandwidth, TCPBandwidth);

    assertThat(IPERF3.clientCommand("10.1.0.7", Readings.PORTS, task))
        .containsExactly(
            "/usr/local/lib/probe/iperf3 client 10.1.0.7 19765 2 1 udp:1400 tcp:1400".split(" "));
    assertThat(IPERF3.clientCommand("fd00::7", Readings.PORTS, Readings.task(1, TCPBandwidth)))
        .containsExactly("/usr/local/lib/probe/iperf3 client fd00::7 19765 2 1 tcp".split(" "));
  }

  @Test
  void theServerUsesOnePortAndTheAddressOfTheFamily() {
    assertThat(IPERF3.serverCommand(Readings.PORTS, 4, IpFamily.IPv6))
        .containsExactly(
            ("/usr/local/lib/probe/serve 19764 6 19765 19765"
                    + " /usr/local/lib/probe/iperf3 server 19765 6")
                .split(" "));
    assertThat(IPERF3.serverPorts(Readings.PORTS, 4)).containsExactly(19765);
    assertThat(IPERF3.listeningPorts(Readings.PORTS, 4)).containsExactly(19765, 19764);
  }
}
