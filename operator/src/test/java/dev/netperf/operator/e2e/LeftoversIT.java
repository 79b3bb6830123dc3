package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.probe.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** After all the others: what the operator has left in the cluster. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("runs last")
@Order(3)
class LeftoversIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A test with every retry and a wait for each of its pods comes to less. */
  private static final int STORM = 40;

  private final LocalCluster cluster;

  LeftoversIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void noPodIsLeft() {
    nothingLeft(
        () -> names(cluster.client().pods().inAnyNamespace().withLabels(ours()).list().getItems()));
  }

  @Test
  void noServiceIsLeft() {
    nothingLeft(
        () ->
            names(
                cluster.client().services().inAnyNamespace().withLabels(ours()).list().getItems()));
  }

  @Test
  void noNamespaceIsHeldUp() {
    nothingLeft(
        () ->
            names(cluster.client().namespaces().list().getItems()).stream()
                .filter(name -> name.contains("e2e-"))
                .toList());
  }

  @Test
  void oneLeaseIsAllThatTheOperatorsHave() {
    var leases = cluster.client().leases().inNamespace(Operator.NAMESPACE).list().getItems();
    assertThat(names(leases)).containsExactly(Operator.NAMESPACE + "/netperf-operator");
  }

  @Test
  void noTestRaisedAStormOfEvents() {
    assertThat(cluster.events().byTest())
        .isNotEmpty()
        .allSatisfy((test, events) -> assertThat(events).as(test).isLessThan(STORM));
  }

  private static Map<String, String> ours() {
    return Map.of(Labels.MANAGED_BY, Labels.OPERATOR);
  }

  private static List<String> names(List<? extends HasMetadata> objects) {
    return objects.stream()
        .map(HasMetadata::getMetadata)
        .map(m -> m.getNamespace() + "/" + m.getName())
        .toList();
  }

  /** The last test's namespace takes some seconds to go. */
  private static void nothingLeft(Callable<List<String>> look) {
    Awaitility.await().atMost(LIMIT).until(look, List::isEmpty);
  }
}
