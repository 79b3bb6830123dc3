package dev.netperf.operator.placement;

import static dev.netperf.operator.placement.NodeStateTest.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Placement;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final List<Node> TEN =
      IntStream.range(0, 10).mapToObj(i -> node("node-" + i)).toList();

  private static Endpoint named(String name) {
    return new Endpoint(name, null, null);
  }

  private static Endpoint labelled(String key, String value) {
    return new Endpoint(null, Map.of(key, value), null);
  }

  private static Candidates any(String seed, List<Node> nodes) {
    return Candidates.of(Endpoint.ANY, Endpoint.ANY, Placement.DifferentNodes, seed, nodes);
  }

  @Test
  void theRankingIsTheSameAtEveryLook() {
    var shuffled = new ArrayList<>(TEN);
    Collections.reverse(shuffled);

    assertThat(any("seed", shuffled)).isEqualTo(any("seed", TEN));
  }

  @Test
  void theRankingOfNodesStaysWhenOthersComeAndGo() {
    var all = any("seed", TEN).servers();
    var without = any("seed", TEN.subList(0, 7)).servers();

    assertThat(all.stream().filter(without::contains).toList()).isEqualTo(without);
  }

  /** Pinned: a different ranking after an upgrade would move waiting tests. */
  @Test
  void theRankingNeverChangesFromVersionToVersion() {
    assertThat(any("0f0e0d0c-0b0a-4908-8706-050403020100", TEN.subList(0, 4)).servers())
        .containsExactly("node-0", "node-1", "node-3", "node-2");
  }

  @Test
  void manyTestsSpreadOverTheNodes() {
    // Given a thousand tests without node names
    var uses = new HashMap<String, Integer>();
    for (int i = 0; i < 1000; i++) {
      var seed = new UUID(i * 0x9e3779b97f4a7c15L, i).toString();
      any(seed, TEN)
          .best(n -> true)
          .orElseThrow()
          .names()
          .forEach(n -> uses.merge(n, 1, Integer::sum));
    }

    // Then each of the ten nodes gets about a tenth of the two thousand places
    assertThat(uses).hasSize(10);
    assertThat(uses.values()).allMatch(n -> n > 120 && n < 280);
  }

  @Test
  void thePairIsTwoDifferentNodes() {
    for (int i = 0; i < 100; i++) {
      var pair = any("seed-" + i, TEN.subList(0, 2)).best(n -> true).orElseThrow();
      assertThat(pair.server()).isNotEqualTo(pair.client());
    }
  }

  @Test
  void oneNodeIsNoPair() {
    assertThat(any("seed", TEN.subList(0, 1)).best(n -> true)).isEmpty();
    assertThat(any("seed", List.of()).best(n -> true)).isEmpty();
  }

  @Test
  void namedNodesAreTaken() {
    var pair =
        Candidates.of(named("node-3"), named("node-7"), Placement.DifferentNodes, "seed", TEN)
            .best(n -> true);

    assertThat(pair).contains(new NodeNames("node-3", "node-7"));
  }

  @Test
  void oneNamedNodeLeavesTheOtherFree() {
    for (int i = 0; i < 20; i++) {
      var pair =
          Candidates.of(Endpoint.ANY, named("node-7"), Placement.DifferentNodes, "seed-" + i, TEN)
              .best(n -> true);
      assertThat(pair.orElseThrow().client()).isEqualTo("node-7");
      assertThat(pair.orElseThrow().server()).isNotEqualTo("node-7");
    }
  }

  @Test
  void selectorsAreFollowedOnEachSide() {
    var nodes =
        List.of(
            node("a", Map.of("pool", "x")),
            node("b", Map.of("pool", "y")),
            node("c", Map.of("pool", "x")));

    var candidates =
        Candidates.of(
            labelled("pool", "y"), labelled("pool", "x"), Placement.DifferentNodes, "seed", nodes);

    assertThat(candidates.servers()).containsExactly("b");
    assertThat(candidates.clients()).containsExactlyInAnyOrder("a", "c");
  }

  /** The server's best node may be the only one that fits the client. */
  @Test
  void aPairIsFoundWheneverThereIsOne() {
    var nodes = List.of(node("a", Map.of("pool", "x")), node("b", Map.of()));
    var servers = new HashSet<String>();

    for (int i = 0; i < 20; i++) {
      var candidates =
          Candidates.of(
              Endpoint.ANY, labelled("pool", "x"), Placement.DifferentNodes, "seed-" + i, nodes);
      servers.add(candidates.best(n -> true).orElseThrow().server());
    }

    assertThat(servers).containsExactly("b");
  }

  @Test
  void theFilterLeavesNodesOut() {
    var pair = any("seed", TEN).best(n -> n.equals("node-4") || n.equals("node-5"));

    assertThat(pair.orElseThrow().names()).containsExactlyInAnyOrder("node-4", "node-5");
  }

  @Test
  void theBestPairLeadsTheRanking() {
    var candidates = any("seed", TEN);

    assertThat(candidates.best(n -> true))
        .contains(new NodeNames(candidates.servers().get(0), candidates.clients().get(1)));
  }

  private static Node inZone(String name, String zone) {
    return node(name, Map.of("topology.kubernetes.io/zone", zone));
  }

  private static Optional<NodeNames> placed(Placement placement, Node... nodes) {
    return Candidates.of(Endpoint.ANY, Endpoint.ANY, placement, "seed", List.of(nodes))
        .best(n -> true);
  }

  @Test
  void differentZonesAreWhatTheLabelsSay() {
    var pair =
        placed(Placement.DifferentZones, inZone("a", "x"), inZone("b", "x"), inZone("c", "y"));

    assertThat(pair.orElseThrow().has("c")).isTrue();
    assertThat(placed(Placement.DifferentZones, inZone("a", "x"), inZone("b", "x"))).isEmpty();
  }

  @Test
  void nodesOfOneZoneAreTwoDifferentOnes() {
    var pair = placed(Placement.SameZone, inZone("a", "x"), inZone("b", "y"), inZone("c", "x"));
    assertThat(pair.orElseThrow().names()).containsExactlyInAnyOrder("a", "c");

    assertThat(placed(Placement.SameZone, inZone("a", "x"), inZone("b", "y"))).isEmpty();
    assertThat(placed(Placement.SameZone, inZone("a", "x"))).isEmpty();
  }

  @Test
  void aNodeWithoutAZoneIsInNoOther() {
    var unlabelled = node("b", Map.of());

    assertThat(placed(Placement.DifferentZones, inZone("a", "x"), unlabelled)).isEmpty();
    assertThat(placed(Placement.SameZone, inZone("a", "x"), unlabelled)).isEmpty();
  }

  @Test
  void oneNodeIsEnoughForBothSides() {
    var one = node("a", Map.of());

    assertThat(placed(Placement.SameNode, one)).contains(new NodeNames("a", "a"));
  }

  @Test
  void oneNodeHasToFitBothSides() {
    var nodes = List.of(node("a", Map.of("pool", "x")), node("b", Map.of("pool", "y")));

    assertThat(
            Candidates.of(named("b"), Endpoint.ANY, Placement.SameNode, "seed", nodes)
                .best(n -> true))
        .contains(new NodeNames("b", "b"));
    assertThat(
            Candidates.of(
                    labelled("pool", "x"), labelled("pool", "y"), Placement.SameNode, "seed", nodes)
                .best(n -> true))
        .isEmpty();
  }
}
