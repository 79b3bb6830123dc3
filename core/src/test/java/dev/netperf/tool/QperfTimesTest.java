package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.UDPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Tool;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A value is one where the time fits what was counted, be it longer than was asked for. */
class QperfTimesTest {
  private static IntStream busy() {
    return IntStream.rangeClosed(1, 6);
  }

  /** Two dozen programs on two CPUs: qperf's timer went off up to a tenth of the time late. */
  @ParameterizedTest
  @MethodSource("busy")
  void oneSecondOnABusyMachineIsAResult(int number) {
    var task = Readings.task(List.of(TCPBandwidth, TCPLatency, UDPBandwidth, UDPLatency), 1, 1);

    var values =
        Readings.measured(Readings.ofRecording(Tool.qperf, "busy-" + number, task)).values();

    assertThat(values).hasSize(4);
    assertThat(values.get(0).clientFacts().busiestCPUPercent()).isGreaterThan(90);
  }

  /** At least one of them shows what this is about. */
  @Test
  void amongThemIsARunThatTookLongerThanEverWasAllowed() {
    assertThat(busy().mapToObj(i -> Envelopes.recorded("busy-" + i)))
        .anyMatch(text -> text.matches("(?s).*_real_time=1(0[789]|[1-9]\\d)\\d{7} ns.*"));
  }

  @ParameterizedTest
  @CsvSource({
    // the end that counts, the other, what becomes of it
    "2000, 2000, ",
    "1960, 2000, ",
    "2000, 1960, ",
    "2160, 2160, ",
    "2160, 2000, ",
    "2000, 2900, ",
    "2250, 2001, ",
    "2260, 2000, CPUBusy",
    "4900, 4900, ",
    "5100, 5100, CPUBusy",
    "2000, 5100, CPUBusy",
    "1900, 2000, ServerUnresponsive",
    "2000, 1900, ServerUnresponsive",
    "1440, 2000, ServerUnresponsive",
    "2000, 1040, ServerUnresponsive",
    "0, 2000, ServerUnresponsive",
  })
  void anEndThatStoppedEarlyOrWentOnAloneIsNoResult(long own, long other, Reason reason) {
    var times =
        new QperfTimes(Duration.ofMillis(own).toNanos(), Duration.ofMillis(other).toNanos());

    assertThat(times.fault(Duration.ofSeconds(2)).map(Fault::reason).orElse(null))
        .isEqualTo(reason);
  }

  @Test
  void aValueThatDoesNotFitWhatWasCountedIsNone() {
    var task = Readings.task(1, TCPBandwidth);
    var output = Envelopes.qperf(2, 1_000_000_000, 20_000);

    Readings.measured(Readings.ofOutput(Tool.qperf, output, task));
    assertThat(
            Readings.failed(
                    Readings.ofOutput(
                        Tool.qperf, output.replace("bw=1000000000", "bw=1010000000"), task))
                .message())
        .contains("bw of tcp_bw doesn't fit what it counted");
    assertThat(
            Readings.failed(
                    Readings.ofOutput(
                        Tool.qperf,
                        output.replace("latency=20000", "latency=20200"),
                        Readings.task(1, TCPLatency)))
                .message())
        .contains("latency of tcp_lat doesn't fit what it counted");
  }

  @ParameterizedTest
  @CsvSource({"2000, 2000, true", "2000, 2090, true", "2200, 2000, true", "2000, 2100, false"})
  void whatIsSentWhenTheReceiverHasStoppedIsNotLost(long own, long other, boolean known) {
    var times =
        new QperfTimes(Duration.ofMillis(own).toNanos(), Duration.ofMillis(other).toNanos());

    assertThat(times.together(Duration.ofSeconds(2))).isEqualTo(known);
  }
}
