package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which pods with our labels keep measurements off their node, and for how long. */
class HoldsNodeTest {
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIFE = Duration.ofSeconds(980);
  private static final Duration YEARS = Duration.ofDays(1000);

  private static Pod server(Duration lifetime) {
    var test = Specs.test("{}");
    var pods = new ProbePodTemplate(test, "3f9a2c1b", Plan.of(test.getSpec()), TestSettings.PLAIN);
    var pod = pods.server(Network.POD, new Attempt(0, 0), "node-2", IpFamily.IPv4, lifetime);
    pod.getMetadata().setCreationTimestamp(CREATED.toString());
    pod.getSpec().setNodeName("node-2");
    return pod;
  }

  private static Pod startedAt(Instant time) {
    return new PodBuilder(server(LIFE))
        .withNewStatus()
        .withStartTime(time.toString())
        .endStatus()
        .build();
  }

  /** A pod that somebody else made, with our labels. */
  private static Pod forged(Consumer<PodSpec> difference) {
    var pod = server(LIFE);
    difference.accept(pod.getSpec());
    return pod;
  }

  private static boolean holds(Pod pod, Instant now) {
    return new ObservedPod(pod).holdsNode(now);
  }

  @Test
  void aProbeHoldsTheNodeThatItIsPinnedToBeforeTheSchedulerHasSeenIt() {
    var pod = server(LIFE);
    assertThat(holds(pod, CREATED)).isTrue();

    pod.getSpec().setNodeName(null);
    assertThat(holds(pod, CREATED)).isTrue();

    pod.getSpec().setAffinity(null);
    assertThat(holds(pod, CREATED)).isFalse();
  }

  @Test
  void aProbeThatEndedHoldsNothing() {
    var pod = new PodBuilder(server(LIFE)).withNewStatus().withPhase("Failed").endStatus().build();

    assertThat(holds(pod, CREATED)).isFalse();
  }

  @Test
  void theServerOfTheLongestRunHoldsItsNodeToItsEnd() {
    var longest = Duration.ofDays(2).plusMinutes(2);

    assertThat(holds(server(longest), CREATED.plus(longest))).isTrue();
  }

  @Test
  void theTimeOfAProbeBeginsOnItsNode() {
    var late = CREATED.plus(Duration.ofDays(1));

    assertThat(holds(startedAt(late), late.plus(LIFE))).isTrue();
    assertThat(holds(startedAt(late), late.plus(LIFE).plusSeconds(300))).isFalse();
  }

  @Test
  void aProbeThatItsKubeletNeverStartedIsCountedFromItsScheduling() {
    var late = CREATED.plus(Duration.ofDays(1));
    var pod =
        new PodBuilder(server(LIFE))
            .withNewStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("True")
            .withLastTransitionTime(late.toString())
            .endCondition()
            .endStatus()
            .build();

    assertThat(holds(pod, late.plus(LIFE))).isTrue();
    assertThat(holds(pod, late.plus(LIFE).plusSeconds(300))).isFalse();
  }

  @Test
  void aPodWithoutABoundOnItsTimeHoldsNothing() {
    assertThat(holds(forged(spec -> spec.setActiveDeadlineSeconds(null)), CREATED)).isFalse();
  }

  @Test
  void aPodWithABoundOfYearsHoldsNothing() {
    assertThat(holds(forged(s -> s.setActiveDeadlineSeconds(YEARS.toSeconds())), CREATED))
        .isFalse();
    assertThat(holds(forged(s -> s.setActiveDeadlineSeconds(Long.MAX_VALUE)), CREATED)).isFalse();
  }

  @Test
  void aPodThatTakesItsTimeToEndHoldsNothing() {
    assertThat(holds(forged(s -> s.setTerminationGracePeriodSeconds(30L)), CREATED)).isFalse();
    assertThat(holds(forged(s -> s.setTerminationGracePeriodSeconds(null)), CREATED)).isFalse();
  }

  @Test
  void aForgeryThatLooksLikeAProbeHoldsItsNodeNoLongerThanAProbe() {
    var pod = forged(spec -> {});

    assertThat(holds(pod, CREATED.plus(LIFE).plusSeconds(300))).isFalse();
  }
}
