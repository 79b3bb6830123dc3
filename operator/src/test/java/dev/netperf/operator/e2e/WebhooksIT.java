package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Warning;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody else's webhook, with failurePolicy Fail, does to a test. */
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

  @Test
  void oneThatChangesWhatIsMeasuredFailsTheTestAndLeavesNothing() {
    var changes =
        Map.of(
            "has lost the host network", add("/spec/hostNetwork", "false"),
            "has another image", add("/spec/containers/0/image", "\"mirror.example/probe:1\""),
            "has another command", add("/spec/containers/0/args", "[\"forged\"]"),
            "has no container probe", add("/spec/containers/0/name", "\"renamed\""),
            "has lost its node affinity", add("/spec/affinity", "{}"),
            "The labels or the owner reference", add("/metadata/ownerReferences", "[]"),
            "were changed when it was created", add("/metadata/labels", "{\"a\": \"b\"}"));
    var patch = new AtomicReference<String>();
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var webhook = PodWebhook.changing(namespace, patch::get)) {
      webhook.begin();
      int number = 0;
      for (var change : changes.entrySet()) {
        // When a webhook makes something else of a probe than was asked for
        patch.set(change.getValue());
        var test = namespace.measure("changed-" + number++, pair.spec(Specs.SHORT));

        // Then the test says what, within seconds, and no pod is left, whosever it seems to be
        test.untilFailed(Reason.ChangedByAdmission, LiveTest.SOON);
        assertThat(test.says()).contains(change.getKey());
        assertThat(test.status().samples()).isEmpty();
        Awaitility.await("no pods are left")
            .atMost(LiveTest.SOON)
            .until(
                () ->
                    cluster
                        .client()
                        .pods()
                        .inNamespace(namespace.name())
                        .list()
                        .getItems()
                        .isEmpty());
      }
    }
  }

  @Test
  void oneThatAddsAContainerIsWarnedOf() {
    var sidecar =
        "{\"name\": \"proxy\", \"image\": \"localhost/netperf-probe:dev\","
            + " \"command\": [\"sleep\", \"300\"]}";
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var webhook = PodWebhook.changing(namespace, () -> add("/spec/containers/-", sidecar))) {
      // Given a webhook that puts a container beside every probe
      webhook.begin();

      // When a test is measured
      var status = namespace.measure("beside", pair.spec(Specs.SHORT)).untilComplete(LIMIT);

      // Then the result has a warning that names it, and the image that ran
      assertThat(status.warnings()).extracting(Warning::type).contains("Sidecars");
      assertThat(status.nodes().server().sidecars()).containsExactly("proxy");
      assertThat(status.nodes().client().probeImage()).contains("sha256:");
    }
  }

  private static String add(String path, String value) {
    return "[{\"op\": \"add\", \"path\": \"%s\", \"value\": %s}]".formatted(path, value);
  }
}
