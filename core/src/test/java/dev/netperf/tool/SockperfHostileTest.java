package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that were damaged, or never printed: never a value, always a failure. */
class SockperfHostileTest {
  private static final String GOOD =
      """
      tcp:
      sockperf: == version #3.7-no.git ==\s
      sockperf[CLIENT] send on:sockperf: using recvfrom() to block on socket(s)

      [ 0] IP = 198.18.240.2    PORT = 19765 # TCP
      sockperf: Warmup stage (sending a few dummy messages)...
      sockperf: Starting test...
      sockperf: Test end (interrupted by timer)
      sockperf: Test ended
      sockperf: [Total Run] RunTime=2.001 sec; Warm up time=400 msec; SentMessages=13534; ReceivedMessages=13533
      sockperf: ========= Printing statistics for Server No: 0
      sockperf: [Valid Duration] RunTime=1.550 sec; SentMessages=8450; ReceivedMessages=8450
      sockperf: ====> avg-latency=91.665 (std-dev=94.744)
      sockperf: # dropped messages = 0; # duplicated messages = 0; # out-of-order messages = 0
      sockperf: Summary: Latency is 91.665 usec
      sockperf: Total 8450 observations; each percentile contains 84.50 observations
      sockperf: ---> <MAX> observation = 2578.168
      sockperf: ---> percentile 99.999 = 2578.168
      sockperf: ---> percentile 99.990 = 2145.742
      sockperf: ---> percentile 99.900 = 1067.978
      sockperf: ---> percentile 99.000 =  385.333
      sockperf: ---> percentile 90.000 =  183.406
      sockperf: ---> percentile 75.000 =   98.032
      sockperf: ---> percentile 50.000 =   62.491
      sockperf: ---> percentile 25.000 =   52.893
      sockperf: ---> <MIN> observation =    7.308
      """;

  private static Reason failure(String output) {
    return Readings.failed(Readings.ofOutput(Tool.sockperf, output, Readings.task(1, TCPLatency)))
        .reason();
  }

  private static void assertFailed(String output) {
    assertThat(failure(output)).isNotNull();
  }

  @Test
  void theUndamagedOutputIsAResult() {
    Readings.measured(Readings.ofOutput(Tool.sockperf, GOOD, Readings.task(1, TCPLatency)));
  }

  @ParameterizedTest
  @CsvSource({
    "91.665, 0.000, BadOutput",
    "91.665, 91.6, BadOutput",
    "91.665, '91,665', BadOutput",
    "91.665, -91.665, BadOutput",
    "91.665, nan, BadOutput",
    "91.665, 9.1665e1, BadOutput",
    "91.665, 91665, BadOutput",
    "91.665, '', BadOutput",
    "91.665, 9999999999999.000, BadOutput",
    "avg-latency=91.665, avg-latency=91.666, BadOutput",
    "91.665 usec, 91.665 msec, BadOutput",
    "Latency is, Round trip is, BadOutput",
    "62.491, 0.000, BadOutput",
    "62.491, 98.033, BadOutput",
    "1067.978, 2578.169, BadOutput",
    "99.900 =, 99.800 =, BadOutput",
    "Total 8450, Total 8449, BadOutput",
    "SentMessages=8450, SentMessages=8451, BadOutput",
    "RunTime=2.001, RunTime=1.001, ServerUnresponsive",
    "RunTime=2.001, RunTime=20.010, CPUBusy",
    "dropped messages = 0, dropped messages = 1, ServerUnresponsive",
    "duplicated messages = 0, duplicated messages = 2, ServerUnresponsive",
    "out-of-order messages = 0, out-of-order messages = 3, ServerUnresponsive",
    "SentMessages=13534, SentMessages=13535, ServerUnresponsive",
    "RunTime=1.550, RunTime=1.500, BadOutput",
    "RunTime=1.550, RunTime=1.800, BadOutput",
    "tcp:, udp:, BadOutput",
    "tcp:, TCP:, BadOutput",
    "# TCP, # UDP, BadOutput",
    "tcp:, '', BadOutput",
    "Summary, Zusammenfassung, BadOutput",
    "Test ended, sockperf: No messages were received from the server, ServerUnresponsive",
  })
  void anOutputThatMakesNoSenseIsNoResult(String from, String to, Reason reason) {
    assertThat(GOOD).contains(from);
    assertThat(failure(GOOD.replace(from, to))).isEqualTo(reason);
  }

  /** Over TCP no reply is lost, and a busy CPU can take as much time. */
  @Test
  void aRunWhoseLastRepliesAreMissingIsARunThatLostADatagram() {
    var unanswered =
        GOOD.replace("RunTime=1.550", "RunTime=1.200")
            .replace("avg-latency=91.665", "avg-latency=71.000")
            .replace("Latency is 91.665", "Latency is 71.000");

    assertThat(
            Readings.failed(
                    Readings.ofOutput(
                        Tool.sockperf,
                        unanswered.replace("tcp:", "udp:").replace("# TCP", "# UDP"),
                        Readings.task(1, UDPLatency)))
                .reason())
        .isEqualTo(Reason.ServerUnresponsive);
    Readings.measured(Readings.ofOutput(Tool.sockperf, unanswered, Readings.task(1, TCPLatency)));
  }

  @Test
  void everyLineIsNeededOnce() {
    for (var line : GOOD.lines().toList()) {
      assertFailed(GOOD.replace(line + "\n", ""));
      assertFailed(GOOD.replace(line + "\n", line + "\n" + line + "\n"));
    }
    assertFailed(GOOD + "sockperf: Warning: late\n");
    assertFailed("sockperf: Warning: early\n" + GOOD);
    assertFailed(GOOD + GOOD);
  }

  @Test
  void everyBeginningOfAnOutputIsNoResult() {
    for (int length = 0; length < GOOD.length(); length++) {
      assertFailed(GOOD.substring(0, length));
    }
  }

  @Test
  void coloursDoNotChangeTheValues() {
    var task = Readings.task(1, TCPLatency);
    var coloured =
        GOOD.replace("====> avg-latency=91.665", "\u001b[2;35m====> avg-latency=91.665\u001b[0m")
            .replace("sockperf: Summary", "sockperf: ?[1mSummary?[0m");

    assertThat(Readings.ofOutput(Tool.sockperf, coloured, task))
        .isEqualTo(Readings.ofOutput(Tool.sockperf, GOOD, task));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "tcp:\n", "tcp:\n\n", "tcp:", "udp:\n", "Killed\n", "\u0000"})
  void aTextThatIsNotSockperfsIsNoResult(String output) {
    assertFailed(output);
  }

  @Test
  void aRateThatWasNotReachedIsUsualAndSaidLastAndOnce() {
    var info = "sockperf: Info: The requested message-per-second rate is too high. Try tuning\n";

    Readings.measured(Readings.ofOutput(Tool.sockperf, GOOD + info, Readings.task(1, TCPLatency)));
    assertFailed(GOOD + info + info);
    assertFailed(GOOD.replace("sockperf: Summary", info + "sockperf: Summary"));
  }

  @Test
  void aHugeTextDoesNotTakeLong() {
    assertFailed("tcp:\n" + "?[".repeat(1_800));
    assertFailed(GOOD.replace("= 2578.168", "=" + " ".repeat(1_500) + "2578.168"));
    assertFailed("tcp:\n".repeat(700));
  }
}
