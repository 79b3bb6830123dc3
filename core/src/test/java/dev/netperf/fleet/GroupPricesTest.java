package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.entry;
import static dev.netperf.fleet.Surveys.plan;
import static dev.netperf.fleet.Surveys.spec;
import static dev.netperf.fleet.Surveys.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.GroupPrice;
import dev.netperf.api.v1alpha1.survey.PathPrice;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupPricesTest {
  private static final Map<String, String> D2 = Map.of("type", "D2");
  private static final Map<String, String> SPOT = Map.of("type", "D2", "capacity", "spot");
  private static final GroupPrice AMBIGUOUS = new GroupPrice(null, null, null, true, null, null);

  private static String prices(String nodeHour) {
    return "prices: {currency: USD, asOf: \"2026-11-28\", nodeHour: [" + nodeHour + "]}";
  }

  private static final String BOTH =
      prices(
          "{labels: {type: D2}, price: \"0.154\"}, {labels: {type: D2, capacity: spot}, price:"
              + " \"0.031\"}");

  private static PlannedNode node(String name, Map<String, String> labels) {
    return new PlannedNode(name, "D2", labels);
  }

  private static GroupPrice price(
      String prices, Map<String, String> one, Map<String, String> other, long... bandwidths) {
    var spec =
        spec(
            "{testTemplate: {spec: {repetitions: 2, measurements: [TCPBandwidth, UDPBandwidth]}}, "
                + prices
                + "}");
    var plan = plan(List.of(node("n1", one), node("n2", other)), spec);
    var entries =
        bandwidths.length == 0
            ? List.<dev.netperf.api.v1alpha1.survey.SurveyEntry>of()
            : List.of(
                entry(
                    PlannedPair.of(plan).get(0),
                    values("HostToHost", "TCPBandwidth", bandwidths),
                    values("HostToHost", "UDPBandwidth", 7)));
    return SurveyFigures.of(plan, entries, spec, true).groups().get(0).price();
  }

  @Test
  void theExampleOfTheDesign() {
    // Given 117 MB/s, and no interval of one repetition
    var price = price(BOTH, D2, D2, 936_000_000);

    // Then 0.936 / 0.154, and 2 · 0.154 · 8e12 / 0.936e9 / 3600
    assertThat(price)
        .isEqualTo(
            new GroupPrice(
                "USD",
                "2026-11-28",
                "0.154",
                null,
                List.of(new PathPrice("HostToHost", "6.08", null, null, "0.731", null, null)),
                null));
  }

  @Test
  void withoutTcpItIsUdpAndOnlyOfPathsThatAreMeasured() {
    // Given 154 Mbit/s of 0.154 over the second of three paths
    var spec =
        spec(
            "{testTemplate: {spec: {repetitions: 1, measurements: [UDPLatency, UDPBandwidth], paths:"
                + " [HostToHost, PodToPod, PodToHost]}}, "
                + BOTH
                + "}");
    var plan = plan(List.of(node("n1", D2), node("n2", D2)), spec);
    var entries =
        List.of(
            entry(PlannedPair.of(plan).get(0), values("PodToPod", "UDPBandwidth", 154_000_000)));

    // Then
    assertThat(SurveyFigures.of(plan, entries, spec, true).groups().get(0).price().paths())
        .isEqualTo(List.of(new PathPrice("PodToPod", "1.00", null, null, "4.44", null, null)));
  }

  @Test
  void theIntervalsAreThoseOfTheBandwidthRoundedOutward() {
    // Given 936 ± 12.7062·1 Mbit/s, so 923.29 to 948.71
    var path = price(BOTH, D2, D2, 935_000_000, 937_000_000).paths().get(0);

    // Then 5.9954 to 6.1604, and 0.72147 to 0.74131
    assertThat(path)
        .isEqualTo(new PathPrice("HostToHost", "6.08", "5.99", "6.17", "0.731", "0.721", "0.742"));
  }

  @Test
  void anIntervalThatReachesZeroHasNoHighestPrice() {
    var path = price(BOTH, D2, D2, 100_000_000, 900_000_000).paths().get(0);

    assertThat(path.bandwidthPerPriceLow()).isEqualTo("0");
    assertThat(path.pricePerTerabyteLow()).isNotNull();
    assertThat(path.pricePerTerabyteHigh()).isNull();
  }

  @Test
  void thePriceWithMostLabelsHolds() {
    assertThat(price(BOTH, SPOT, SPOT).nodeHour()).isEqualTo("0.031");
    assertThat(price(BOTH, D2, D2).nodeHour()).isEqualTo("0.154");
  }

  @Test
  void withoutOnePriceForAllNodesThereIsNoFigure() {
    var tie =
        prices("{labels: {type: D2}, price: \"0.1\"}, {labels: {capacity: spot}, price: \"0.1\"}");

    // Given nodes with different prices, two that fit equally well, a node without a price
    assertThat(price(BOTH, D2, SPOT, 936_000_000)).isEqualTo(AMBIGUOUS);
    assertThat(price(tie, SPOT, SPOT, 936_000_000)).isEqualTo(AMBIGUOUS);
    assertThat(price(BOTH, D2, Map.of("type", "E4"), 936_000_000)).isEqualTo(AMBIGUOUS);

    // And none at all
    assertThat(price(BOTH, Map.of("type", "E4"), Map.of(), 936_000_000)).isNull();
    assertThat(price("suspend: false", D2, D2, 936_000_000)).isNull();
  }

  @Test
  void thePriceStandsThereBeforeThereAreFigures() {
    assertThat(price(BOTH, D2, D2))
        .isEqualTo(new GroupPrice("USD", "2026-11-28", "0.154", null, null, null));
  }

  @Test
  void differentWordsForOnePriceAreOne() {
    var prices = prices("{labels: {n: a}, price: \"0.10\"}, {labels: {n: b}, price: \"0.1\"}");

    assertThat(price(prices, Map.of("n", "a"), Map.of("n", "b")).nodeHour()).isEqualTo("0.10");
  }

  /** Of two nodes with these labels, priced by what their plan kept; its prices came first. */
  private static GroupPrice later(
      String atFirst, String later, Map<String, String> one, Map<String, String> other) {
    var spec = spec("{" + atFirst + "}");
    var nodes =
        List.of(node("n1", PlannedLabels.of(one, spec)), node("n2", PlannedLabels.of(other, spec)));
    return price(plan(nodes, spec), later);
  }

  private static GroupPrice price(SurveyPlan plan, String prices) {
    return SurveyFigures.of(plan, List.of(), spec("{" + prices + "}"), true)
        .groups()
        .get(0)
        .price();
  }

  private static GroupPrice unknown(String labels) {
    return new GroupPrice(
        null,
        null,
        null,
        true,
        null,
        "The plan was made without the label "
            + labels
            + " that prices go by: change spec.rerun, a new run keeps it");
  }

  private static final String TYPE = "node.kubernetes.io/instance-type";
  private static final Map<String, String> TYPE_ONLY = Map.of(TYPE, "D2");
  private static final Map<String, String> OWN_SPOT =
      Map.of(TYPE, "D2", "example.com/spot", "true");
  private static final String BY_OWN_LABEL =
      prices(
          "{labels: {TYPE: D2}, price: \"0.154\"}, {labels: {TYPE: D2, example.com/spot:"
                  .replace("TYPE", TYPE)
              + " \"true\"}, price: \"0.031\"}");

  /** Else the general price would hold, which is five times too high. */
  @Test
  void aPriceByALabelThatThePlanDidNotKeepIsNotGuessed() {
    // Given a plan without prices, which drops example.com/spot
    var price = later("suspend: false", BY_OWN_LABEL, OWN_SPOT, OWN_SPOT);

    // Then
    assertThat(price).isEqualTo(unknown("example.com/spot"));
  }

  @Test
  void aPlanThatWasMadeWithThePricesKeepsTheirLabels() {
    assertThat(later(BY_OWN_LABEL, BY_OWN_LABEL, OWN_SPOT, OWN_SPOT).nodeHour()).isEqualTo("0.031");
    assertThat(later(BY_OWN_LABEL, BY_OWN_LABEL, OWN_SPOT, TYPE_ONLY)).isEqualTo(AMBIGUOUS);
  }

  /** That no node has a label is something else than that nobody looked. */
  @Test
  void aLabelThatThePlanKeptAndNoNodeHasIsKnown() {
    assertThat(later(BY_OWN_LABEL, BY_OWN_LABEL, TYPE_ONLY, TYPE_ONLY).nodeHour())
        .isEqualTo("0.154");
  }

  @Test
  void laterPricesGoByLabelsThatEveryPlanKeeps() {
    var spot = Map.of(TYPE, "D2", "karpenter.sh/capacity-type", "spot");
    var prices =
        BY_OWN_LABEL.replace("example.com/spot: \"true\"", "karpenter.sh/capacity-type: spot");

    assertThat(later("suspend: false", prices, spot, spot).nodeHour()).isEqualTo("0.031");
    assertThat(later("suspend: false", prices, TYPE_ONLY, TYPE_ONLY).nodeHour()).isEqualTo("0.154");
    assertThat(
            later(
                    "groupBy: [rack]",
                    "groupBy: [rack], " + prices("{labels: {rack: r}, price: \"7\"}"),
                    Map.of("rack", "r"),
                    Map.of("rack", "r"))
                .nodeHour())
        .isEqualTo("7");
  }

  @Test
  void aPriceThatCannotHoldAnyhowLeavesTheOthersAlone() {
    // Given one of another type, and one with fewer labels than that which fits
    var other = BY_OWN_LABEL.replace("D2, example.com", "E4, example.com");
    var fewer =
        prices(
            "{labels: {TYPE: D2, kubernetes.io/arch: amd64}, price: \"0.2\"}, {labels: {pool: a},"
                    .replace("TYPE", TYPE)
                + " price: \"0.1\"}");
    var labels = Map.of(TYPE, "D2", "kubernetes.io/arch", "amd64", "pool", "a");

    // Then
    assertThat(later("suspend: false", other, OWN_SPOT, OWN_SPOT).nodeHour()).isEqualTo("0.154");
    assertThat(later("suspend: false", fewer, labels, labels).nodeHour()).isEqualTo("0.2");
  }

  @Test
  void aPriceThatMightHoldIsSaidWhereNoOtherFits() {
    // Given two such labels, and a tie that might be
    var two = prices("{labels: {pool: a}, price: \"1\"}, {labels: {tier: b}, price: \"2\"}");
    var tie = prices("{labels: {TYPE: D2}, price: \"1\"}, {labels: {pool: a}, price: \"2\"}");

    // Then
    assertThat(later("suspend: false", two, OWN_SPOT, OWN_SPOT))
        .isEqualTo(unknown("pool and 1 more"));
    assertThat(later("suspend: false", tie.replace("TYPE", TYPE), TYPE_ONLY, TYPE_ONLY))
        .isEqualTo(unknown("pool"));
  }

  @Test
  void ofAPlanThatDoesNotTellItsKeysOnlyThoseThatAreThereAreKnown() {
    // Given plans of an older operator, one of which kept the label
    var without = plan(List.of(node("n1", TYPE_ONLY), node("n2", TYPE_ONLY)), List.of("n1 n2"));
    var with = plan(List.of(node("n1", TYPE_ONLY), node("n2", OWN_SPOT)), List.of("n1 n2"));

    // Then
    assertThat(without.labelKeys()).isEmpty();
    assertThat(price(without, BY_OWN_LABEL)).isEqualTo(unknown("example.com/spot"));
    assertThat(price(with, BY_OWN_LABEL)).isEqualTo(AMBIGUOUS);
    assertThat(price(without, "groupBy: [rack], " + prices("{labels: {rack: r}, price: \"7\"}")))
        .isNull();
  }

  @Test
  void betweenTwoGroupsThereIsNone() {
    var spec = spec("{testTemplate: {spec: {repetitions: 2}}, " + BOTH + "}");
    var plan = plan(List.of(new PlannedNode("n1", "a", D2), new PlannedNode("n2", "b", D2)), spec);

    var groups = SurveyFigures.of(plan, List.of(), spec, true).groups();

    assertThat(groups).hasSize(3);
    assertThat(groups.get(0).price()).isNotNull();
    assertThat(groups.get(2).with()).isEqualTo("b");
    assertThat(groups.get(2).price()).isNull();
  }
}
