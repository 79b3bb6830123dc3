package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.PastRun;
import dev.netperf.api.v1alpha1.Sample;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
      int taken = test.patch("{\"spec\": {\"suspend\": true}}").getStatus().samples().size();

      // Then it ends the sample under way, keeps what it has, and holds no pod
      test.untilSays("Suspended: ", LIMIT);
      var before = test.status();
      assertThat(before.samples()).hasSizeBetween(taken, taken + 1).hasSizeLessThan(4);
      assertThat(before.condition(Condition.RECONCILING)).isEmpty();
      assertThat(before.condition(Condition.FINISHED))
          .hasValueSatisfying(c -> assertThat(c.status()).isEqualTo("False"));
      test.untilNoPods(LiveTest.SOON);

      // And when it may go on, it completes with the same samples first
      test.patch("{\"spec\": {\"suspend\": false}}");
      var after = test.untilComplete(LIMIT);
      assertThat(after.samples()).startsWith(before.samples().toArray(Sample[]::new));
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
      var observed = test.untilObserved(retained);
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

      // And when thresholds are set that can't hold, its samples are judged, and nothing is
      // measured
      test.patch(
          "{\"spec\": {\"thresholds\": [{\"measurement\": \"TCPBandwidth\","
              + " \"path\": \"HostToHost\", \"min\": \"1T\"}]}}");
      var judged = test.untilSays("ThresholdBreached: ", LiveTest.SOON).getStatus();
      assertThat(judged.run()).isEqualTo(second.run());
      assertThat(judged.samples()).isEqualTo(second.samples());
      assertThat(second.history()).extracting(PastRun::id).containsExactly(first.run().id());
      assertThat(second.history().get(0).results()).hasSameSizeAs(first.results()).isNotEmpty();

      // And when its time is over, which nobody had set before, it goes
      test.patch("{\"spec\": {\"ttlSecondsAfterFinished\": 1}}");
      test.untilGone(LiveTest.SOON);
    }
  }

  @Test
  void aChangeInMidSampleStopsTheRunAndStartsAnother() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a test in the middle of its second sample
      var test = namespace.measure("changed", pair.spec(Specs.DISTURBED));
      test.untilSamples(1, LIMIT);
      test.untilClientMeasures(LIMIT);
      var stopped = test.status().run();

      // When what is measured changes
      test.patch("{\"spec\": {\"repetitions\": 1, \"durationSeconds\": 1}}");
      var status = test.untilComplete(LIMIT);

      // Then the new run has nothing of the old one, which is told to have been stopped
      assertThat(status.run().id()).isNotEqualTo(stopped.id());
      assertThat(status.failures()).isEmpty();
      assertThat(Soundness.start(status.samples().get(0)))
          .isAfter(Instant.parse(status.run().admissionTime()));
      var past = status.history().get(0);
      assertThat(past.id()).isEqualTo(stopped.id());
      assertThat(past.reason()).isEqualTo(PastRun.STOPPED);
      assertThat(past.samples()).isBetween(1, 3);
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aNamesakeThatIsMadeAtOnceTakesNothingOver() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a test in the middle of its second sample
      var test = namespace.measure("namesake", pair.spec(Specs.DISTURBED));
      test.untilSamples(1, LIMIT);
      var client = test.untilClientMeasures(LIMIT);
      var before = test.get();

      // When it is deleted and made anew at once
      test.delete();
      namespace.measure("namesake", pair.spec(Specs.SHORT));
      var status = test.untilComplete(LIMIT);

      // Then the second waited for the pods of the first to go, and used none of them
      assertThat(test.get().getMetadata().getUid()).isNotEqualTo(before.getMetadata().getUid());
      assertThat(status.run().id()).isNotEqualTo(before.getStatus().run().id());
      assertThat(status.history()).isEmpty();
      assertThat(status.samples()).doesNotContainAnyElementsOf(before.getStatus().samples());
      assertThat(Soundness.start(status.samples().get(0)))
          .isAfter(Instant.parse(status.run().admissionTime()));
      assertThat(test.pods())
          .extracting(pod -> pod.getMetadata().getName())
          .doesNotContain(client.getMetadata().getName());
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
    assertThat(LiveTest.observed(test.get(), test.get())).as("Ready of the new run").isTrue();
    assertThat(test.status().run().completionTime()).as("end of the new run").isNotNull();
  }
}
