package dev.netperf.operator.probe;

import static dev.netperf.operator.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.operator.api.v1alpha1.Measurement.TCPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.InterfaceFacts;
import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.SideFacts;
import dev.netperf.operator.api.v1alpha1.Tool;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeFactsTest {
  private static final EnvelopeFacts ALL =
      new EnvelopeFacts(
          Map.ofEntries(
              Map.entry("busiestCPUPercent", "98"),
              Map.entry("softirqPercent", "27"),
              Map.entry("stealPercent", "0"),
              Map.entry("throttledMilliseconds", "120"),
              Map.entry("bytesSent", "2227333070"),
              Map.entry("bytesRetransmitted", "1802760"),
              Map.entry("interface", "eth0"),
              Map.entry("mtu", "1450"),
              Map.entry("qdisc", "fq_codel"),
              Map.entry("congestionControl", "cubic"),
              Map.entry("cpuModel", "AMD EPYC 7B13")));

  @Test
  void everyFactIsRead() {
    assertThat(ALL.side(150, 99))
        .isEqualTo(new SideFacts(150, 99, 98, 27, 0, 120L, 2_227_333_070L, 1_802_760L));
    assertThat(ALL.networkInterface(Path.PodToPod))
        .contains(new InterfaceFacts(Path.PodToPod.name(), "eth0", 1450, "fq_codel", "cubic"));
    assertThat(ALL.cpuModel()).contains("AMD EPYC 7B13");
  }

  @Test
  void absentFactsAreNone() {
    var none = new EnvelopeFacts(Map.of("exit", "0"));

    assertThat(none.side(null, null)).isEqualTo(SideFacts.NONE);
    assertThat(none.networkInterface(Path.PodToPod)).isEmpty();
    assertThat(none.cpuModel()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "nan",
        " 1",
        "0x1",
        "99999999999999999999",
        "\u0664"
      })
  void nonsenseIsNone(String number) {
    var nonsense =
        new EnvelopeFacts(
            Map.ofEntries(
                Map.entry("busiestCPUPercent", number),
                Map.entry("softirqPercent", number),
                Map.entry("stealPercent", number),
                Map.entry("throttledMilliseconds", number),
                Map.entry("bytesSent", number),
                Map.entry("bytesRetransmitted", number),
                Map.entry("interface", "eth0"),
                Map.entry("mtu", number)));

    assertThat(nonsense.side(null, null)).isEqualTo(SideFacts.NONE);
    assertThat(nonsense.networkInterface(Path.HostToHost))
        .contains(new InterfaceFacts(Path.HostToHost.name(), "eth0", null, null, null));
  }

  @Test
  void whatCannotBeIsNone() {
    var facts =
        new EnvelopeFacts(
            Map.of(
                "busiestCPUPercent", "101",
                "bytesSent", "10",
                "bytesRetransmitted", "11",
                "interface", "a/b",
                "mtu", "0"));

    assertThat(facts.side(null, null))
        .isEqualTo(new SideFacts(null, null, null, null, null, null, 10L, null));
    assertThat(facts.networkInterface(Path.HostToHost)).isEmpty();
  }

  @Test
  void aRecordedRunHasItsFacts() {
    var envelope = Envelope.parse(Envelopes.recorded("facts")).orElseThrow();
    var measured =
        Readings.measured(
            Readings.ofRecording(Tool.qperf, "facts", Readings.task(1, TCPBandwidth, TCPLatency)));

    assertThat(measured.facts().clientCPUPercent()).isPositive();
    assertThat(measured.facts().serverCPUPercent()).isPositive();
    assertThat(measured.facts().busiestCPUPercent()).isPositive();
    assertThat(measured.facts().bytesSent()).isPositive();
    assertThat(envelope.facts().bytesRetransmitted()).isNotNull();
    assertThat(envelope.networkInterface(Path.PodToPod).orElseThrow().mtu()).isEqualTo(1500);
  }
}
