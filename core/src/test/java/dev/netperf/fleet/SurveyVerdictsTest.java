package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.entry;
import static dev.netperf.fleet.Surveys.nodes;
import static dev.netperf.fleet.Surveys.plan;
import static dev.netperf.fleet.Surveys.spec;
import static dev.netperf.fleet.Surveys.values;
import static dev.netperf.fleet.Surveys.valuesAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.netperf.api.v1alpha1.Verdict.Outcome;
import dev.netperf.api.v1alpha1.survey.GroupVerdict;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyVerdictsTest {
  /** Of iperf3, which counts bytes, so that a median is as exact as it is written. */
  private static final String TEMPLATE =
      "testTemplate: {spec: {tool: iperf3, repetitions: 2, measurements: [TCPBandwidth]}}";

  private static SurveyVerdicts verdicts(
      SurveyPlan plan, Function<PlannedPair, SurveyEntry> entry, String... thresholds) {
    var require = "require: {thresholds: [" + String.join(", ", thresholds) + "]}";
    return SurveyVerdicts.of(
        plan,
        PlannedPair.of(plan).stream().map(entry).toList(),
        spec("{coverage: {mode: AllPairs}, " + TEMPLATE + ", " + require + "}"));
  }

  private static SurveyPlan allPairs(List<PlannedNode> nodes) {
    return plan(nodes, spec("{coverage: {mode: AllPairs}, " + TEMPLATE + "}"));
  }

  private static String pods(String bounds) {
    return "{measurement: TCPBandwidth, path: PodToPod, " + bounds + "}";
  }

  /** Of 190 pairs: 1000 to 1189 Mbit/s, pods the same; or 80.1% to 99% of 1000. */
  private static SurveyEntry spread(PlannedPair pair) {
    long mean = 1_000_000_000L + 1_000_000L * pair.index();
    return entry(
        pair,
        values("HostToHost", "TCPBandwidth", mean, mean),
        values("PodToPod", "TCPBandwidth", mean, mean));
  }

  /** Of 190 pairs: pods have 80.0% to 98.9%. */
  private static SurveyEntry percents(PlannedPair pair) {
    long pods = 800_000_000L + 1_000_000L * pair.index();
    return entry(
        pair,
        values("HostToHost", "TCPBandwidth", 1_000_000_000L, 1_000_000_000L),
        values("PodToPod", "TCPBandwidth", pods, pods));
  }

  /** The same for every pair: 1 Gbit/s, pods 900 Mbit/s. */
  private static SurveyEntry same(PlannedPair pair) {
    return entry(
        pair,
        values("HostToHost", "TCPBandwidth", 1_000_000_000L, 1_000_000_000L),
        values("PodToPod", "TCPBandwidth", 900_000_000L, 900_000_000L));
  }

  private static SurveyEntry failed(PlannedPair pair) {
    return Entries.failed(pair, "ConnectFailed", "No answer");
  }

  /** Ranks 34 and 157 of 190 are 1033 and 1156 Mbit/s: see SurveyFiguresTest. */
  @ParameterizedTest
  @CsvSource({
    "min: 1033M, Met",
    "min: 1034M, Inconclusive",
    "min: 1156M, Inconclusive",
    "min: 1157M, Breached",
    "max: 1032M, Breached",
    "max: 1033M, Inconclusive",
    "max: 1155M, Inconclusive",
    "max: 1156M, Met",
    "'min: 1033M, max: 1156M', Met",
    "'min: 1033M, max: 1100M', Inconclusive",
    "'min: 1100M, max: 1032M', Breached",
  })
  void anAbsoluteBoundIsHeldAgainstTheIntervalOfTheMedian(String bounds, Outcome expected) {
    // Given 20 nodes of one group, of which 10 pairs are independent
    var verdicts = verdicts(allPairs(nodes(20)), SurveyVerdictsTest::spread, pods(bounds));

    // Then
    assertThat(verdicts.all()).extracting(GroupVerdict::outcome).containsExactly(expected.name());
    assertThat(verdicts.overall()).isEqualTo(expected);
  }

  /** The same ranks: 83.3% and 95.6%. */
  @ParameterizedTest
  @CsvSource({
    "minPercentOfBaseline: 83, Met",
    "minPercentOfBaseline: 84, Inconclusive",
    "minPercentOfBaseline: 95, Inconclusive",
    "minPercentOfBaseline: 96, Breached",
    "maxPercentOfBaseline: 83, Breached",
    "maxPercentOfBaseline: 84, Inconclusive",
    "maxPercentOfBaseline: 95, Inconclusive",
    "maxPercentOfBaseline: 96, Met",
    "'minPercentOfBaseline: 83, min: 833M', Met",
    "'minPercentOfBaseline: 83, min: 834M', Inconclusive",
    "'minPercentOfBaseline: 83, min: 957M', Breached",
    "'minPercentOfBaseline: 96, min: 1M', Breached",
  })
  void aBoundInPercentIsHeldAgainstTheIntervalOfThePairsRatios(String bounds, Outcome expected) {
    var verdicts = verdicts(allPairs(nodes(20)), SurveyVerdictsTest::percents, pods(bounds));

    assertThat(verdicts.all()).extracting(GroupVerdict::outcome).containsExactly(expected.name());
  }

  @Test
  void theMessageHasTheFiguresThatItWasJudgedBy() {
    var verdicts =
        verdicts(
            allPairs(nodes(20)),
            SurveyVerdictsTest::percents,
            pods("min: 800M, minPercentOfBaseline: 90"));

    assertThat(verdicts.all())
        .containsExactly(
            new GroupVerdict(
                "a",
                "TCPBandwidth",
                "PodToPod",
                null,
                "Inconclusive",
                "TCPBandwidth of PodToPod is 894.5 Mbit/s (median of 190 pairs, 95% interval 833.0"
                    + " Mbit/s to 956.0 Mbit/s), at least 800M wanted; is 89.5% (median of 190"
                    + " pairs, 95% interval 83.3 to 95.6) of HostToHost, at least 90% wanted: more"
                    + " pairs would probably decide"));
  }

  @Test
  void aThresholdWithoutAGroupIsHeldAgainstEachGroupButNotBetweenThem() {
    // Given two groups, the second of which is slow
    var verdicts =
        verdicts(
            allPairs(nodes(3, 3)),
            pair -> pair.client().startsWith("b") ? half(pair) : same(pair),
            pods("min: 600M"));

    // Then
    assertThat(verdicts.all())
        .extracting(GroupVerdict::group, GroupVerdict::outcome)
        .containsExactly(tuple("b", "Breached"), tuple("a", "Met"));
    assertThat(verdicts.overall()).isEqualTo(Outcome.Breached);
  }

  private static SurveyEntry half(PlannedPair pair) {
    return entry(
        pair,
        values("HostToHost", "TCPBandwidth", 1_000_000_000L, 1_000_000_000L),
        values("PodToPod", "TCPBandwidth", 500_000_000L, 500_000_000L));
  }

  @Test
  void aThresholdWithAGroupIsHeldAgainstThatAlone() {
    // Given the slow one first, then the other one
    var verdicts =
        verdicts(
            allPairs(nodes(3, 3)),
            pair -> pair.client().startsWith("b") ? half(pair) : same(pair),
            pods("group: b, min: 400M"),
            pods("group: a, min: 600M"));

    // Then
    assertThat(verdicts.all())
        .extracting(GroupVerdict::group, GroupVerdict::outcome)
        .containsExactly(tuple("b", "Met"), tuple("a", "Met"));
    assertThat(verdicts.overall()).isEqualTo(Outcome.Met);
  }

  @Test
  void aMedianWithoutAnIntervalIsJudgedAsOneSampleOfATestIs() {
    // Given three pairs of three nodes, of which one is independent
    var plan = allPairs(nodes(3));

    // Then an absolute bound is decided by the median alone, one in percent is not
    var met = verdicts(plan, SurveyVerdictsTest::same, pods("min: 900M"));
    assertThat(met.all().get(0).outcome()).isEqualTo("Met");
    assertThat(met.all().get(0).message())
        .isEqualTo(
            "TCPBandwidth of PodToPod is 900.0 Mbit/s (median of 3 pairs, no interval), at least"
                + " 900M wanted");
    var breached = verdicts(plan, SurveyVerdictsTest::same, pods("min: 901M"));
    assertThat(breached.all().get(0).outcome()).isEqualTo("Breached");
    var open = verdicts(plan, SurveyVerdictsTest::same, pods("minPercentOfBaseline: 50"));
    assertThat(open.all().get(0).outcome()).isEqualTo("Inconclusive");
    assertThat(open.all().get(0).message())
        .isEqualTo(
            "TCPBandwidth of PodToPod is 90.0% (median of 3 pairs, no interval) of HostToHost, at"
                + " least 50% wanted: an interval needs 6 pairs that share no node");
  }

  @Test
  void aMedianWithoutAnIntervalIsAsExactAsTheTool() {
    // Given qperf, which in 5 s can tell 64 KiB, 104.9 kbit/s
    var plan = allPairs(nodes(3));
    var spec =
        spec(
            "{testTemplate: {spec: {repetitions: 2, durationSeconds: 5, measurements:"
                + " [TCPBandwidth]}}, require: {thresholds: ["
                + pods("min: 899.9M")
                + "]}}");

    // When
    var verdicts =
        SurveyVerdicts.of(
            plan, PlannedPair.of(plan).stream().map(SurveyVerdictsTest::same).toList(), spec);

    // Then
    assertThat(verdicts.overall()).isEqualTo(Outcome.Inconclusive);
    assertThat(verdicts.told()).contains("no interval, to within 104.9 kbit/s");
  }

  @Test
  void ofOnePairTheIntervalOfItsRepetitionsDecides() {
    // Given two nodes, and repetitions of 990 and 1010: 1000 ± 127
    var plan = allPairs(nodes(2));
    Function<PlannedPair, SurveyEntry> entry =
        pair ->
            entry(
                pair,
                values("HostToHost", "TCPBandwidth", 1_000_000_000L, 1_000_000_000L),
                values("PodToPod", "TCPBandwidth", 990_000_000L, 1_010_000_000L));

    // Then
    assertThat(verdicts(plan, entry, pods("min: 870M")).overall()).isEqualTo(Outcome.Met);
    assertThat(verdicts(plan, entry, pods("min: 880M")).overall()).isEqualTo(Outcome.Inconclusive);
    assertThat(verdicts(plan, entry, pods("min: 1128M")).overall()).isEqualTo(Outcome.Breached);
    assertThat(verdicts(plan, entry, pods("min: 880M")).told())
        .isEqualTo(
            "Inconclusive in a: TCPBandwidth of PodToPod is 1.000 Gbit/s (one pair, 95% interval"
                + " 872.9 Mbit/s to 1.127 Gbit/s), at least 880M wanted: more pairs or repetitions"
                + " would probably decide");
    assertThat(verdicts(plan, entry, pods("minPercentOfBaseline: 85")).overall())
        .isEqualTo(Outcome.Met);
    assertThat(verdicts(plan, entry, pods("minPercentOfBaseline: 100")).overall())
        .isEqualTo(Outcome.Inconclusive);
  }

  @Test
  void aGroupThatWasNotMeasuredIsInconclusive() {
    // Given a group whose pairs all failed
    var verdicts =
        verdicts(
            allPairs(nodes(3, 3)),
            pair ->
                pair.client().startsWith("b") && pair.server().startsWith("b")
                    ? failed(pair)
                    : same(pair),
            pods("min: 600M, minPercentOfBaseline: 50"));

    // Then
    var missing = verdicts.all().stream().filter(v -> v.group().equals("b")).findFirst();
    assertThat(missing.orElseThrow().outcome()).isEqualTo("Inconclusive");
    assertThat(missing.orElseThrow().message())
        .isEqualTo(
            "TCPBandwidth of PodToPod has no value, at least 600M wanted: no pair of the group was"
                + " measured; can't be compared with HostToHost, at least 50% wanted: no pair of"
                + " the group was measured");
  }

  @Test
  void aGroupOfWhichNoPairWasPlannedIsNotJudgedUnlessAThresholdNamesIt() {
    // Given a group of one node
    var plan = allPairs(nodes(3, 1));

    // Then it shuts no gate that is for all
    var all = verdicts(plan, SurveyVerdictsTest::same, pods("min: 600M"));
    assertThat(all.all())
        .extracting(GroupVerdict::group, GroupVerdict::outcome)
        .containsExactly(tuple("a", "Met"), tuple("b", "NotJudged"));
    assertThat(all.all().get(1).message()).endsWith(": the group has one node");
    assertThat(all.overall()).isEqualTo(Outcome.Met);

    // And one that is for it
    var named = verdicts(plan, SurveyVerdictsTest::same, pods("group: b, min: 600M"));
    assertThat(named.overall()).isEqualTo(Outcome.Inconclusive);
    assertThat(named.told())
        .isEqualTo(
            "Inconclusive in b: TCPBandwidth of PodToPod has no value, at least 600M wanted: the"
                + " group has one node");
  }

  /** Else a gate would be open because nothing was held against it. */
  @Test
  void aThresholdThatNoGroupCanBeHeldAgainstIsInconclusive() {
    // Given two groups of one node each
    var verdicts = verdicts(allPairs(nodes(1, 1)), SurveyVerdictsTest::same, pods("min: 1M"));

    // Then
    assertThat(verdicts.all())
        .extracting(GroupVerdict::outcome)
        .containsExactly("Inconclusive", "Inconclusive");
  }

  @Test
  void aGroupThatIsNotThereIsSaid() {
    var verdicts =
        verdicts(allPairs(nodes(3)), SurveyVerdictsTest::same, pods("group: c, min: 600M"));

    assertThat(verdicts.overall()).isEqualTo(Outcome.Inconclusive);
    assertThat(verdicts.told())
        .isEqualTo(
            "Inconclusive in c: TCPBandwidth of PodToPod has no value, at least 600M wanted: no"
                + " node of the plan is in this group");
  }

  @Test
  void aThresholdNamesOneOfSeveralMessageSizes() {
    // Given two sizes, of which the larger one is faster
    var plan = allPairs(nodes(3));
    var spec =
        spec(
            "{testTemplate: {spec: {tool: iperf3, repetitions: 2, measurements: [TCPBandwidth],"
                + " messageSizes: [64, 1024]}}, require: {thresholds: ["
                + pods("messageSize: 64, min: 600M")
                + ", "
                + pods("messageSize: 1024, min: 600M")
                + "]}}");
    var entries =
        PlannedPair.of(plan).stream()
            .map(
                pair ->
                    entry(
                        pair,
                        valuesAt(64, "PodToPod", "TCPBandwidth", 500_000_000L, 500_000_000L),
                        valuesAt(1024, "PodToPod", "TCPBandwidth", 900_000_000L, 900_000_000L)))
            .toList();

    // Then
    assertThat(SurveyVerdicts.of(plan, entries, spec).all())
        .extracting(GroupVerdict::messageSize, GroupVerdict::outcome)
        .containsExactly(tuple(64, "Breached"), tuple(1024, "Met"));
  }

  @Test
  void theFirstThreeThatDecideAreTold() {
    // Given five slow groups, and one that is not measured
    var verdicts =
        verdicts(
            allPairs(nodes(2, 2, 2, 2, 2, 2)),
            pair -> pair.client().startsWith("a") ? failed(pair) : same(pair),
            pods("min: 950M"));

    // Then
    assertThat(verdicts.told())
        .startsWith("Breached in b: ")
        .contains("; Breached in c: ", "; Breached in d: ")
        .doesNotContain("in e: ", "in a: ")
        .endsWith("; and 2 more");
  }

  @Test
  void withoutThresholdsNothingIsWanting() {
    var verdicts = verdicts(allPairs(nodes(3)), SurveyVerdictsTest::same);

    assertThat(verdicts.all()).isEmpty();
    assertThat(verdicts.overall()).isEqualTo(Outcome.Met);
  }

  @Test
  void verdictsStandInTheFiguresOnceNoPairComesAnyMore() {
    // Given
    var plan = allPairs(nodes(3));
    var spec = spec("{" + TEMPLATE + ", require: {thresholds: [" + pods("min: 600M") + "]}}");
    var entries = PlannedPair.of(plan).stream().map(SurveyVerdictsTest::same).toList();

    // Then
    assertThat(SurveyFigures.of(plan, entries, spec, false).verdicts()).isEmpty();
    assertThat(SurveyFigures.of(plan, entries, spec, true).verdicts()).hasSize(1);
    assertThat(SurveyFigures.of(plan, entries, spec, true).verdictsNotShown()).isNull();
  }

  /** What it ended by says enough: a refusal, a lack of rights. */
  @Test
  void ofARunThatMeasuredNothingThereAreNone() {
    var plan = allPairs(nodes(3));
    var spec = spec("{" + TEMPLATE + ", require: {thresholds: [" + pods("min: 600M") + "]}}");

    assertThat(SurveyFigures.of(plan, List.of(), spec, true).verdicts()).isEmpty();
  }
}
