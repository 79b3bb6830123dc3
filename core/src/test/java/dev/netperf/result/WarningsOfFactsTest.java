package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.HostToPod;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.plan.Specs.spec;
import static dev.netperf.result.WarningWords.BOTH;
import static dev.netperf.result.WarningWords.GIGABIT;
import static dev.netperf.result.WarningWords.warnings;
import static dev.netperf.result.WarningWords.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is suspect by what is known of nodes, interfaces, CPUs, packets and other tests. */
class WarningsOfFactsTest {
  /** One sample for each of these facts of an end. */
  private static List<Sample> withFacts(
      Path path, Measurement measurement, End end, SideFacts... facts) {
    return Arrays.stream(facts)
        .map(
            f ->
                Samples.withFacts(
                    Samples.of(path, measurement, GIGABIT).get(0),
                    end == End.CLIENT ? f : null,
                    end == End.SERVER ? f : null))
        .toList();
  }

  private static SideFacts busy(Integer percent) {
    return new SideFacts(null, percent, null, null, null, null, null, null, null);
  }

  private static SideFacts throttled(long milliseconds) {
    return new SideFacts(null, null, null, null, milliseconds, null, null, null, null);
  }

  private static SideFacts sent(Long bytes, Long again) {
    return new SideFacts(null, null, null, null, null, bytes, again, null, null);
  }

  private static SideFacts datagrams(Long received, Long dropped) {
    return new SideFacts(null, null, null, null, null, null, null, received, dropped);
  }

  private static NodePair nodes(String serverBoot, String clientName, String clientBoot) {
    return new NodePair(node("a", serverBoot), node(clientName, clientBoot));
  }

  private static NodeFacts node(String name, String bootID) {
    return new NodeFacts(
        name, null, null, null, null, null, null, bootID, null, null, null, null, null, null);
  }

  private static List<String> ofInterfaces(InterfaceFacts... interfaces) {
    var paths = "{paths: [HostToHost, PodToPod, HostToPod]}";
    return words(Warnings.of(spec(paths), BOTH, HostToHost, null, List.of(interfaces), List.of()));
  }

  private static InterfaceFacts facts(Path path, Integer mtu, String discipline, String control) {
    return new InterfaceFacts(path.name(), "eth0", mtu, discipline, control);
  }

  @Test
  void containersThatOthersAddedAreToldOnceByName() {
    // Given a mesh on both nodes, and something else on one
    var server = node("a", "x").with(Optional.empty(), Optional.empty(), List.of("istio-proxy"));
    var client =
        node("b", "y")
            .with(Optional.empty(), Optional.empty(), List.of("istio-proxy"))
            .with(Optional.empty(), Optional.empty(), List.of("istio-proxy", "agent"));

    // Then
    assertThat(
            words(
                Warnings.of(
                    spec("{}"), BOTH, HostToHost, new NodePair(server, client), null, List.of())))
        .containsExactly(
            "Sidecars: Others added containers to the probes' pods (istio-proxy, agent): what they"
                + " do to the traffic is measured, too");
  }

  @Test
  void twoNodesOfOneBootShareAKernel() {
    var warnings = Warnings.of(spec("{}"), BOTH, HostToHost, nodes("x", "b", "x"), null, List.of());

    assertThat(words(warnings))
        .containsExactly(
            "SharedKernel: a and b run on one kernel (boot id x): no real network lies between"
                + " them");
  }

  @ParameterizedTest
  @CsvSource({"x, b, y", "x, a, x", "x, b,", ", b,", "'', b, ''"})
  void otherNodesDoNotShareAKernel(String serverBoot, String clientName, String clientBoot) {
    var nodes = nodes(serverBoot, clientName, clientBoot);

    assertThat(Warnings.of(spec("{}"), BOTH, HostToHost, nodes, List.of(), List.of())).isEmpty();
  }

  @Test
  void anOverlaysOwnHeaderIsNoDifference() {
    assertThat(
            ofInterfaces(
                facts(HostToHost, 1500, "fq_codel", "cubic"),
                facts(PodToPod, 1450, "noqueue", "cubic"),
                facts(HostToPod, 1400, "noqueue", "cubic")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1399, noqueue, cubic, 'MTU 1399, 1500 of HostToHost'",
    "1501, noqueue, cubic, 'MTU 1501, 1500 of HostToHost'",
    "1450, noqueue, bbr, 'congestion control bbr, cubic of HostToHost'",
    "1450, tbf, cubic, queueing discipline tbf on the pod's interface",
    "1450, netem, cubic, queueing discipline netem on the pod's interface",
    "1280, noqueue, reno, 'congestion control reno, cubic of HostToHost; MTU 1280, 1500 of HostToHost'",
  })
  void settingsThatDifferAreToldOf(int mtu, String discipline, String control, String expected) {
    assertThat(
            ofInterfaces(
                facts(HostToHost, 1500, "tbf", "cubic"), facts(PodToPod, mtu, discipline, control)))
        .containsExactly("PathsDiffer: PodToPod differs in more than the overlay: " + expected);
  }

  @Test
  void whatIsNotKnownOfAnInterfaceIsNoDifference() {
    assertThat(
            ofInterfaces(facts(HostToHost, null, null, "cubic"), facts(PodToPod, 1280, null, null)))
        .isEmpty();
    assertThat(
            ofInterfaces(facts(HostToHost, 1500, null, null), facts(PodToPod, null, null, "cubic")))
        .isEmpty();
    assertThat(ofInterfaces(facts(PodToPod, 1280, null, "cubic"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void aBusyCpuOfEitherEndIsSuspect(End end) {
    assertThat(
            warnings("{}", withFacts(PodToPod, TCPBandwidth, end, busy(100), busy(95), busy(10))))
        .containsExactly(
            "CPUSuspect: TCPBandwidth of PodToPod: a CPU of the %s's node was 95%% busy (median):"
                    .formatted(end)
                + " perhaps it limits, not the network");
  }

  @Test
  void theBusiestEndAndSizeIsToldOf() {
    var small =
        withFacts(PodToPod, TCPBandwidth, End.CLIENT, busy(96)).stream()
            .map(s -> Samples.withSize(s, 64))
            .toList();
    var large =
        withFacts(PodToPod, TCPBandwidth, End.SERVER, busy(99)).stream()
            .map(s -> Samples.withSize(s, 65536))
            .toList();

    assertThat(warnings("{messageSizes: [64, 65536]}", Samples.all(small, large)))
        .containsExactly(
            "CPUSuspect: TCPBandwidth of PodToPod at 65536 bytes: a CPU of the server's node was 99%"
                + " busy (median): perhaps it limits, not the network");
  }

  /** The bandwidth's own facts count: over a whole sample they and the latency's would average. */
  @Test
  void aBusyCpuIsSuspectThoughTheOtherMeasurementOfTheSampleLeftItIdle() {
    var bandwidth = Value.of(TCPBandwidth, GIGABIT).withFacts(busy(97), busy(20));
    var latency = Value.of(TCPLatency, 20_000).withFacts(busy(30), busy(30));

    assertThat(warnings("{}", List.of(Samples.sample(PodToPod, bandwidth, latency))))
        .anyMatch(w -> w.startsWith("CPUSuspect: TCPBandwidth of PodToPod: a CPU of the client's"));
  }

  @Test
  void aCpuThatWasBusyOnceOrLessThan95PercentIsNotSuspect() {
    assertThat(
            warnings(
                "{}", withFacts(PodToPod, TCPBandwidth, End.CLIENT, busy(100), busy(94), busy(10))))
        .isEmpty();
    assertThat(warnings("{}", withFacts(PodToPod, TCPBandwidth, End.CLIENT, busy(null), null)))
        .isEmpty();
  }

  /** A tool that measures latency polls: it is busy by design. */
  @Test
  void aBusyCpuIsNotSuspectWhereOnlyLatencyIsMeasured() {
    assertThat(warnings("{}", withFacts(PodToPod, TCPLatency, End.CLIENT, busy(100)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void throttlingOfEitherEndForAHundredthOfTheTimeIsToldOf(End end) {
    assertThat(
            warnings(
                "{}",
                withFacts(
                    HostToHost, TCPBandwidth, end, throttled(0), throttled(100), throttled(450))))
        .containsExactly(
            "Throttled: TCPBandwidth of HostToHost: a CPU limit stopped the %s in 2 of 3 samples,"
                    .formatted(end)
                + " for up to 450 ms of 10000 ms");
    assertThat(warnings("{}", withFacts(HostToHost, TCPBandwidth, end, throttled(99)))).isEmpty();
  }

  @Test
  void retransmissionsAboveOnePercentAreToldOf() {
    assertThat(
            warnings(
                "{}",
                withFacts(
                    PodToPod,
                    TCPBandwidth,
                    End.CLIENT,
                    sent(1000L, 0L),
                    sent(1000L, 25L),
                    sent(9L, null))))
        .containsExactly(
            "Retransmits: PodToPod: TCP sent 1.3% of its bytes again: packets were lost");
    assertThat(
            warnings(
                "{}",
                withFacts(PodToPod, TCPBandwidth, End.CLIENT, sent(1000L, 10L), sent(0L, 0L))))
        .isEmpty();
    assertThat(warnings("{}", withFacts(PodToPod, TCPBandwidth, End.CLIENT, sent(0L, 0L))))
        .isEmpty();
  }

  @Test
  void datagramsThatTheServersEndThrewAwayAreToldOf() {
    var few = withFacts(PodToPod, UDPBandwidth, End.SERVER, datagrams(990L, 10L));
    var many =
        withFacts(PodToPod, UDPBandwidth, End.SERVER, datagrams(700L, 300L), datagrams(900L, null));

    assertThat(ofDatagrams(few)).isEmpty();
    assertThat(ofDatagrams(many))
        .containsExactly(
            "DatagramsDropped: UDPBandwidth of PodToPod: the server's end threw 15.8% of the"
                + " datagrams away that had reached it, for want of buffers: its CPU was too slow,"
                + " not the network");
  }

  private static List<String> ofDatagrams(List<Sample> samples) {
    return words(
        Warnings.of(spec("{}"), List.of(UDPBandwidth), HostToHost, null, List.of(), samples));
  }

  @Test
  void aSampleThatIsNotCountedRaisesNoWarning() {
    var facts = new SideFacts(null, 100, null, null, 5000L, 100L, 100L, null, null);
    var samples =
        withFacts(PodToPod, TCPBandwidth, End.CLIENT, facts).stream()
            .map(s -> s.excluded(Exclusion.Warmup))
            .toList();

    assertThat(warnings("{}", samples)).isEmpty();
  }

  @Test
  void samplesThatWereTakenBesideOthersAreTold() {
    var samples = Samples.of(HostToHost, TCPBandwidth, GIGABIT, GIGABIT, GIGABIT, GIGABIT);
    var others = List.of(0, 3, 1);

    assertThat(warnings("{}", Samples.beside(samples, others)))
        .containsExactly(
            "Concurrent: 2 of 4 samples were taken while others were measured in the cluster (3 at"
                + " most): they may share links");
    assertThat(warnings("{}", Samples.beside(samples, List.of(0, 0, 0)))).isEmpty();
  }
}
