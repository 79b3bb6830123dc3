package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the recordings of the real qperf mean (resources/qperf/README.md says what they are). */
class QperfTest {
  private static final Qperf QPERF = new Qperf();
  private static final int SECONDS = 2;
  private static final List<Measurement> BOTH = List.of(TCPBandwidth, TCPLatency);

  /** Recordings that are a result, with the measurements asked for. */
  private static final String[] RESULTS = {
    "bandwidth-and-latency TCPBandwidth TCPLatency",
    "bandwidth-and-latency TCPLatency",
    "bandwidth-only TCPBandwidth",
    "latency-only TCPLatency",
    "ipv6 TCPBandwidth TCPLatency",
    "link-interrupted TCPBandwidth TCPLatency",
    "rate-1gbit TCPBandwidth TCPLatency",
    "rate-100mbit TCPBandwidth TCPLatency",
    "rate-10mbit TCPBandwidth TCPLatency",
    "rate-1mbit TCPBandwidth TCPLatency",
    "server-after-busy TCPBandwidth",
  };

  /** Recordings that are none, with the reason and a part of the message. */
  private static final String[] FAILURES = {
    "bad-option                         | BadOutput          | exit code 1: \"--no-such-option",
    "bandwidth-only                     | BadOutput          | tcp_lat is no result: it did not run",
    "closing-server                     | ServerUnresponsive | failed to receive configuration",
    "data-connection-reset-in-bandwidth | ServerUnresponsive | it counted send_errors = 1",
    "data-connection-reset-in-latency   | BadOutput          | tcp_bw is no result: it did not run",
    "data-port-blocked                  | ServerUnresponsive | didn't end in time and was stopped",
    "data-port-rejected                 | ConnectFailed      | could not make TCP connection",
    "data-port-taken                    | PortInUse          | unable to make TCP socket",
    "garbage-server                     | ServerUnresponsive | Connection reset by peer",
    "latency-only                       | BadOutput          | tcp_bw is no result: it did not run",
    "link-cut-in-bandwidth              | ServerUnresponsive | timed out",
    "link-cut-in-latency                | ServerUnresponsive | timed out",
    "link-cut-time-out                  | ServerUnresponsive | didn't end in time and was stopped",
    "listen-port-blocked                | ConnectFailed      | failed to connect",
    "no-tool                            | ConnectFailed      | failed to connect",
    "nothing-listens                    | ConnectFailed      | no connection to 198.18.240.2 port 19764",
    "option-not-used                    | BadOutput          | printed an unknown line",
    "other-client-first                 | ForeignClient      | tcp_lat",
    "other-run                          | ServerMismatch     | is not the server of this run",
    "other-version                      | BadOutput          | upgrade qperf on server",
    "rate-100kbit                       | ServerUnresponsive | no message arrived",
    "raw                                | BadOutput          | the server's account of it is missing",
    "report-port-blocked                | ConnectFailed      | no connection to 198.18.240.2 port 19764",
    "server-busy                        | ServerUnresponsive | timed out",
    "server-busy-without-conf           | ServerUnresponsive | timed out",
    "server-error-lost                  | BadOutput          | exit code 1: \"stream 0: conf: server:",
    "server-killed-in-bandwidth         | ServerUnresponsive | server not responding",
    "server-killed-in-latency           | ServerUnresponsive | server not responding",
    "server-stopped                     | ServerUnresponsive | timed out",
    "server-stopped-in-bandwidth        | ServerUnresponsive | timed out",
    "server-stopped-time-out            | ServerUnresponsive | didn't end in time and was stopped",
    "server-stuck                       | ServerUnresponsive | timed out",
    "silent-server                      | ServerUnresponsive | timed out",
    "tool-missing                       | BadOutput          | exit code 127",
    "udp-bandwidth-and-latency          | BadOutput          | tcp_bw is no result: it did not run",
    "udp-blocked                        | BadOutput          | tcp_bw is no result: it did not run",
    "units-scaled                       | BadOutput          | it was to take 2 s",
    "verbose-not                        | ServerUnresponsive | no message arrived",
    "verbose-once                       | BadOutput          | it was to take 2 s",
  };

  private static Stream<String> results() {
    return Stream.of(RESULTS);
  }

  private static Stream<String> failures() {
    return Stream.of(FAILURES);
  }

  private static Reading read(String recording, List<Measurement> measurements, int seconds) {
    var envelope = Envelope.parse(Envelopes.recorded(recording)).orElseThrow();
    return QPERF.read(envelope, Readings.task(measurements, seconds, 1));
  }

  /** The number that a person would find in the text. */
  private static long seen(String recording, Measurement measurement) {
    var line =
        measurement == TCPBandwidth
            ? "(?m)^tcp_bw:\nbw=(\\d+) bits/sec$"
            : "(?m)^tcp_lat:\nlatency=(\\d+) ns$";
    var found = Pattern.compile(line).matcher(Envelopes.recorded(recording));
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }

  @ParameterizedTest
  @MethodSource("results")
  void aResultIsReadAsItWasPrinted(String row) {
    // Given
    var words = List.of(row.split(" ", -1));
    var measurements = words.stream().skip(1).map(Measurement::valueOf).toList();

    // When
    var reading = read(words.get(0), measurements, SECONDS);

    // Then
    assertThat(reading).isInstanceOf(Reading.Measured.class);
    assertThat(((Reading.Measured) reading).values())
        .map(value -> value.withFacts(null, null))
        .isEqualTo(measurements.stream().map(m -> Value.of(m, seen(words.get(0), m))).toList());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsNamed(String row) {
    // Given
    var columns = row.split(" *\\| ", -1);

    // When
    var reading = read(columns[0], BOTH, SECONDS);

    // Then
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    var failed = (Reading.Failed) reading;
    assertThat(failed.reason()).isEqualTo(Reason.valueOf(columns[1]));
    assertThat(failed.message()).contains(columns[2]).doesNotContain("\n");
  }

  @Test
  void everyRecordingOfAClientIsJudged() {
    var judged =
        Stream.concat(
            Stream.of(RESULTS).map(row -> row.split(" ", -1)[0]),
            Stream.of(FAILURES).map(row -> row.split(" ", -1)[0]));

    assertThat(Stream.concat(judged, QperfStreamsTest.RECORDINGS.stream()).toList())
        .containsAll(
            Envelopes.recordings().stream()
                .filter(r -> !Envelopes.recorded(r).contains("role=server\n"))
                .toList());
  }

  @Test
  void aBrokenConnectionInTheLatencyTestIsNoResult() {
    assertThat(read("data-connection-reset-in-latency", List.of(TCPLatency), SECONDS))
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> assertThat(failed.message()).contains("it counted ", "_recv_errors = 1"));
  }

  @Test
  void aMeasurementOfAnotherLengthIsNoResult() {
    assertThat(read("bandwidth-and-latency", BOTH, 10))
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> assertThat(failed.message()).contains("it was to take 10 s"));
  }

  @Test
  void aTruncatedOutputIsNoResultThoughItsValuesAreThere() {
    var envelope = Envelope.parse(Envelopes.truncated(Envelopes.qperf(2, 1000, 1000)));

    assertThat(QPERF.read(envelope.orElseThrow(), Readings.task(BOTH, SECONDS, 1)))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void anOutputOfAToolThatFailedIsNoResultThoughItsValuesAreThere() {
    var envelope = Envelope.parse(Envelopes.ended(1, Envelopes.qperf(2, 1000, 1000)));

    assertThat(QPERF.read(envelope.orElseThrow(), Readings.task(BOTH, SECONDS, 1)))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void aToolThatWasKilledIsALostClientAndNotAStrangeOutput() {
    var envelope = Envelope.parse(Envelopes.ended(137, ""));

    assertThat(QPERF.read(envelope.orElseThrow(), Readings.task(BOTH, SECONDS, 1)))
        .asInstanceOf(InstanceOfAssertFactories.type(Reading.Failed.class))
        .extracting(Reading.Failed::reason)
        .isEqualTo(Reason.ClientFailed);
  }

  @Test
  void theNodesProcessorsAreRead() {
    var reading = (Reading.Measured) read("bandwidth-and-latency", BOTH, SECONDS);

    assertThat(reading.clientCpuModel().orElseThrow()).doesNotContain("Cores").isNotBlank();
    assertThat(reading.serverCpuModel()).isPresent();
  }

  @Test
  void aResultWithoutProcessorsIsAResult() {
    var output = Envelopes.qperf(2, 1000, 1000).replaceAll("(loc|rem)_.pu=.*\n", "");
    var envelope = Envelope.parse(Envelopes.ended(0, output)).orElseThrow();

    assertThat(QPERF.read(envelope, Readings.task(BOTH, SECONDS, 1)))
        .isInstanceOfSatisfying(
            Reading.Measured.class,
            measured -> assertThat(measured.clientCpuModel()).isEqualTo(Optional.empty()));
  }

  @Test
  void theClientsCommandNamesEverythingInAFixedOrder() {
    assertThat(QPERF.clientCommand("10.1.0.7", Readings.PORTS, Readings.task(BOTH, 10, 1)))
        .containsExactly(
            "/usr/local/lib/probe/qperf client 1 10.1.0.7 19765 19766 10 tcp_bw tcp_lat"
                .split(" "));
  }

  @Test
  void theServerStandsBesideWhoGivesAccount() {
    assertThat(QPERF.serverCommand(new ServerPorts(20000, 20001, 20002), 1, IpFamily.IPv4))
        .containsExactly(
            "/usr/local/lib/probe/serve 20002 4 20000,20001 20001 qperf -lp 20000".split(" "));
  }
}
