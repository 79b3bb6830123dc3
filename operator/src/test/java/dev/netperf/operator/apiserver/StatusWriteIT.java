package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.api.v1alpha1.Interval;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.PastResult;
import dev.netperf.api.v1alpha1.PastRun;
import dev.netperf.api.v1alpha1.PercentInterval;
import dev.netperf.api.v1alpha1.Progress;
import dev.netperf.api.v1alpha1.Statuses;
import dev.netperf.api.v1alpha1.Warning;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The operator's one write: a forced server-side apply of the whole status, fenced by the resource
 * version that it has observed. Without the fence an operator that looked too early would undo what
 * another wrote, or put old samples on a namesake.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusWriteIT {
  private static final String NAMESPACE = "status-write";
  private static final PatchContext OPERATOR = ApiServer.applyAs("netperf-operator");
  private ApiServer server;
  private KubernetesClient client;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    client = server.client();
    server.namespace(NAMESPACE);
  }

  @Test
  void aWriteOnWhatWasObservedSucceeds() {
    // Given
    var observed = server.minimal(NAMESPACE, "current");
    // When
    write(observed, status(1));
    // Then
    var stored = read("current");
    assertThat(stored.getStatus().progress()).isEqualTo(Progress.of(1, 8, null));
    assertThat(version(stored)).isNotEqualTo(version(observed));
  }

  @Test
  void aWriteOnAnOlderObservationIsAConflictAndChangesNothing() {
    // Given
    var observed = server.minimal(NAMESPACE, "stale");
    write(observed, status(1));
    var before = read("stale");
    // When
    var refusal = refusalOf(observed, status(2));
    // Then
    assertThat(refusal.getCode()).isEqualTo(409);
    assertThat(read("stale")).isEqualTo(before);
  }

  @Test
  void aWriteAfterAChangeOfTheSpecIsAConflict() {
    // Given
    var observed = server.minimal(NAMESPACE, "respecified");
    client
        .resources(NetPerfTest.class)
        .inNamespace(NAMESPACE)
        .withName("respecified")
        .patch(ApiServer.MERGE, "{\"spec\":{\"rerun\":\"2\"}}");
    // When
    var refusal = refusalOf(observed, status(1));
    // Then
    assertThat(refusal.getCode()).isEqualTo(409);
  }

  @Test
  void aWriteOfNothingNewOnAnOlderObservationIsAConflictToo() {
    // Given
    var observed = server.minimal(NAMESPACE, "stale-repeat");
    write(observed, status(1));
    // When
    var refusal = refusalOf(observed, status(1));
    // Then
    assertThat(refusal.getCode()).isEqualTo(409);
  }

  @Test
  void aWriteOfNothingNewKeepsTheVersion() {
    // Given
    write(server.minimal(NAMESPACE, "repeat"), status(1));
    var before = read("repeat");
    // When
    write(before, status(1));
    // Then
    assertThat(version(read("repeat"))).isEqualTo(version(before));
  }

  @Test
  void aWriteTakesAwayWhatItLeavesOut() {
    // Given
    write(server.minimal(NAMESPACE, "shrinking"), status(1));
    // When
    write(read("shrinking"), NetPerfTestStatus.NONE);
    // Then
    assertThat(read("shrinking").getStatus().progress()).isNull();
  }

  @Test
  void everyFieldOfAnEarlierRunIsKept() {
    // Given
    var past =
        new PastRun(
            "3f9a2c1b",
            1L,
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:01:30Z",
            "False",
            "Inconclusive",
            "More repetitions",
            new NodePair(node("node-2"), node("node-1")),
            8,
            8,
            List.of(
                new PastResult(
                    "PodToPod",
                    "TCPBandwidth",
                    65_536,
                    "bit/s",
                    4,
                    924_000_000L,
                    new Interval(923_000_000L, 925_000_000L),
                    "96.5",
                    new PercentInterval("96.2", "96.8"))),
            List.of(Warning.Type.SharedKernel.name()));
    var observed = server.minimal(NAMESPACE, "history");
    // When
    write(observed, Statuses.with(Map.of("observedGeneration", 1, "history", List.of(past))));
    // Then
    assertThat(read("history").getStatus().history()).containsExactly(past);
  }

  private static NodeFacts node(String name) {
    return new NodeFacts(
        name, "type", null, null, null, null, null, null, "6.1", null, "v1.34", null, "image",
        null);
  }

  @Test
  void aWriteOnADeletedResourceFindsNothingAndMakesNothing() {
    // Given
    var observed = server.minimal(NAMESPACE, "deleted");
    client.resource(observed).delete();
    // When
    var refusal = refusalOf(observed, status(1));
    // Then
    assertThat(refusal.getCode()).isEqualTo(404);
    assertThat(read("deleted")).isNull();
  }

  @Test
  void aWriteMeantForADeletedNamesakeIsAConflict() {
    // Given
    var observed = server.minimal(NAMESPACE, "namesake");
    client.resource(observed).delete();
    var recreated = server.minimal(NAMESPACE, "namesake");
    // When
    var refusal = refusalOf(observed, status(1));
    // Then
    assertThat(refusal.getCode()).isEqualTo(409);
    assertThat(read("namesake")).isEqualTo(recreated);
  }

  /** So the uid can't stand in for the resource version where that changes all the time. */
  @Test
  void theUidInAWriteBindsItToNothing() {
    // Given
    var observed = server.minimal(NAMESPACE, "uid-namesake");
    client.resource(observed).delete();
    server.minimal(NAMESPACE, "uid-namesake");
    // When
    apply(name(observed).withUid(observed.getMetadata().getUid()).build(), status(1));
    // Then
    var namesake = read("uid-namesake");
    assertThat(namesake.getMetadata().getUid()).isNotEqualTo(observed.getMetadata().getUid());
    assertThat(namesake.getStatus().progress()).isEqualTo(Progress.of(1, 8, null));
  }

  private KubernetesClientException refusalOf(NetPerfTest observed, NetPerfTestStatus status) {
    return catchThrowableOfType(KubernetesClientException.class, () -> write(observed, status));
  }

  private void write(NetPerfTest observed, NetPerfTestStatus status) {
    apply(name(observed).withResourceVersion(version(observed)).build(), status);
  }

  private static ObjectMetaBuilder name(NetPerfTest observed) {
    return new ObjectMetaBuilder()
        .withName(observed.getMetadata().getName())
        .withNamespace(NAMESPACE);
  }

  private void apply(ObjectMeta metadata, NetPerfTestStatus status) {
    var fresh = new NetPerfTest();
    fresh.setMetadata(metadata);
    fresh.setStatus(status);
    client.resource(fresh).subresource("status").patch(OPERATOR);
  }

  private NetPerfTest read(String name) {
    return client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName(name).get();
  }

  private static String version(NetPerfTest test) {
    return test.getMetadata().getResourceVersion();
  }

  private static NetPerfTestStatus status(int completed) {
    return Statuses.with(
        Map.of("observedGeneration", 1, "progress", Progress.of(completed, 8, null)));
  }
}
