package dev.netperf.tool;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.UDPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Tool;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeFactsTest {
  private static final EnvelopeFacts ALL =
      new EnvelopeFacts(
          Map.of(
              "client0",
              "milliseconds:2010 busy:98 softirq:27 steal:0 throttled:120 sent:2227333070"
                  + " resent:1802760",
              "server0",
              "milliseconds:2020 busy:51 softirq:3 steal:1 throttled:0 bytes:2225000000"
                  + " connections:2 datagrams:7 dropped:3",
              "interface",
              "eth0",
              "mtu",
              "1450",
              "qdisc",
              "fq_codel",
              "congestionControl",
              "cubic",
              "cpuModel",
              "AMD EPYC 7B13",
              "toolVersion",
              "3.7-no.git"));
  private static final SideFacts NONE =
      new SideFacts(null, null, null, null, null, null, null, null, null);

  @Test
  void everyFactIsRead() {
    assertThat(ALL.client(0).side(150, TCPBandwidth))
        .isEqualTo(new SideFacts(150, 98, 27, 0, 120L, 2_227_333_070L, 1_802_760L, null, null));
    assertThat(ALL.server(0).side(99, TCPBandwidth))
        .isEqualTo(new SideFacts(99, 51, 3, 1, 0L, null, null, null, null));
    assertThat(ALL.networkInterface(Path.PodToPod))
        .contains(new InterfaceFacts(Path.PodToPod.name(), "eth0", 1450, "fq_codel", "cubic"));
    assertThat(ALL.cpuModel()).contains("AMD EPYC 7B13");
    assertThat(ALL.toolVersion()).contains("3.7-no.git");
  }

  @Test
  void datagramsAreToldOfWhereTheyAreMeasured() {
    assertThat(ALL.server(0).side(null, UDPBandwidth))
        .isEqualTo(new SideFacts(null, 51, 3, 1, 0L, null, null, 7L, 3L));
  }

  @Test
  void absentFactsAreNone() {
    var none = new EnvelopeFacts(Map.of("exit", "0"));

    assertThat(none.client(0).side(null, UDPBandwidth)).isEqualTo(NONE);
    assertThat(ALL.client(1).side(null, UDPBandwidth)).isEqualTo(NONE);
    assertThat(none.networkInterface(Path.PodToPod)).isEmpty();
    assertThat(none.cpuModel()).isEmpty();
    assertThat(none.toolVersion()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1", "3.12 (cJSON)", "3\u001b[1m", "\u0663.12", "-1"})
  void whatIsNoVersionIsNone(String text) {
    assertThat(new EnvelopeFacts(Map.of("toolVersion", text)).toolVersion()).isEmpty();
    assertThat(new EnvelopeFacts(Map.of("toolVersion", "1" + "2".repeat(32))).toolVersion())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "+1", "1.5", "1e3", "nan", "0x1", "99999999999999999999", "\u0664"})
  void nonsenseIsNone(String number) {
    var line =
        Stream.of("busy", "softirq", "steal", "throttled", "sent", "resent", "datagrams", "dropped")
            .map(key -> key + ":" + number)
            .collect(Collectors.joining(" "));
    var nonsense = new EnvelopeFacts(Map.of("client0", line, "interface", "eth0", "mtu", number));

    assertThat(nonsense.client(0).side(null, UDPBandwidth)).isEqualTo(NONE);
    assertThat(nonsense.networkInterface(Path.HostToHost))
        .contains(new InterfaceFacts(Path.HostToHost.name(), "eth0", null, null, null));
  }

  @Test
  void whatCannotBeIsNone() {
    var facts =
        new EnvelopeFacts(
            Map.of("client0", "busy:101 sent:10 resent:11", "interface", "a/b", "mtu", "0"));

    assertThat(facts.client(0).side(null, TCPBandwidth))
        .isEqualTo(new SideFacts(null, null, null, null, null, 10L, null, null, null));
    assertThat(facts.networkInterface(Path.HostToHost)).isEmpty();
  }

  /** What one measurement costs is not divided among all: here the latency costs more CPU. */
  @Test
  void aRecordedRunHasTheFactsOfEachMeasurementAndOfBothEnds() {
    var envelope = Envelope.parse(Envelopes.recorded("all-tests")).orElseThrow();
    var values =
        Readings.measured(
                Readings.ofRecording(
                    Tool.qperf,
                    "all-tests",
                    Readings.task(1, TCPBandwidth, TCPLatency, UDPBandwidth, UDPLatency)))
            .values();

    assertThat(values)
        .allSatisfy(
            value -> {
              assertThat(value.clientFacts().cpuPercent()).isPositive();
              assertThat(value.serverFacts().cpuPercent()).isPositive();
              assertThat(value.clientFacts().busiestCPUPercent()).isPositive();
              assertThat(value.serverFacts().busiestCPUPercent()).isPositive();
            });
    assertThat(values.get(0).clientFacts().bytesSent()).isPositive();
    assertThat(values.get(1).clientFacts().bytesSent()).isNull();
    assertThat(values.get(2).serverFacts().datagramsReceived()).isPositive();
    assertThat(values.get(0).serverFacts().datagramsReceived()).isNull();
    assertThat(envelope.networkInterface(Path.PodToPod).orElseThrow().mtu()).isEqualTo(1500);
  }
}
