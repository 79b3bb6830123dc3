package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody else's validating webhook, with failurePolicy Fail, does to a test. */
@ExtendWith(LocalClusterExtension.class)
class WebhooksIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final LocalCluster cluster;

  WebhooksIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void oneThatRefusesInMidRunFailsTheTestWithItsWordsAndTheSamplesStay() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var webhook = PodWebhook.refusing(namespace, "not on a Friday")) {
      // Given a run with a sample
      var test = namespace.measure("refused", pair.spec(Specs.DISTURBED));
      test.untilSamples(1, LIMIT);
      var samples = test.status().samples();

      // When a webhook begins to refuse the namespace's pods
      webhook.begin();

      // Then the test fails with its name and its words, and keeps what it had
      var status = test.untilFailed(Reason.PodRefused, LiveTest.SOON);
      assertThat(test.says())
          .contains(PodWebhook.NAME, "not on a Friday", "Change what refuses the pod");
      assertThat(status.samples()).startsWith(samples.get(0));
      assertThat(webhook.asked()).isPositive();
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void oneThatDoesNotAnswerIsNamedAndWaitedFor() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      LiveTest test;
      // Given a webhook that takes longer than the API server waits
      try (var webhook = PodWebhook.hanging(namespace)) {
        webhook.begin();

        // When a test needs pods, then it says soon whose answer it waits for
        test = namespace.measure("unanswered", pair.spec(Specs.SHORT));
        test.untilSays("failed calling webhook", Duration.ofSeconds(20));
        assertThat(test.says()).startsWith("PodRefused").contains(PodWebhook.NAME);
        assertThat(webhook.asked()).isPositive();
      }

      // And when the webhook is gone, it completes
      test.untilComplete(LIMIT);
      test.untilNoPods(LiveTest.SOON);
    }
  }
}
