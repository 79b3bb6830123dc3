package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.entry;
import static dev.netperf.fleet.Surveys.node;
import static dev.netperf.fleet.Surveys.nodes;
import static dev.netperf.fleet.Surveys.plan;
import static dev.netperf.fleet.Surveys.spec;
import static dev.netperf.fleet.Surveys.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.PathSummary;
import dev.netperf.api.v1alpha1.survey.GroupComparison;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PairCount;
import dev.netperf.api.v1alpha1.survey.PairFailure;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.api.v1alpha1.survey.SurveySummary;
import dev.netperf.api.v1alpha1.survey.SurveyTraffic;
import dev.netperf.api.v1alpha1.survey.UnmeasuredNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurveyFiguresTest {
  private static final NetPerfSurveySpec BANDWIDTH =
      spec("{testTemplate: {spec: {repetitions: 2, measurements: [TCPBandwidth]}}}");

  /** Of iperf3, which counts bytes, so that an interval is that of what was measured alone. */
  private static final NetPerfSurveySpec ALL_PAIRS =
      spec(
          "{coverage: {mode: AllPairs}, testTemplate: {spec: {tool: iperf3, repetitions: 2,"
              + " measurements: [TCPBandwidth]}}}");

  private static SurveyFigures figures(
      SurveyPlan plan, NetPerfSurveySpec spec, Function<PlannedPair, SurveyEntry> entry) {
    return SurveyFigures.of(plan, PlannedPair.of(plan).stream().map(entry).toList(), spec, true);
  }

  /** Of a pair in a plan: its host network has 1000 and its place, its pods 10% less. */
  private static SurveyEntry numbered(PlannedPair pair) {
    long mean = 1000L + pair.index();
    return entry(
        pair,
        values("HostToHost", "TCPBandwidth", mean - 10, mean + 10),
        values("PodToPod", "TCPBandwidth", (mean - 10) * 9 / 10, (mean + 10) * 9 / 10));
  }

  @Test
  void aGroupHasMedianAndIntervalOfItsPairs() {
    // Given 20 nodes, and 190 pairs with means of 1000 to 1189
    var figures = figures(plan(nodes(20), ALL_PAIRS), ALL_PAIRS, SurveyFiguresTest::numbered);

    // Then 10 pairs are independent: ranks 2 and 9 of 10 are floor(2·191/11) = 34 and 157 of 190
    var group = figures.groups().get(0);
    assertThat(figures.groups()).hasSize(1);
    assertThat(group.group()).isEqualTo("a");
    assertThat(group.with()).isNull();
    assertThat(group.nodes()).isEqualTo(20);
    assertThat(group.pairs()).isEqualTo(new PairCount(190, 190));
    assertThat(group.unmeasured()).isNull();
    assertThat(group.price()).isNull();
    assertThat(group.results().get(0))
        .isEqualTo(
            new GroupResult(
                "HostToHost",
                "TCPBandwidth",
                null,
                "bit/s",
                190,
                1095L, // between 1094 and 1095
                1033L,
                1156L,
                1009L, // the tenth
                1000L,
                1189L,
                "Pairs"));
    assertThat(group.results()).hasSize(2);
  }

  @Test
  void aPathIsComparedWithTheBaselineByRepetition() {
    // Given 13 nodes, and of each pair ratios of 0.5 and 0.72, so sqrt(0.36) = 60%
    var figures =
        figures(
            plan(nodes(13), ALL_PAIRS),
            ALL_PAIRS,
            pair ->
                entry(
                    pair,
                    values("HostToHost", "TCPBandwidth", 1000, 2000),
                    values("PodToPod", "TCPBandwidth", 500, 1440)));

    // Then
    assertThat(figures.groups().get(0).comparisons())
        .isEqualTo(
            List.of(
                new GroupComparison(
                    "PodToPod",
                    "TCPBandwidth",
                    null,
                    "HostToHost",
                    78,
                    "60.0",
                    "60.0",
                    "60.0",
                    "60.0",
                    "60.0",
                    "Pairs")));
  }

  @Test
  void ofOnePairTheIntervalIsThatOfItsRepetitions() {
    // Given two nodes, means of 1000 and 900, and t of one degree of freedom 12.7062
    var figures = figures(plan(nodes(2), BANDWIDTH), BANDWIDTH, SurveyFiguresTest::ofTwo);

    // Then 1000 ± 12.7062·10, not less than qperf can tell: 64 KiB in 10 s
    var group = figures.groups().get(0);
    assertThat(group.results().get(0))
        .isEqualTo(
            new GroupResult(
                "HostToHost",
                "TCPBandwidth",
                null,
                "bit/s",
                1,
                10_000_000L,
                8_729_379L,
                11_270_621L,
                null,
                10_000_000L,
                10_000_000L,
                "OnePair"));
    assertThat(group.comparisons().get(0).basis()).isEqualTo("OnePair");
    assertThat(group.comparisons().get(0).percentOfBaseline()).isEqualTo("90.0");
    assertThat(Double.parseDouble(group.comparisons().get(0).low())).isLessThan(90);
    assertThat(Double.parseDouble(group.comparisons().get(0).high())).isGreaterThan(90);
  }

  private static SurveyEntry ofTwo(PlannedPair pair) {
    return entry(
        pair,
        values("HostToHost", "TCPBandwidth", 9_900_000, 10_100_000),
        values("PodToPod", "TCPBandwidth", 8_910_000, 9_090_000));
  }

  @Test
  void ofSeveralPairsThatAreTooFewThereAreOnlyTheExtremes() {
    // Given 11 nodes: 5 pairs are independent, whatever their number
    var figures = figures(plan(nodes(11), ALL_PAIRS), ALL_PAIRS, SurveyFiguresTest::numbered);

    // Then
    var result = figures.groups().get(0).results().get(0);
    assertThat(result.pairs()).isEqualTo(55);
    assertThat(result.low()).isNull();
    assertThat(result.high()).isNull();
    assertThat(result.basis()).isNull();
    assertThat(result.p5()).isEqualTo(1002);
    assertThat(result.min()).isEqualTo(1000);
    assertThat(result.max()).isEqualTo(1054);
    assertThat(figures.groups().get(0).comparisons().get(0).low()).isNull();
    assertThat(figures.groups().get(0).comparisons().get(0).basis()).isNull();
  }

  @Test
  void pairsWithOneReferenceShareItSoThereIsNoInterval() {
    var spec =
        spec(
            "{coverage: {mode: Reference, references: [a-0]}, testTemplate: {spec: {repetitions: 2,"
                + " measurements: [TCPBandwidth]}}}");

    var result =
        figures(plan(nodes(30), spec), spec, SurveyFiguresTest::numbered)
            .groups()
            .get(0)
            .results()
            .get(0);

    assertThat(result.pairs()).isEqualTo(29);
    assertThat(result.low()).isNull();
  }

  @Test
  void onlyNodesThatWereMeasuredCount() {
    // Given 20 nodes, of which 6 were measured with each other alone
    var plan = plan(nodes(20), ALL_PAIRS);
    var some = List.of("a-0", "a-1", "a-2", "a-3", "a-4", "a-5");
    var entries =
        PlannedPair.of(plan).stream()
            .filter(p -> some.contains(p.client()) && some.contains(p.server()))
            .map(SurveyFiguresTest::numbered)
            .toList();

    // Then 3 pairs are independent, not 10
    var group = SurveyFigures.of(plan, entries, ALL_PAIRS, true).groups().get(0);
    assertThat(group.pairs()).isEqualTo(new PairCount(190, 15));
    assertThat(group.results().get(0).low()).isNull();
  }

  @Test
  void betweenTwoGroupsTheSmallerOneSaysHowManyAreIndependent() {
    // Given groups of 6 and 30, all pairs
    var figures = figures(plan(nodes(6, 30), ALL_PAIRS), ALL_PAIRS, SurveyFiguresTest::numbered);

    // Then each direction is in one row, with an interval that reaches far: ranks 1 and 6 of 6
    assertThat(figures.groups().stream().map(GroupFigures::group)).containsExactly("a", "b", "a");
    var between = figures.groups().get(2);
    assertThat(between.with()).isEqualTo("b");
    assertThat(between.nodes()).isNull();
    assertThat(between.pairs()).isEqualTo(new PairCount(180, 180));
    assertThat(between.results().get(0).basis()).isEqualTo("Pairs");
    var sorted =
        PlannedPair.of(plan(nodes(6, 30), ALL_PAIRS)).stream()
            .filter(p -> p.client().charAt(0) != p.server().charAt(0))
            .mapToLong(p -> 1000L + p.index())
            .sorted()
            .toArray();
    assertThat(between.results().get(0).low()).isEqualTo(sorted[181 / 7 - 1]);
    assertThat(between.results().get(0).high()).isEqualTo(sorted[180 - 181 / 7]);
  }

  @Test
  void groupsComeByNameFirstWithinThenBetween() {
    // Given a plan without pairs of b and c, and one node in c
    var nodes =
        List.of(
            node("n1", "b"), node("n2", "a"), node("n3", "a"), node("n4", "c"), node("n5", "b"));
    var plan = plan(nodes, List.of("n2 n3", "n1 n2", "n3 n4"));

    // When
    var figures = SurveyFigures.of(plan, List.of(), BANDWIDTH, false);

    // Then
    assertThat(
            figures.groups().stream().map(g -> g.group() + " " + g.with() + " " + g.unmeasured()))
        .containsExactly(
            "a null null", "b null NoPairPlanned", "c null OneNode", "a b null", "a c null");
    assertThat(
            SurveyFigures.of(plan, List.of(), BANDWIDTH, true).groups().stream()
                .map(GroupFigures::unmeasured))
        .containsExactly(
            "NoPairMeasured", "NoPairPlanned", "OneNode", "NoPairMeasured", "NoPairMeasured");
    assertThat(figures.summary()).isNull();
    assertThat(figures.groupsNotShown()).isNull();
  }

  @Test
  void theRowOfOneGroupHasMediansAndOfSeveralSaysSo() {
    // Given
    var spec = spec("{coverage: {mode: AllPairs}, testTemplate: {spec: {repetitions: 2}}}");
    Function<PlannedPair, SurveyEntry> entry =
        pair ->
            entry(
                pair,
                values("HostToHost", "TCPBandwidth", 900_000_000, 1_000_000_000),
                values("HostToHost", "TCPLatency", 20_000, 21_000),
                values("PodToPod", "TCPBandwidth", 867_600_000, 964_000_000),
                values("PodToPod", "TCPLatency", 25_000, 26_000));

    // Then
    assertThat(figures(plan(nodes(4), spec), spec, entry).summary())
        .isEqualTo(
            new SurveySummary(
                new PathSummary("950 Mbit/s", 950_000_000L, "20.5 us", 20_500L),
                new PathSummary("916 Mbit/s", 915_800_000L, "25.5 us", 25_500L),
                "950 Mbit/s",
                "96.4%"));
    assertThat(figures(plan(nodes(2, 2), spec), spec, entry).summary())
        .isEqualTo(new SurveySummary(null, null, "by group", "by group"));
  }

  @Test
  void theAnswerIsTheShareThatPodsGet() {
    // Given two groups, of which the second one's pods get less; latency in the first only
    var spec = spec("{coverage: {mode: AllPairs}, testTemplate: {spec: {repetitions: 2}}}");
    Function<PlannedPair, SurveyEntry> entry =
        pair ->
            pair.client().startsWith("a-") && pair.server().startsWith("a-")
                ? entry(
                    pair,
                    values("HostToHost", "TCPBandwidth", 900_000_000, 1_000_000_000),
                    values("HostToHost", "TCPLatency", 20_000, 21_000),
                    values("PodToPod", "TCPBandwidth", 867_600_000, 964_000_000),
                    values("PodToPod", "TCPLatency", 25_000, 26_000))
                : entry(
                    pair,
                    values("HostToHost", "TCPBandwidth", 1000, 1000),
                    values("PodToPod", "TCPBandwidth", 500, 500));

    // Then
    assertThat(figures(plan(nodes(4), spec), spec, entry).answer())
        .isEqualTo("PodToPod gets 96.4% of HostToHost, latency 25.5 us against 20.5 us");
    assertThat(figures(plan(nodes(2, 2), spec), spec, entry).answer())
        .isEqualTo("PodToPod gets 50.0% to 96.4% of HostToHost, by the medians of 2 groups");
  }

  @Test
  void theAnswerIsOfLatencyWhereNothingElseIsMeasured() {
    var spec = spec("{testTemplate: {spec: {measurements: [TCPLatency], repetitions: 2}}}");
    Function<PlannedPair, SurveyEntry> entry =
        pair ->
            entry(
                pair,
                values("HostToHost", "TCPLatency", 20_000, 20_000),
                values("PodToPod", "TCPLatency", 25_000, 25_000));

    assertThat(figures(plan(nodes(2), spec), spec, entry).answer())
        .isEqualTo("PodToPod's latency is 125.0% of that of HostToHost");
  }

  @Test
  void theRowTellsOfNothingThatIsNotMeasured() {
    var spec =
        spec(
            "{testTemplate: {spec: {paths: [PodToPod], measurements: [TCPLatency], repetitions: 2}}}");
    Function<PlannedPair, SurveyEntry> entry =
        pair -> entry(pair, values("PodToPod", "TCPLatency", 25_000, 26_000));

    assertThat(figures(plan(nodes(2), spec), spec, entry).summary())
        .isEqualTo(
            new SurveySummary(null, new PathSummary(null, null, "25.5 us", 25_500L), null, null));
    assertThat(figures(plan(nodes(2, 2), spec), spec, entry).summary())
        .isEqualTo(new SurveySummary(null, null, null, null));
    assertThat(figures(plan(nodes(2), spec), spec, entry).answer()).isNull();
  }

  @Test
  void trafficIsSummedByZones() {
    // Given 3 nodes in 2 zones and one in none, each pair 1 GB
    var nodes =
        List.of(inZone("n1", "z1"), inZone("n2", "z1"), inZone("n3", "z2"), node("n4", "a"));
    var plan = plan(nodes, List.of("n1 n2", "n1 n3", "n3 n2", "n4 n1"));

    // Then
    assertThat(figures(plan, BANDWIDTH, SurveyFiguresTest::numbered).traffic())
        .isEqualTo(new SurveyTraffic("4 GB", 4_000_000_000L, 1_000_000_000L, 2_000_000_000L));
    assertThat(figures(plan(nodes(2), BANDWIDTH), BANDWIDTH, SurveyFiguresTest::numbered).traffic())
        .isEqualTo(new SurveyTraffic("1 GB", 1_000_000_000L, null, null));
    assertThat(SurveyFigures.of(plan, List.of(), BANDWIDTH, false).traffic())
        .isEqualTo(new SurveyTraffic("0 B", 0L, null, null));
  }

  private static PlannedNode inZone(String name, String zone) {
    return new PlannedNode(name, "a", Map.of("topology.kubernetes.io/zone", zone));
  }

  @Test
  void whatWasNotMeasuredIsNamedWithItsReason() {
    // Given 25 pairs of 30 nodes, the first of them measured
    var plan = plan(nodes(30), ALL_PAIRS);
    var pairs = PlannedPair.of(plan).stream().filter(p -> touches(p, "a-7")).toList();
    var entries = new ArrayList<SurveyEntry>();
    entries.add(numbered(pairs.get(0)));
    pairs
        .subList(1, 5)
        .forEach(p -> entries.add(Entries.failed(p, "ConnectFailed", "why " + p.index())));
    pairs.subList(5, 25).forEach(p -> entries.add(Entries.skipped(p, "NodeNotReady", "gone")));

    // When
    var figures = SurveyFigures.of(plan, entries, ALL_PAIRS, false);

    // Then
    assertThat(figures.measured()).isEqualTo(1);
    assertThat(figures.failed()).isEqualTo(4);
    assertThat(figures.skipped()).isEqualTo(20);
    assertThat(figures.unmeasured()).hasSize(20);
    assertThat(figures.unmeasured().get(0))
        .isEqualTo(new UnmeasuredNode("a-7", "NodeNotReady", 24));
    assertThat(figures.unmeasured().get(1).pairs()).isEqualTo(1);
    assertThat(figures.failures()).hasSize(20);
    var last = pairs.get(24);
    assertThat(figures.failures().get(19))
        .isEqualTo(
            new PairFailure(last.index(), last.client(), last.server(), "NodeNotReady", "gone"));
    assertThat(figures.failures().get(0).pair()).isEqualTo(pairs.get(5).index());
  }

  private static boolean touches(PlannedPair pair, String node) {
    return pair.client().equals(node) || pair.server().equals(node);
  }

  @Test
  void noMoreThanSixtyFourRowsAndFourHundredResultsAreShown() {
    // Given 100 groups of 2 with 2 results each
    var spec =
        spec(
            "{coverage: {mode: Groups, between: false}, testTemplate: {spec: {repetitions: 2,"
                + " measurements: [TCPBandwidth]}}}");
    var groups = plan(nodes(IntStream.generate(() -> 2).limit(100).toArray()), spec);

    // Then
    var figures = figures(groups, spec, SurveyFiguresTest::numbered);
    assertThat(figures.groups()).hasSize(64);
    assertThat(figures.groupsNotShown()).isEqualTo(36);

    // And of one group with more results than that, the first ones
    var sizes = IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList();
    var curve =
        spec(
            "{testTemplate: {spec: {repetitions: 1, measurements: [TCPBandwidth, TCPLatency,"
                + " UDPBandwidth, UDPLatency], messageSizes: "
                + sizes
                + ", latencyMessageSizes: "
                + sizes
                + ", paths: [HostToHost, PodToPod, HostToPod, PodToHost, PodToService]}}}");
    var whole = figures(plan(nodes(2), curve), curve, pair -> LargestSurvey.entry(pair, curve));
    assertThat(whole.groups()).hasSize(1);
    assertThat(whole.groupsNotShown()).isNull();
    assertThat(whole.groups().get(0).results()).hasSizeBetween(100, 400);
  }
}
