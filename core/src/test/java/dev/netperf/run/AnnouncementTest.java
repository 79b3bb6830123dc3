package dev.netperf.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Statuses;
import dev.netperf.api.v1alpha1.Warning;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  private static final Failure FAILURE =
      new Failure(
          3,
          1,
          Path.PodToPod.name(),
          "node-1",
          Reason.ConnectFailed.name(),
          "failed to connect",
          "2026-01-01T00:00:00Z");

  private static NetPerfTestStatus status(Reason reason, String message, Failure... failures) {
    var ready = new Condition(Condition.READY, "Unknown", reason.name(), message, "", 1L);
    return Statuses.with(Map.of("conditions", List.of(ready), "failures", List.of(failures)));
  }

  @Test
  void aNewReasonIsNews() {
    var news =
        Announcement.between(status(Reason.Starting, "a"), status(Reason.Measuring, "sample 1"));

    assertThat(news).containsExactly(new Announcement(false, "Measuring", "sample 1"));
  }

  @Test
  void theNextSampleIsNoNews() {
    var news =
        Announcement.between(
            status(Reason.Measuring, "sample 1"), status(Reason.Measuring, "sample 2"));

    assertThat(news).isEmpty();
  }

  @Test
  void aFirstStatusIsNews() {
    assertThat(Announcement.between(NetPerfTestStatus.NONE, status(Reason.Starting, "a")))
        .hasSize(1);
  }

  @Test
  void aFaultIsAWarning() {
    var news =
        Announcement.between(
            status(Reason.Measuring, "a"), status(Reason.NodeNotReady, "node-1 is not Ready"));

    assertThat(news).containsExactly(new Announcement(true, "NodeNotReady", "node-1 is not Ready"));
  }

  @Test
  void aFailedAttemptIsAWarningThatNamesItAsAPersonCounts() {
    var news =
        Announcement.between(status(Reason.Measuring, "a"), status(Reason.Measuring, "a", FAILURE));

    assertThat(news)
        .containsExactly(
            new Announcement(
                true, "ConnectFailed", "Sample 4 (PodToPod), attempt 2 failed: failed to connect"));
  }

  @Test
  void aWarningIsNewsOfEachTypeTheFirst() {
    var shared = Warning.of(Warning.Type.SharedKernel, "one machine");
    var scatter = Warning.of(Warning.Type.Scatter, "PodToPod scatters");
    var more = Warning.of(Warning.Type.Scatter, "HostToHost scatters");

    assertThat(Announcement.between(warned(shared), warned(shared, scatter, more)))
        .containsExactly(new Announcement(true, "Scatter", "PodToPod scatters"));
  }

  private static NetPerfTestStatus warned(Warning... warnings) {
    return Statuses.with(Map.of("warnings", List.of(warnings)));
  }

  @Test
  void aFailureThatWasListedBeforeIsNoNews() {
    var news =
        Announcement.between(
            status(Reason.Measuring, "a", FAILURE), status(Reason.Measuring, "b", FAILURE));

    assertThat(news).isEmpty();
  }
}
