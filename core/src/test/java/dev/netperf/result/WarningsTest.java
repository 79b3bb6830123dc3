package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.HostToPod;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.plan.Specs.spec;
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
import dev.netperf.api.v1alpha1.Warning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarningsTest {
  private static final List<Measurement> BOTH = List.of(TCPBandwidth, TCPLatency);
  private static final long GIGABIT = 1_000_000_000;

  /** What the checks say of these samples, as {@code type: message}. */
  private static List<String> warnings(String yaml, List<Sample> samples) {
    return words(Warnings.of(spec(yaml), BOTH, HostToHost, null, List.of(), samples));
  }

  private static List<String> words(List<Warning> warnings) {
    return warnings.stream().map(w -> w.type() + ": " + w.message()).toList();
  }

  /** Both paths' values by turns, as an interleaved run takes them (AB BA AB BA). */
  private static List<Sample> interleaved(Measurement measurement, long[] hosts, long[] pods) {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < hosts.length; i++) {
      var turn =
          Arrays.asList(
              Samples.of(HostToHost, measurement, hosts).get(i),
              Samples.of(PodToPod, measurement, pods).get(i));
      if (i % 2 == 1) {
        Collections.reverse(turn);
      }
      samples.addAll(turn);
    }
    return samples;
  }

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
  void ofASoundRunThereIsNothingToSay() {
    // Given a steady gigabit and an overlay at 96%
    var samples =
        interleaved(
            TCPBandwidth,
            new long[] {941_000_000, 942_000_000, 941_500_000, 941_000_000},
            new long[] {905_000_000, 904_000_000, 905_000_000, 904_500_000});

    // Then
    assertThat(warnings("{}", samples)).isEmpty();
  }

  @Test
  void ofNoSamplesThereIsNothingToSay() {
    assertThat(warnings("{repetitions: 2}", List.of())).isEmpty();
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
  void twoRepetitionsAreFew() {
    var two = interleaved(TCPLatency, new long[] {1000, 1000}, new long[] {1100, 1100});

    assertThat(warnings("{repetitions: 2}", two))
        .containsExactly(
            "FewRepetitions: 2 repetitions: the intervals are more than five times as wide as with"
                + " 4");
    // But not two of four, in the middle of a run
    assertThat(warnings("{repetitions: 4}", two)).isEmpty();
  }

  @Test
  void aMessageThatIsATwoThousandthOfTheValueOrLessIsFineEnough() {
    // 52,428.8 bit/s are 0.2% of 26,214,400
    assertThat(warnings("{}", Samples.of(PodToPod, TCPBandwidth, 26_214_400))).isEmpty();
    assertThat(warnings("{}", Samples.of(PodToPod, TCPBandwidth, 26_200_000)))
        .containsExactly(
            "CoarseResolution: TCPBandwidth of PodToPod: one message of 65536 bytes more or less is"
                + " 0.2% of it: a smaller message or a longer duration tells more exactly");
    assertThat(warnings("{tool: iperf3}", Samples.of(PodToPod, TCPBandwidth, 1000))).isEmpty();
    assertThat(warnings("{}", Samples.of(PodToPod, TCPLatency, 1000))).isEmpty();
  }

  @Test
  void scatterAboveTenPercentIsToldOf() {
    assertThat(warnings("{}", Samples.of(PodToPod, TCPLatency, 85_000, 100_000, 115_000)))
        .containsExactly(
            "Scatter: TCPLatency of PodToPod: the standard deviation is 15.0% of the mean, values"
                + " from 85.0 us to 115 us");
    assertThat(warnings("{}", Samples.of(PodToPod, TCPLatency, 87_000, 100_000, 113_000)))
        .isEmpty();
  }

  @Test
  void aMeanFarFromTheMedianHasAnOutlier() {
    var hosts = new long[] {1000, 1000, 1000, 1000};

    assertThat(warnings("{}", interleaved(TCPLatency, hosts, new long[] {1100, 1100, 1000, 1100})))
        .containsExactly(
            "Outlier: TCPLatency of PodToPod: the mean of the ratios to HostToHost is 107.4%, their"
                + " median 110.0%: some repetitions stand out");
    assertThat(warnings("{}", interleaved(TCPLatency, hosts, new long[] {1100, 1100, 1030, 1100})))
        .isEmpty();
  }

  /** Mean and median are three points apart, and no repetition is to blame. */
  @Test
  void repetitionsThatAllScatterHaveNoOutlier() {
    var hosts = new long[] {1000, 1000, 1000, 1000};
    var pods = new long[] {1040, 1180, 1170, 1190};

    assertThat(warnings("{}", interleaved(TCPLatency, hosts, pods)))
        .noneMatch(w -> w.startsWith("Outlier"));
  }

  /** Of ten, two on the same side hide each other from a test of one. */
  @Test
  void twoOfTenThatStandOutAreFound() {
    var hosts = new long[] {1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000};
    var pods = new long[] {1101, 1099, 1100, 900, 1102, 1098, 1101, 1099, 900, 1100};

    assertThat(warnings("{repetitions: 10}", interleaved(TCPLatency, hosts, pods)))
        .anyMatch(w -> w.startsWith("Outlier"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 100})
  void equalValuesHaveNoneThatStandsOut(int count) {
    assertThat(StandingOut.count(Collections.nCopies(count, 0.1))).isZero();
  }

  @Test
  void aTrendAboveFivePercentIsADrift() {
    // Given a rate that falls by 6% in the course of the run, and noise
    var hosts = new long[] {1_000_000, 974_000, 966_000, 940_500};
    var pods = new long[] {1_092_000, 1_082_000, 1_049_000, 1_044_000};

    // Then
    assertThat(warnings("{}", interleaved(TCPLatency, hosts, pods)))
        .singleElement()
        .asString()
        .startsWith("Drift: TCPLatency fell by 6.1% in the course of the run (99% interval -6.");
  }

  @Test
  void aSmallTrendIsNoDrift() {
    var hosts = new long[] {1_000_000, 980_000, 975_000, 960_000};
    var pods = new long[] {1_090_000, 1_085_000, 1_065_000, 1_060_000};

    assertThat(warnings("{}", interleaved(TCPLatency, hosts, pods))).isEmpty();
  }

  /** The fit falls by 9%, and so it might by chance. */
  @Test
  void noiseIsNoDrift() {
    var hosts = new long[] {1_000_000, 1_100_000, 900_000, 950_000};
    var pods = new long[] {1_300_000, 1_150_000, 1_250_000, 1_200_000};
    var samples = interleaved(TCPLatency, hosts, pods);

    assertThat(Trend.of(Estimate.all(spec("{}"), BOTH, samples), 8).orElseThrow().percent())
        .isLessThan(-5);
    assertThat(warnings("{}", samples)).noneMatch(w -> w.startsWith("Drift"));
  }

  /** Rising a thousandfold from sample to sample at the begin of a long run: garbage, no error. */
  @Test
  void aTrendBeyondAllNumbersIsOneAllTheSame() {
    var rising = Samples.of(HostToHost, TCPLatency, 1, 1000, 1_000_000, GIGABIT, 1000 * GIGABIT);
    var others = Samples.of(HostToPod, TCPLatency, new long[200]);

    assertThat(warnings("{}", Samples.all(rising, others)))
        .anyMatch(w -> w.startsWith("Drift: TCPLatency rose by "));
  }

  /** Measured path after path, a slow path comes last; that is no trend. */
  @Test
  void aDifferenceBetweenPathsIsNoDrift() {
    var samples =
        Samples.all(
            Samples.of(HostToHost, TCPLatency, 1000, 1001, 999, 1000),
            Samples.of(PodToPod, TCPLatency, 1500, 1501, 1499, 1500));

    assertThat(warnings("{order: Sequential}", samples)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aDriftThatTooFewValuesShowIsNoDrift(int values) {
    var falling = Arrays.copyOf(new long[] {1000, 950, 901}, values);

    assertThat(warnings("{}", Samples.of(HostToHost, TCPLatency, falling)))
        .noneMatch(w -> w.startsWith("Drift"));
  }

  @Test
  void anOverlayThatBeatsTheNativePathIsSuspect() {
    var hosts = new long[] {GIGABIT, GIGABIT, GIGABIT};
    var pods = new long[] {1_030_000_000, 1_031_000_000, 1_029_000_000};

    assertThat(warnings("{}", interleaved(TCPBandwidth, hosts, pods)))
        .containsExactly(
            "PodBetterThanHost: TCPBandwidth of PodToPod is 103.0% (95% interval 102.7 to"
                + " 103.3) of HostToHost: perhaps the paths use different links or settings, or the"
                + " pods' packets are spared rules that the host's own pass (iptables, nftables)");
    assertThat(warnings("{}", interleaved(TCPLatency, pods, hosts)))
        .singleElement()
        .asString()
        .startsWith("PodBetterThanHost: TCPLatency of PodToPod is 97.1%");
    assertThat(warnings("{}", interleaved(TCPBandwidth, pods, hosts))).isEmpty();
    assertThat(warnings("{}", interleaved(TCPLatency, hosts, pods))).isEmpty();
  }

  @Test
  void anOverlayWhoseIntervalHoldsTheNativePathIsNotSuspect() {
    var hosts = new long[] {GIGABIT, GIGABIT, GIGABIT};
    var pods = new long[] {1_030_000_000, 1_000_000_000, 1_010_000_000};

    assertThat(warnings("{}", interleaved(TCPBandwidth, hosts, pods))).isEmpty();
  }

  /** The interval lies above the native path, and less than 2% of it are no matter. */
  @Test
  void anOverlayThatIsBetterByLittleIsNotSuspect() {
    var hosts = new long[] {GIGABIT, GIGABIT, GIGABIT};
    var pods = new long[] {1_019_000_000, 1_019_100_000, 1_018_900_000};

    assertThat(warnings("{}", interleaved(TCPBandwidth, hosts, pods))).isEmpty();
    assertThat(warnings("{}", interleaved(TCPLatency, pods, hosts))).isEmpty();
  }

  @Test
  void theNativePathIsTheMeasureWhateverTheBaseline() {
    var hosts = new long[] {GIGABIT, GIGABIT, GIGABIT};
    var pods = new long[] {1_030_000_000, 1_031_000_000, 1_029_000_000};
    var samples = interleaved(TCPBandwidth, hosts, pods);

    assertThat(Warnings.of(spec("{}"), BOTH, PodToPod, null, List.of(), samples))
        .extracting(Warning::type)
        .containsExactly(Warning.Type.PodBetterThanHost.name());
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
