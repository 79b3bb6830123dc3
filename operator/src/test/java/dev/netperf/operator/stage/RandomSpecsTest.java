package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.operator.probe.Role;
import dev.netperf.plan.Plan;
import dev.netperf.plan.RandomSpecs;
import dev.netperf.plan.Specs;
import dev.netperf.tool.Envelopes;
import dev.netperf.tool.GoodOutput;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever the schema accepts is measured to its end, each sample of the plan once. */
class RandomSpecsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static void assertSurvivesJson(NetPerfTestSpec spec) {
    try {
      assertThat(JSON.readValue(JSON.writeValueAsString(spec), NetPerfTestSpec.class))
          .isEqualTo(spec);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertWithinLimits(NetPerfTestSpec spec, Plan plan) {
    assertThat(plan.samples()).isNotEmpty();
    assertThat(plan.samples().size() * plan.measurements().size()).isLessThanOrEqualTo(2000);
    assertThat(plan.activeDeadlineSeconds()).isBetween(1, 172_800);
    assertThat(plan.sampleDuration().multipliedBy(plan.samples().size()))
        .isLessThanOrEqualTo(Duration.ofDays(1));
    assertThat(spec.paths()).contains(plan.baseline());
  }

  /** What an API server asks of a pod's name and labels. */
  private static void assertNamedAsPodsAre(Pod pod) {
    assertThat(pod.getMetadata().getName()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    assertThat(pod.getMetadata().getLabels().values())
        .allMatch(value -> value.matches("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?"));
  }

  private static World measured(World world, NetPerfTestSpec spec, Dice dice) {
    int left = 3 * Plan.of(spec).samples().size() + 10;
    while (!world.status().finished()) {
      assertThat(left--).as("%s", world.standing()).isPositive();
      world.serversListen();
      if (world.living(Role.CLIENT).isEmpty()) {
        world.tick(Math.max(1, spec.pauseSeconds()));
      } else {
        var sample = Plan.of(spec).samples().get(world.next());
        world.clientEnds(0, GoodOutput.of(spec, sample, dice));
      }
      world.matching(pod -> true).forEach(RandomSpecsTest::assertNamedAsPodsAre);
    }
    return world;
  }

  /** As many samples and values as were planned, each in one result. */
  private static void assertWhole(NetPerfTestStatus status, NetPerfTestSpec spec, Plan plan) {
    assertThat(status.samples()).hasSameSizeAs(plan.samples());
    for (int i = 0; i < plan.samples().size(); i++) {
      var planned = plan.samples().get(i);
      var sample = status.samples().get(i);
      assertThat(sample.index()).isEqualTo(planned.index());
      assertThat(sample.over(planned.path())).isTrue();
      assertThat(sample.counted()).isNotEqualTo(planned.warmup());
      assertThat(sample.values())
          .extracting(Value::measurement, Value::messageSize)
          .containsExactlyElementsOf(
              planned.measurements().stream()
                  .map(m -> tuple(m.measurement().name(), m.messageSize().orElse(null)))
                  .toList());
    }
    int figures =
        plan.measurements().stream()
            .mapToInt(m -> Math.max(1, spec.sizes(m.bandwidth()).size()))
            .sum();
    assertThat(status.results())
        .hasSize(spec.paths().size() * figures)
        .allSatisfy(
            result -> {
              assertThat(result.samples()).isEqualTo(spec.repetitions());
              assertThat(result.mean()).isBetween(result.min(), result.max());
              assertThat(result.median()).isBetween(result.min(), result.max());
            });
    assertThat(status.comparisons()).hasSize((spec.paths().size() - 1) * figures);
    assertThat(status.verdicts()).hasSameSizeAs(spec.thresholds());
  }

  @Test
  void anyAcceptedSpecIsMeasuredToItsEnd() {
    Dice.seeds(
        80,
        dice -> {
          // Given
          var text = RandomSpecs.valid(dice);
          var spec = Specs.spec(text);
          var plan = Plan.of(spec);
          assertSurvivesJson(spec);
          assertWithinLimits(spec, plan);

          // When pods do what they are to do
          var world = measured(World.on(3, text).settle(), spec, dice);

          // Then
          assertThat(world.reason())
              .as(world.standing())
              .isIn(Set.of("Complete", "ThresholdBreached", "Inconclusive"));
          assertWhole(world.status(), spec, plan);
          assertThat(world.living(Role.SERVER)).isEmpty();
          assertThat(world.lookAgain()).isEmpty();
        });
  }

  @Test
  void anySpecAtAllEndsOrWaitsAndNeverCrashes() {
    Dice.seeds(
        300,
        dice -> {
          // Given a spec that may be one of another version, or was stored before a rule was made
          var world = World.on(3, RandomSpecs.wild(dice)).settle();

          // When pods do what they like
          for (int i = 0; i < 12 && !world.status().finished(); i++) {
            world.serversListen();
            if (world.living(Role.CLIENT).isEmpty() || dice.chance(20)) {
              world.tick(dice.oneOf(1, 40, 4_000));
            } else {
              world.clientEnds(dice.oneOf(0, 1), dice.oneOf("", Envelopes.ended(0, "garbage")));
            }
          }

          // Then it comes to rest after each of it, and at the end in time
          world.tick(400_000).tick(400_000);
          assertThat(world.status().finished()).as(world.standing()).isTrue();
        });
  }
}
