package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusedTest {
  private static World refusing(Refusal refusal) {
    return World.with("").apiServerAnswers(pod -> Optional.of(refusal)).settle();
  }

  @Test
  void whatIsRefusedForEverFailsTheRun() {
    var world = refusing(Refusals.POD_SECURITY);

    assertThat(world.reason()).isEqualTo("PodSecurityDenied");
    assertThat(world.conditions())
        .isEqualTo("Ready=False Stalled=True Failed=True Finished=True Passed=Unknown");
    assertThat(world.holds("node-1")).isFalse();
  }

  @Test
  void anAnswerOfAnyLengthFitsIntoTheStatus() throws JsonProcessingException {
    var answer = new Refusal(Refusal.Effect.RUN_FAILS, Reason.PodRefused, "no ".repeat(1_000_000));

    var world = refusing(answer);

    assertThat(world.message()).startsWith("no no no ");
    assertThat(new ObjectMapper().writeValueAsString(world.status())).hasSizeLessThan(25_000);
  }

  @Test
  void aServerThatWasGrantedBeforeIsDeleted() {
    var world =
        World.with("")
            .apiServerAnswers(
                object ->
                    ((Pod) object).getSpec().getHostNetwork() == null
                        ? Optional.of(Refusals.POLICY)
                        : Optional.empty())
            .settle();

    assertThat(world.reason()).isEqualTo("PodRefused");
    assertThat(world.podNames()).isEmpty();
  }

  @Test
  void aUsedUpQuotaIsWaitedFor() {
    // Given
    var world = refusing(Refusals.QUOTA);
    assertThat(world.conditions())
        .isEqualTo("Ready=Unknown Reconciling=True Finished=False Passed=Unknown");
    assertThat(world.lookAgain()).contains(Duration.ofSeconds(5));

    // When
    world.apiServerAnswers(pod -> Optional.empty()).tick(5);

    // Then
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.living(Role.SERVER)).hasSize(2);
    assertThat(world.status().failures()).isEmpty();
  }

  @Test
  void aUsedUpQuotaIsAnnouncedOnceHoweverOftenItIsTried() {
    // Given
    var world = refusing(Refusals.QUOTA);

    // When
    world.tick(5).tick(5).tick(5);

    // Then
    assertThat(world.announced()).containsExactly("Starting", "PodRefused");
  }

  @Test
  void aQuotaThatStaysUsedUpFailsTheRunAtItsDeadline() {
    var world = refusing(Refusals.QUOTA).tick(859);
    assertThat(world.conditions()).contains("Reconciling=True");

    world.tick(1);

    assertThat(world.reason()).isEqualTo("PodRefused");
    assertThat(world.conditions()).contains("Stalled=True");
  }

  @Test
  void aRefusedClientTakesItsServersAlongUntilTheNextTry() {
    // Given
    var world =
        World.with("")
            .settle()
            .apiServerAnswers(pod -> Optional.of(Refusals.QUOTA))
            .serversListen();
    assertThat(world.reason()).isEqualTo("PodRefused");
    assertThat(world.living(Role.SERVER)).isEmpty();
    assertThat(world.holds("node-1")).isFalse();

    // When
    world.apiServerAnswers(pod -> Optional.empty()).tick(5).serversListen();

    // Then
    assertThat(world.living(Role.CLIENT)).hasSize(1);
  }

  @Test
  void aClientThatIsRefusedAgainAndAgainIsTriedEverLessOften() {
    // Given a quota with room for the servers only
    var world =
        World.with("")
            .apiServerAnswers(
                object ->
                    object instanceof Pod pod && new ObservedPod(pod).is(Role.CLIENT)
                        ? Optional.of(Refusals.QUOTA)
                        : Optional.empty())
            .settle()
            .serversListen();
    assertThat(world.lookAgain()).contains(Duration.ofSeconds(5));

    // When
    world.tick(5).serversListen().tick(5).serversListen().tick(10).serversListen();

    // Then
    assertThat(world.reason()).isEqualTo("PodRefused");
    assertThat(world.lookAgain()).contains(Duration.ofSeconds(20));
  }

  @Test
  void aStrangersPodCostsAnAttemptAndTheNextHasAnotherName() {
    var world =
        World.with("")
            .apiServerAnswers(
                pod ->
                    pod.getMetadata().getName().endsWith("-server-host-0")
                        ? Optional.of(Refusals.NAME_TAKEN)
                        : Optional.empty())
            .settle();

    assertThat(world.status().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.PodNameTaken.name());
    assertThat(world.everCreated()).anyMatch(name -> name.endsWith("-server-host-0-1"));
    world.measure(8);
    assertThat(world.reason()).isEqualTo("Complete");
  }

  @Test
  void aNamespaceThatGoesIsLeftAlone() {
    // Given
    var world = World.measuring("");
    var status = world.status();

    // When
    world.apiServerAnswers(pod -> Optional.of(Refusals.NAMESPACE_GOES));
    world.gone(world.client());

    // Then
    assertThat(world.status().samples()).isEqualTo(status.samples());
    assertThat(world.status().failures()).isEmpty();
    assertThat(world.conditions()).doesNotContain("Stalled");
  }
}
