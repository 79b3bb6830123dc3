package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.LongStream;

/** What holds for every complete result, whatever happened on the way to it. */
final class Soundness {
  private Soundness() {}

  static void check(NetPerfTest test) {
    var spec = test.getSpec();
    var status = test.getStatus();
    int planned = Plan.of(spec).samples().size();
    assertThat(status.progress().summary()).isEqualTo(planned + "/" + planned);
    assertThat(status.samples())
        .filteredOn(sample -> !Exclusion.RepetitionParted.name().equals(sample.excluded()))
        .extracting(Sample::index)
        .containsExactlyElementsOf(upTo(planned));
    assertThat(status.observedGeneration()).isEqualTo(test.getMetadata().getGeneration());
    condition(status, Condition.READY, "True");
    condition(status, Condition.FINISHED, "True");
    condition(status, Condition.PASSED, "True");
    assertThat(status.condition(Condition.RECONCILING)).isEmpty();
    assertThat(status.condition(Condition.STALLED)).isEmpty();
    assertThat(status.conditions())
        .allMatch(c -> c.observedGeneration().equals(test.getMetadata().getGeneration()));
    oneAfterTheOther(status, Duration.ofSeconds(spec.durationSeconds()));
    assertThat(status.results())
        .hasSize(spec.paths().size() * figures(spec))
        .allSatisfy(result -> recomputed(result, status));
  }

  private static int figures(NetPerfTestSpec spec) {
    return Plan.of(spec).measurements().stream()
        .mapToInt(m -> Math.max(1, spec.sizes(m.bandwidth()).size()))
        .sum();
  }

  private static Iterable<Integer> upTo(int count) {
    return java.util.stream.IntStream.range(0, count).boxed().toList();
  }

  private static void condition(NetPerfTestStatus status, String type, String expected) {
    assertThat(status.condition(type))
        .hasValueSatisfying(c -> assertThat(c.status()).as(type).isEqualTo(expected));
  }

  /** Each sample measured for as long as was asked for, and none while another did. */
  private static void oneAfterTheOther(NetPerfTestStatus status, Duration each) {
    Sample before = null;
    for (var sample : status.samples()) {
      var measuring = each.multipliedBy(sample.values().size());
      assertThat(Duration.between(start(sample), end(sample)))
          .as("length of sample %s", sample)
          .isBetween(measuring, measuring.plusSeconds(10));
      if (before != null) {
        assertThat(start(sample)).as("start of sample %s", sample).isAfterOrEqualTo(end(before));
      }
      before = sample;
    }
  }

  static Instant start(Sample sample) {
    return Instant.parse(sample.startTime());
  }

  static Instant end(Sample sample) {
    return Instant.parse(sample.endTime());
  }

  private static void recomputed(Result result, NetPerfTestStatus status) {
    var values =
        status.samples().stream()
            .filter(sample -> sample.counted() && sample.path().equals(result.path()))
            .flatMap(sample -> sample.values().stream())
            .filter(value -> Objects.equals(value.messageSize(), result.messageSize()))
            .filter(value -> value.measurement().equals(result.measurement()))
            .mapToLong(Value::value)
            .sorted()
            .toArray();
    int n = values.length;
    double mean = LongStream.of(values).average().orElseThrow();
    assertThat(result.samples()).isEqualTo(n).isPositive();
    assertThat(result.min()).isEqualTo(values[0]).isPositive();
    assertThat(result.max()).isEqualTo(values[n - 1]);
    assertThat((double) result.mean()).isCloseTo(mean, within(1.0));
    assertThat((double) result.median())
        .isCloseTo((values[(n - 1) / 2] + values[n / 2]) / 2.0, within(1.0));
    if (n == 1) {
      assertThat(result.standardDeviation()).isNull();
    } else {
      var squares = LongStream.of(values).mapToDouble(v -> (v - mean) * (v - mean)).sum();
      assertThat((double) result.standardDeviation())
          .isCloseTo(Math.sqrt(squares / (n - 1)), within(1.0));
    }
  }
}
