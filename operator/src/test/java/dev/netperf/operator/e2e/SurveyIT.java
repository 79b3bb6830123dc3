package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.EntryValues;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A survey of links of three known rates is held against them, and its money against its slices.
 */
@ExtendWith(LocalClusterExtension.class)
@Isolated("the machine must be quiet")
@Execution(ExecutionMode.SAME_THREAD)
@Order(3)
class SurveyIT {
  private static final double TOLERANCE = 0.01;
  private static final double POINTS = 0.7;

  /** Somebody else's work on the machine takes bandwidth away; a bias would be there every time. */
  private static final int ROUNDS = 3;

  /** In Mbit/s, with the price of an hour: one group, one pair of nodes each. */
  private static final Map<Integer, String> PRICES = Map.of(100, "0.05", 150, "0.154", 400, "0.2");

  private final LocalCluster cluster;

  SurveyIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void groupsHaveTheRatesOfTheirLinksAndMoneyFollowsFromTheSlices() {
    // Given six nodes, two of each rate, labelled by it
    try (var pairs = cluster.nodes().take(PRICES.size());
        var namespace = cluster.namespace("privileged")) {
      var rates = PRICES.keySet().stream().sorted().toList();
      for (int i = 0; i < rates.size(); i++) {
        cluster.cluster(
            "link",
            rates.get(i) + "mbit",
            LocalCluster.number(pairs.get(i).server()),
            LocalCluster.number(pairs.get(i).client()));
      }
      var deviations = new ArrayList<List<String>>();
      for (int round = 1; round <= ROUNDS; round++) {
        // When they are surveyed
        var survey = survey(namespace, round);

        // Then each group has what its links allow
        assertThat(survey.groups()).hasSize(rates.size());
        var found = new ArrayList<String>();
        rates.forEach(rate -> compare(rate, group(survey, rate), found));

        // And the money is what the raw values make of it
        rates.forEach(rate -> money(namespace, group(survey, rate), PRICES.get(rate)));
        if (found.isEmpty()) {
          return;
        }
        deviations.add(found);
        System.out.printf("round %d: %s%n", round, found);
      }
      assertThat(deviations).isEmpty();
    } finally {
      cluster.cluster("link", LocalCluster.LINK);
    }
  }

  @Test
  void aRunThatReplacesAnotherMeasuresEachPairAnew() {
    // Given a survey of all pairs of four nodes, which is over
    try (var pairs = cluster.nodes().take(2);
        var namespace = cluster.namespace("baseline")) {
      var four = pairs.pairs().stream().flatMap(p -> Stream.of(p.server(), p.client())).toList();
      var others = cluster.nodeNames().stream().filter(node -> !four.contains(node)).toList();
      namespace.createOther(
          """
          apiVersion: netperf.dev/v1alpha1
          kind: NetPerfSurvey
          metadata: {name: twice}
          spec:
            nodes: {exclude: [%s]}
            groupBy: []
            coverage: {mode: AllPairs}
            testTemplate:
              spec:
                paths: [PodToPod]
                measurements: [TCPBandwidth]
                repetitions: 1
                durationSeconds: 1
          """
              .formatted(String.join(", ", others)));
      var first = finished(namespace, "");

      // When it is to run again
      surveys(namespace)
          .withName("twice")
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"rerun\":\"again\"}}");
      var second = finished(namespace, first.run().id());

      // Then it has measured every pair anew, and only what it measured last is in its slices
      assertThat(second.progress().measured()).isEqualTo(6);
      assertThat(second.history()).hasSize(1);
      assertThat(namespace.all(NetPerfSurveySlice.class))
          .allMatch(slice -> slice.getRun().equals(second.run().id()))
          .flatExtracting(NetPerfSurveySlice::getEntries)
          .hasSize(6);
    }
  }

  private NetPerfSurveyStatus finished(TestNamespace namespace, String formerRun) {
    return Awaitility.await("twice")
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> surveys(namespace).withName("twice").get().getStatus(),
            status -> status != null && status.finished() && !status.run().id().equals(formerRun));
  }

  private MixedOperation<NetPerfSurvey, ?, Resource<NetPerfSurvey>> all() {
    return cluster.client().resources(NetPerfSurvey.class);
  }

  private NonNamespaceOperation<NetPerfSurvey, ?, Resource<NetPerfSurvey>> surveys(
      TestNamespace namespace) {
    return all().inNamespace(namespace.name());
  }

  private NetPerfSurveyStatus survey(TestNamespace namespace, int round) {
    var name = "types-" + round;
    namespace.createOther(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfSurvey
        metadata: {name: %s}
        spec:
          nodes: {exclude: [%s]}
          coverage: {mode: Groups, perGroup: 1, between: false}
          testTemplate: {spec: {measurements: [TCPBandwidth], repetitions: 2, durationSeconds: 4}}
          prices:
            currency: USD
            asOf: "2026-11-28"
            nodeHour:
            - {labels: {node.kubernetes.io/instance-type: link-100mbit}, price: "0.05"}
            - {labels: {node.kubernetes.io/instance-type: link-150mbit}, price: "0.154"}
            - {labels: {node.kubernetes.io/instance-type: link-400mbit}, price: "0.2"}
        """
            .formatted(name, String.join(", ", others())));
    var surveys = surveys(namespace);
    Awaitility.await(name)
        .atMost(Duration.ofMinutes(4))
        .until(
            () -> surveys.withName(name).get().getStatus(),
            status -> status != null && status.finished());
    var status = surveys.withName(name).get().getStatus();
    assertThat(status.condition("Complete")).as("%s", status.conditions()).isPresent();
    // what is folded goes after the status that says so is written
    Awaitility.await("no test of " + name)
        .atMost(LiveTest.SOON)
        .untilAsserted(() -> assertThat(namespace.all(NetPerfTest.class)).isEmpty());
    return status;
  }

  /** Nodes with the rate that all have. */
  private List<String> others() {
    return cluster.client().nodes().list().getItems().stream()
        .filter(
            node ->
                PRICES.keySet().stream()
                    .noneMatch(
                        rate ->
                            ("link-" + rate + "mbit")
                                .equals(
                                    node.getMetadata()
                                        .getLabels()
                                        .get("node.kubernetes.io/instance-type"))))
        .map(node -> node.getMetadata().getName())
        .toList();
  }

  private static GroupFigures group(NetPerfSurveyStatus status, int rate) {
    return status.groups().stream()
        .filter(group -> group.group().equals("link-" + rate + "mbit"))
        .findFirst()
        .orElseThrow();
  }

  private static void compare(int rate, GroupFigures group, List<String> found) {
    deviation(rate, "native", median(group, "HostToHost"), rate * 1e6 * 1448 / 1514, found);
    deviation(rate, "overlay", median(group, "PodToPod"), rate * 1e6 * 1398 / 1514, found);
    var percent = Double.parseDouble(group.comparisons().get(0).percentOfBaseline());
    if (Math.abs(percent - 100.0 * 1398 / 1448) > POINTS) {
      found.add(rate + ": overlay in percent of native: " + percent);
    }
  }

  private static void deviation(
      int rate, String what, double reported, double truth, List<String> found) {
    if (Math.abs(reported / truth - 1) > TOLERANCE) {
      found.add("%d %s: %.0f, %.0f".formatted(rate, what, reported, truth));
    }
  }

  private static double median(GroupFigures group, String path) {
    return group.results().stream()
        .filter(result -> result.path().equals(path))
        .findFirst()
        .orElseThrow()
        .median();
  }

  private void money(TestNamespace namespace, GroupFigures group, String price) {
    for (var path : group.price().paths()) {
      var mean = mean(namespace, group, path.path());
      var hour = new BigDecimal(price);
      assertThat(new BigDecimal(path.bandwidthPerPrice()))
          .isEqualByComparingTo(
              mean.movePointLeft(9).divide(hour, new MathContext(3)).round(new MathContext(3)));
      assertThat(new BigDecimal(path.pricePerTerabyte()))
          .isEqualByComparingTo(
              hour.multiply(new BigDecimal("16e12"))
                  .divide(mean.multiply(new BigDecimal(3600)), MathContext.DECIMAL64)
                  .round(new MathContext(3)));
    }
  }

  /** Of the raw values of the pair, in the slices. */
  private BigDecimal mean(TestNamespace namespace, GroupFigures group, String path) {
    var values =
        cluster
            .client()
            .resources(NetPerfSurveySlice.class)
            .inNamespace(namespace.name())
            .list()
            .getItems()
            .stream()
            .flatMap(slice -> slice.getEntries().stream())
            .filter(entry -> rateOf(entry.client()).equals(group.group()))
            .flatMap(entry -> entry.values().stream())
            .filter(of -> of.path().equals(path))
            .map(EntryValues::values)
            .reduce((earlier, later) -> later) // of the newest round
            .orElseThrow();
    return BigDecimal.valueOf(
        Math.round(values.stream().mapToLong(Long::longValue).average().orElseThrow()));
  }

  private String rateOf(String node) {
    return cluster
        .client()
        .nodes()
        .withName(node)
        .get()
        .getMetadata()
        .getLabels()
        .get("node.kubernetes.io/instance-type");
  }
}
