package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Condition;
import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a user does to a test in the course of its life, and an administrator to the operator. */
@ExtendWith(LocalClusterExtension.class)
class LifeIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final LocalCluster cluster;

  LifeIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aSuspendedTestKeepsItsSamplesAndGoesOnFromThere() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a test in the middle of its second sample
      var test = namespace.measure("suspended", pair.spec(Specs.DISTURBED));
      test.untilSamples(1, LIMIT);
      test.untilClientMeasures(LIMIT);

      // When it is suspended
      test.patch("{\"spec\": {\"suspend\": true}}");

      // Then it ends the sample under way, keeps what it has, and holds no pod
      test.untilSays("Suspended: ", LIMIT);
      var before = test.status();
      assertThat(before.samples()).hasSize(2);
      assertThat(before.condition(Condition.RECONCILING)).isEmpty();
      assertThat(before.condition(Condition.FINISHED))
          .hasValueSatisfying(c -> assertThat(c.status()).isEqualTo("False"));
      test.untilNoPods(LiveTest.SOON);

      // And when it may go on, it completes with the same samples first
      test.patch("{\"spec\": {\"suspend\": false}}");
      var after = test.untilComplete(LIMIT);
      assertThat(after.samples()).startsWith(before.samples().get(0), before.samples().get(1));
      assertThat(after.run().id()).isEqualTo(before.run().id());
    }
  }

  @Test
  void aChangeOfRerunMeasuresAnewAndAChangeOfRetentionDoesNot() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a complete test
      var test = namespace.measure("again", pair.spec(Specs.SHORT));
      var first = test.untilComplete(LIMIT);

      // When its retention changes, then the result stands, for the new generation
      var retained = test.patch("{\"spec\": {\"podRetention\": \"Always\"}}");
      var observed =
          test.until("observe it", LiveTest.SOON, t -> observed(t, retained)).getStatus();
      assertThat(observed.samples()).isEqualTo(first.samples());
      assertThat(observed.run()).isEqualTo(first.run());

      // And when rerun changes, kubectl doesn't take the old result for the new one
      var changed =
          test.patch("{\"spec\": {\"rerun\": \"after the repair\", \"podRetention\": \"Never\"}}");
      waitForReady(test);
      var second = test.untilComplete(LIMIT);
      assertThat(second.run().id()).isNotEqualTo(first.run().id());
      assertThat(second.run().generation()).isEqualTo(changed.getMetadata().getGeneration());
      assertThat(Soundness.start(second.samples().get(0)))
          .isAfter(Instant.parse(first.run().completionTime()));
      test.untilNoPods(LiveTest.SOON);
    }
  }

  /** It compares the condition's observedGeneration with the generation that it finds. */
  private void waitForReady(LiveTest test) {
    cluster.kubectl(
        "wait",
        "--for=condition=Ready",
        "--timeout=60s",
        "--namespace=" + test.namespace(),
        "npt/" + test.name());
    assertThat(observed(test.get(), test.get())).as("Ready of the new run").isTrue();
    assertThat(test.status().run().completionTime()).as("end of the new run").isNotNull();
  }

  private static boolean observed(NetPerfTest test, NetPerfTest written) {
    var generation = written.getMetadata().getGeneration();
    return test.getStatus()
        .condition(Condition.READY)
        .map(c -> generation.equals(c.observedGeneration()))
        .orElse(false);
  }

  @Test
  @ResourceLock(value = Operator.LOCK, mode = ResourceAccessMode.READ_WRITE)
  void anOperatorThatIsStoppedHandsOverWithoutAPause() {
    // Given an operator that leads
    var before = cluster.operator().pod();
    cluster.operator().untilLeads(before, LIMIT);

    // When its pod is deleted
    cluster.operator().stop();

    // Then the next one leads as soon as it runs, and need not wait 15 s for the lease to run out
    var after = cluster.operator().untilAnotherLeads(before, LIMIT);
    var started =
        Instant.parse(
            after.getStatus().getContainerStatuses().get(0).getState().getRunning().getStartedAt());
    assertThat(cluster.operator().leaseAcquired()).isBetween(started, started.plusSeconds(8));
  }
}
