package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.e2e.NodePool.NodePair;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Flux's real controllers apply the samples of deploy/gitops/flux from Git to the local cluster,
 * where the operator measures. Building them takes minutes: the layer leaves this class out unless
 * {@code -Dit.test} names it.
 */
@ExtendWith(LocalClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FluxIT {
  private static final Path SAMPLES = Path.of("../deploy/gitops/flux");
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String PASSES = threshold("min: 10M");
  private static final String BREACHED = threshold("min: 5G");

  private final LocalCluster cluster;
  private Flux flux;

  FluxIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void start() {
    flux = Flux.start(cluster);
  }

  @AfterAll
  void stop() {
    flux.close();
  }

  private static String threshold(String bound) {
    return "thresholds: [{measurement: TCPBandwidth, path: PodToPod, " + bound + "}]\n";
  }

  /**
   * A folder in Git with a test between two nodes, and one with what it guards.
   *
   * @param flux who applies it
   * @param pair the nodes
   * @param namespace where to
   * @param name of the test, of what is guarded, of the Kustomization
   */
  private record Gate(Flux flux, NodePair pair, TestNamespace namespace, String name)
      implements AutoCloseable {
    /** What Git has from now on. */
    void commit(String spec) throws IOException {
      var test =
          """
          apiVersion: netperf.dev/v1alpha1
          kind: NetPerfTest
          metadata: {namespace: %s, name: %s}
          spec:
          """
                  .formatted(namespace.name(), name)
              + pair.spec("measurements: [TCPBandwidth]\ndurationSeconds: 1\n" + spec).indent(2);
      var guarded =
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {namespace: %s, name: %s}
          """
              .formatted(namespace.name(), name);
      flux.commit(name, Map.of("network-gate/test.yaml", test, "apps/guarded.yaml", guarded));
    }

    /** Applies the Kustomizations of a sample, under names of their own. */
    void apply(String sample) throws IOException {
      flux.apply(
          Files.readString(SAMPLES.resolve(sample))
              .replaceAll("name: network-gate\\b", "name: " + name)
              .replaceAll("name: guarded\\b", "name: guarded-" + name)
              .replaceAll("name: flux-system\\b", "name: " + name));
    }

    LiveTest test() {
      return namespace.test(name);
    }

    @Override
    public void close() {
      flux.delete("kustomization", name, "guarded-" + name);
      flux.delete("gitrepository", name);
    }

    boolean guardedIsThere() {
      return namespace.all(ConfigMap.class).stream()
          .anyMatch(map -> map.getMetadata().getName().equals(name));
    }
  }

  /** What is done with a gate. */
  @FunctionalInterface
  private interface Story {
    void of(Gate gate) throws IOException, InterruptedException;
  }

  private void with(String name, Story story) throws IOException, InterruptedException {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var gate = new Gate(flux, pair, namespace, name)) {
      story.of(gate);
    }
  }

  private GenericKubernetesResource kustomization(String name) {
    return cluster
        .client()
        .genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
        .inNamespace(Flux.NAMESPACE)
        .withName(name)
        .get();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> ready(GenericKubernetesResource kustomization) {
    List<Map<String, String>> conditions = kustomization.get("status", "conditions");
    return conditions == null
        ? Map.of()
        : conditions.stream()
            .filter(condition -> "Ready".equals(condition.get("type")))
            .findFirst()
            .orElse(Map.of());
  }

  private GenericKubernetesResource until(
      String name, Predicate<GenericKubernetesResource> condition) {
    return Awaitility.await(name).atMost(SOON).until(() -> kustomization(name), condition);
  }

  private void untilReady(String name) {
    until(name, k -> "True".equals(ready(k).get("status")));
  }

  private GenericKubernetesResource untilFailed(String name) {
    return until(name, k -> "HealthCheckFailed".equals(ready(k).get("reason")));
  }

  @Test
  void aGateThatPassesIsReadyAndLetsPass() throws IOException, InterruptedException {
    with(
        "passes",
        gate -> {
          gate.commit("repetitions: 2\n" + PASSES);
          gate.apply("gate.yaml");

          untilReady("passes");

          assertThat(gate.test().says()).startsWith(Reason.Complete + ": ");
          untilReady("guarded-passes");
          assertThat(gate.guardedIsThere()).isTrue();
        });
  }

  @Test
  void aGateThatIsBreachedFailsAtOnceAndStopsWhatItGuards()
      throws IOException, InterruptedException {
    with(
        "breached",
        gate -> {
          gate.commit("repetitions: 2\n" + BREACHED);
          gate.apply("gate.yaml");

          // Then long before its time-out of half an hour
          var failed = untilFailed("breached");

          assertThat(ready(failed).get("message"))
              .contains("NetPerfTest/" + gate.namespace().name() + "/breached");
          assertThat(gate.test().says()).startsWith(Reason.ThresholdBreached + ": ");
          until("guarded-breached", k -> "DependencyNotReady".equals(ready(k).get("reason")));
          assertThat(gate.guardedIsThere()).isFalse();
        });
  }

  @Test
  void aGateThatMeasuresStaysInProgress() throws IOException, InterruptedException {
    with(
        "measures",
        gate -> {
          // Given one that goes on for hours, with a sample taken
          gate.commit("repetitions: 2\npauseSeconds: 3600\nactiveDeadlineSeconds: 90000\n");
          gate.apply("gate.yaml");
          until("measures", k -> "Progressing".equals(ready(k).get("reason")));
          gate.test().untilSamples(1, SOON);

          // When some time has passed
          Thread.sleep(10_000);

          // Then it is neither ready nor failed
          var ready = ready(kustomization("measures"));
          assertThat(ready).containsEntry("status", "Unknown");
          assertThat(ready).containsEntry("reason", "Progressing");
          assertThat(gate.guardedIsThere()).isFalse();

          // And is ready when the test is over, here for a change of its spec
          gate.test().patch("{\"spec\":{\"pauseSeconds\":0}}");
          untilReady("measures");
        });
  }

  @Test
  void appliedAgainAndAgainNothingChanges() throws IOException, InterruptedException {
    with(
        "again",
        gate -> {
          // Given
          gate.commit("repetitions: 2\n" + PASSES);
          gate.apply("gate.yaml");
          untilReady("again");
          var before = gate.test().get();

          // When it is asked to look again, three times
          for (int time = 1; time <= 3; time++) {
            var asked = Integer.toString(time);
            cluster.kubectl(
                "annotate",
                "kustomization/again",
                "--namespace=" + Flux.NAMESPACE,
                "--overwrite",
                "reconcile.fluxcd.io/requestedAt=" + asked);
            until("again", k -> asked.equals(k.get("status", "lastHandledReconcileAt")));
            untilReady("again");
          }

          // Then nothing was written
          assertThat(gate.test().get()).isEqualTo(before);
        });
  }

  @Test
  void whatIsInconclusiveFailsUnlessItIsNoFailure() throws IOException, InterruptedException {
    with(
        "undecided",
        gate -> {
          // Given a bound in Git at what was measured, so that the samples can't decide
          gate.commit("repetitions: 3\n" + PASSES);
          gate.apply("gate.yaml");
          untilReady("undecided");
          var run = gate.test().status().run();
          gate.commit("repetitions: 3\n" + threshold("min: \"" + mean(gate) + "\""));

          // Then it fails, of the same samples
          untilFailed("undecided");
          assertThat(gate.test().says()).startsWith(Reason.Inconclusive + ": ");
          assertThat(gate.test().status().run()).isEqualTo(run);

          // And is ready by the sample for which that is no failure
          gate.apply("gate-that-is-open-when-inconclusive.yaml");
          untilReady("undecided");
          assertThat(gate.test().says()).startsWith(Reason.Inconclusive + ": ");

          // While by this one, too, what is breached fails, and what passes is ready
          gate.commit("repetitions: 3\n" + BREACHED);
          untilFailed("undecided");
          gate.commit("repetitions: 3\n" + PASSES);
          untilReady("undecided");
          assertThat(gate.test().says()).startsWith(Reason.Complete + ": ");
        });
  }

  private static long mean(Gate gate) {
    return gate.test().status().results().stream()
        .filter(result -> "PodToPod".equals(result.path()))
        .findFirst()
        .orElseThrow()
        .mean()
        .longValue();
  }
}
