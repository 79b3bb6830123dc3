package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Percentile;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What the recordings of the real sockperf mean (resources/sockperf/README.md says what they are).
 */
class SockperfTest {
  private static final ProbeTool SOCKPERF = ProbeTool.of(Tool.sockperf);

  /** Recordings that are a result, with the measurements. */
  static final List<String> RESULTS =
      List.of(
          "after-killed-client TCPLatency UDPLatency",
          "busy-1 TCPLatency UDPLatency",
          "busy-2 TCPLatency UDPLatency",
          "busy-3 TCPLatency UDPLatency",
          "busy-4 TCPLatency UDPLatency",
          "long TCPLatency",
          "message-size TCPLatency UDPLatency",
          "rate-100mbit UDPLatency",
          "rate-1mbit UDPLatency",
          "rate-3kbit UDPLatency",
          "server-late TCPLatency UDPLatency",
          "tcp TCPLatency",
          "tcp-and-udp TCPLatency UDPLatency",
          "udp UDPLatency",
          "udp-and-tcp UDPLatency TCPLatency");

  /** Recordings that are none, with the reason and a part of the message. */
  static final List<String> FAILURES =
      List.of(
          "coloured              | BadOutput          | the measurements that it was to take",
          "bad-size              | BadOutput          | exit code 1",
          "garbage-server        | ConnectFailed      | Connection refused",
          "link-cut              | ServerUnresponsive | No messages were received",
          "no-tool               | ConnectFailed      | no connection to 198.18.240.2 port 19765",
          "nothing-listens       | ConnectFailed      | no connection to 198.18.240.2 port 19764",
          "other-client          | ForeignClient      | (one from 198.18.240.9)",
          "port-blocked          | ConnectFailed      | no connection to 198.18.240.2 port 19765",
          "refused               | ConnectFailed      | Connection refused",
          "server-killed         | ServerUnresponsive | forcibly closed by a peer",
          "server-killed-in-udp  | ServerUnresponsive | No messages were received",
          "server-stopped        | ServerUnresponsive | No messages were received",
          "server-stopped-in-udp | ServerUnresponsive | No messages were received",
          "silent-server         | ServerUnresponsive | No messages were received",
          "tcp                   | BadOutput          | the measurements that it was to take",
          "tool-missing          | BadOutput          | exit code 127",
          "udp-blocked           | ServerUnresponsive | No messages were received",
          "udp-lost              | ServerUnresponsive | No messages were received",
          "udp-lost-late         | ServerUnresponsive | No messages were received");

  private static List<Long> nanoseconds(String recording, String pattern) {
    return Pattern.compile(pattern + " *([0-9]+)\\.([0-9]{3})")
        .matcher(Envelopes.recorded("sockperf", recording))
        .results()
        .map(found -> Long.valueOf(found.group(1) + found.group(2)))
        .toList();
  }

  @ParameterizedTest
  @FieldSource("RESULTS")
  void aResultIsReadAsItWasPrintedInNanoseconds(String row) {
    // Given
    var words = List.of(row.split(" ", -1));
    var measurements = words.stream().skip(1).map(Measurement::valueOf).toList();
    var recording = words.get(0);

    // When
    var values =
        Readings.measured(
                Readings.ofRecording(
                    Tool.sockperf, recording, Readings.task(measurements, seconds(recording), 1)))
            .values();

    // Then
    assertThat(values.stream().map(Value::measurement)).isEqualTo(Readings.names(measurements));
    assertThat(values.stream().map(Value::value)).isEqualTo(nanoseconds(recording, "avg-latency="));
    assertThat(values.stream().map(v -> v.percentiles().get(3)))
        .isEqualTo(
            nanoseconds(recording, "percentile 99.900 =").stream()
                .map(ns -> new Percentile("99.9", ns))
                .toList());
    assertThat(values)
        .allSatisfy(
            value ->
                assertThat(value.percentiles())
                    .extracting(Percentile::percentile)
                    .containsExactly("50", "90", "99", "99.9", "max"));
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  void aFailureIsNamed(String row) {
    Readings.assertFailure(Tool.sockperf, row, Readings.task(1, TCPLatency, UDPLatency));
  }

  @Test
  void everyRecordingOfAClientIsJudged() {
    assertThat(
            Stream.concat(RESULTS.stream(), FAILURES.stream())
                .map(row -> row.substring(0, row.indexOf(' '))))
        .containsAll(
            Envelopes.recordings("sockperf").stream()
                .filter(name -> !Envelopes.recorded("sockperf", name).contains("role=server\n"))
                .toList());
  }

  @Test
  void theCommandsNameEverythingInAFixedOrder() {
    var task = Readings.sized(64, UDPLatency, TCPLatency);

    assertThat(SOCKPERF.clientCommand("10.1.0.7", Readings.PORTS, task))
        .containsExactly(
            "/usr/local/lib/probe/sockperf client 10.1.0.7 19765 2 udp:64 tcp:64".split(" "));
    assertThat(SOCKPERF.clientCommand("10.1.0.7", Readings.PORTS, Readings.task(1, TCPLatency)))
        .containsExactly("/usr/local/lib/probe/sockperf client 10.1.0.7 19765 2 tcp".split(" "));
    assertThat(SOCKPERF.serverCommand(Readings.PORTS, 1, IpFamily.IPv4))
        .containsExactly(
            ("/usr/local/lib/probe/serve 19764 4 19765 19765"
                    + " /usr/local/lib/probe/sockperf server 19765 4")
                .split(" "));
    assertThat(SOCKPERF.serverPorts(Readings.PORTS, 1)).containsExactly(19765);
    assertThat(SOCKPERF.listeningPorts(Readings.PORTS, 1)).containsExactly(19765, 19764);
  }

  /** On a busy machine those of one second fared worst; a long one is taken in slices. */
  private static int seconds(String recording) {
    return recording.startsWith("busy") ? 1 : recording.equals("long") ? 45 : 2;
  }
}
