package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.cluster.Cluster;
import dev.netperf.operator.cluster.Expiry;
import dev.netperf.operator.cluster.KubernetesCluster;
import dev.netperf.operator.cluster.NoCluster;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A finished test is deleted as it was observed, or not at all. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiryIT {
  private static final String NAMESPACE = "expiry";
  private ApiServer server;
  private KubernetesClient client;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    client = server.client();
    server.namespace(NAMESPACE);
  }

  @Test
  void aTestThatIsAsItWasObservedIsDeleted() {
    // Given
    var observed = server.minimal(NAMESPACE, "expired");
    // When
    var lookAgain = Expiry.delete(observed, through(client));
    // Then
    assertThat(lookAgain).isEmpty();
    assertThat(named("expired").get()).isNull();
  }

  @Test
  void aTestWhoseSpecWasChangedMeanwhileStays() {
    // Given
    var observed = server.minimal(NAMESPACE, "changed");
    named("changed").patch(ApiServer.MERGE, "{\"spec\":{\"rerun\":\"2\"}}");
    // When
    var lookAgain = Expiry.delete(observed, through(client));
    // Then
    assertThat(lookAgain).contains(Duration.ofMillis(200));
    assertThat(named("changed").get().getSpec().rerun()).isEqualTo("2");
  }

  @Test
  void aNamesakeThatWasMadeMeanwhileStays() {
    // Given
    var observed = server.minimal(NAMESPACE, "namesake");
    client.resource(observed).delete();
    var recreated = server.minimal(NAMESPACE, "namesake");
    // When
    var lookAgain = Expiry.delete(observed, through(client));
    // Then
    assertThat(lookAgain).isPresent();
    assertThat(named("namesake").get()).isEqualTo(recreated);
  }

  @Test
  void aTestThatSomebodyElseDeletedIsFine() {
    // Given
    var observed = server.minimal(NAMESPACE, "gone");
    client.resource(observed).delete();
    // When
    var lookAgain = Expiry.delete(observed, through(client));
    // Then
    assertThat(lookAgain).isEmpty();
  }

  @Test
  void aRefusalIsNoReasonToHurry() {
    // Given an operator that may not delete
    var observed = server.minimal(NAMESPACE, "refused");
    var config = new ConfigBuilder(client.getConfiguration());
    config.withImpersonateUsername("system:serviceaccount:netperf-system:default");
    try (var powerless = new KubernetesClientBuilder().withConfig(config.build()).build()) {
      // When
      var lookAgain = Expiry.delete(observed, through(powerless));
      // Then
      assertThat(lookAgain).contains(Duration.ofMinutes(1));
      assertThat(named("refused").get()).isEqualTo(observed);
    }
  }

  private Resource<NetPerfTest> named(String name) {
    return client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName(name);
  }

  /** The real request for a deletion; nothing else is asked for here. */
  private static Cluster<NetPerfTest> through(KubernetesClient client) {
    return new NoCluster() {
      @Override
      public void deleteAsObserved(NetPerfTest observed) {
        KubernetesCluster.deleteAsObserved(observed, client);
      }
    };
  }
}
