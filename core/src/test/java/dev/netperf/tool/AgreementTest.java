package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Tool;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says is held against what the server's pod saw. */
class AgreementTest {
  private static final Task TASK = Readings.task(1, TCPBandwidth, TCPLatency);

  private static Account account(long bytes, long connections, long datagrams) {
    return new Account(10_050, bytes, 0, connections, datagrams, Optional.empty());
  }

  private static Reason fault(Claim claim, Account account, int seconds) {
    return new Agreement(claim, account, seconds, 94).fault().map(Fault::reason).orElse(null);
  }

  /** Of the recording with its accounts changed. */
  private static Reading read(String from, String to) {
    var recorded = Envelopes.recorded("bandwidth-and-latency");
    var changed = recorded.replaceAll(from, to);
    assertThat(changed).isNotEqualTo(recorded);
    var head = recorded.indexOf('\n') + 1;
    int length = changed.length() - head - "netperf-probe/end\n".length();
    return new Qperf()
        .read(
            Envelope.parse("netperf-probe/1 " + length + "\n" + changed.substring(head))
                .orElseThrow(),
            TASK);
  }

  @ParameterizedTest
  @CsvSource({
    // of 1000 bytes the server saw so many, in so many seconds
    "100, 1, ",
    "99, 1, ServerMismatch",
    "100, 3, ",
    "99, 3, ServerMismatch",
    "500, 6, ",
    "499, 6, ServerMismatch",
    "700, 10, ",
    "699, 10, ServerMismatch",
    "950, 60, ",
    "949, 60, ServerMismatch",
    "950, 3600, ",
    "949, 3600, ServerMismatch",
    "1000000, 10, ",
  })
  void theServerMustHaveSeenAllButTheEndOfWhatArrived(long seen, int seconds, Reason reason) {
    var account = new Account(4_000_000, seen, 0, 1, 0, Optional.empty());

    assertThat(fault(Claim.bytes(1000), account, seconds)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    // of 1000 bytes the server saw so many, and so many a second at its peak
    "600, 200, ",
    "599, 200, ServerMismatch",
    "600, 199, ServerMismatch",
    // a tenth in any case
    "100, 100, ServerMismatch",
    "100, 900, ",
    "99, 900, ServerMismatch",
  })
  void theLastLookMayHaveMissedTwoSecondsOfTheFastestRate(long seen, long peak, Reason reason) {
    var account = new Account(10_050, seen, peak, 1, 0, Optional.empty());

    assertThat(fault(Claim.bytes(1000), account, 10)).isEqualTo(reason);
  }

  /** Who looks on a busy node comes late; datagrams are counted, not looked for. */
  @Test
  void whatAStarvedServerCannotVouchForIsItsCpusFault() {
    var unseen = new Account(10_050, 0, 0, 0, 0, Optional.empty());

    assertThat(new Agreement(Claim.bytes(1000), unseen, 10, 95).fault())
        .contains(
            new Fault(
                Reason.CPUBusy,
                "the server saw no connection from the client, and a CPU of its node was 95% busy:"
                    + " it can't vouch for the rest"));
    assertThat(new Agreement(Claim.datagramsAlone(1000), unseen, 10, 95).fault())
        .map(Fault::reason)
        .contains(Reason.ServerMismatch);
  }

  @Test
  void everyDatagramMustHaveArrivedAtTheServersNetwork() {
    assertThat(fault(Claim.datagrams(1000), account(0, 1, 1000), 10)).isNull();
    assertThat(fault(Claim.datagrams(1000), account(0, 1, 999), 10))
        .isEqualTo(Reason.ServerMismatch);
  }

  @Test
  void theClientsConnectionMustHaveArrivedWhereThereIsOne() {
    assertThat(fault(Claim.datagrams(1000), account(0, 0, 1000), 10))
        .isEqualTo(Reason.ServerMismatch);
    assertThat(fault(Claim.datagramsAlone(1000), account(0, 0, 1000), 10)).isNull();
    assertThat(fault(Claim.bytes(1000), account(1000, 0, 0), 10)).isEqualTo(Reason.ServerMismatch);
  }

  @Test
  void theServerMustHaveWatchedForTheWholeTime() {
    var brief = new Account(9_000, 1000, 0, 1, 0, Optional.empty());

    assertThat(fault(Claim.bytes(1000), brief, 10)).isEqualTo(Reason.ServerMismatch);
  }

  @ParameterizedTest
  @CsvSource({"0, ", "1, ForeignClient"})
  void whoBringsSomethingFromElsewhereSpoilsAValue(long bytes, Reason reason) {
    var others = Optional.of(new Account.Others(1, bytes, "10.1.0.9"));

    assertThat(fault(Claim.bytes(1000), new Account(10_050, 1000, 0, 1, 0, others), 10))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server1=.*\n",
        "(?<=server1=.{0,200})bytes:",
        "(?<=server1=.{0,200})connections:[0-9]",
        "(?<=server1=.{0,200})datagrams:",
        "(?<=server1=.{0,1})milliseconds:",
      })
  void withoutAWholeAccountThereIsNoValue(String part) {
    var failed = Readings.failed(read(part, ""));

    assertThat(failed.reason()).isEqualTo(Reason.BadOutput);
    assertThat(failed.message())
        .isEqualTo("TCPLatency is no result: the server's account of it is missing");
  }

  @Test
  void anAccountOfAnotherTrafficIsNone() {
    // Given a transfer that went to somebody else, who says what he likes of it
    var failed = Readings.failed(read("(?<=server0=.{0,200}) bytes:[0-9]+", " bytes:70000"));

    // Then
    assertThat(failed.reason()).isEqualTo(Reason.ServerMismatch);
    assertThat(failed.message())
        .matches(
            "TCPBandwidth is no result: the server saw 70000 of the [0-9]+ bytes that it is to have"
                + " received");
  }

  /** What hangs, and what is refused as busy, because somebody else is served. */
  @ParameterizedTest
  @EnumSource(Tool.class)
  void aFailureBesideSomebodyElsesConnectionIsToldAsThat(Tool tool) {
    var measurement = tool.defaultMeasurements().get(0);
    var failed =
        Readings.failed(Readings.ofRecording(tool, "other-client", Readings.task(2, measurement)));

    assertThat(failed.reason()).isEqualTo(Reason.ForeignClient);
    assertThat(failed.message()).contains("198.18.240.9");
  }

  @Test
  void aFailureThatWasNobodyElsesStaysWhatItIs() {
    Readings.assertFailure(
        Tool.qperf, "server-busy | ServerUnresponsive | timed out", Readings.task(1, TCPBandwidth));
  }
}
