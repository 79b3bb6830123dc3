package dev.netperf.result;

import static dev.netperf.plan.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Percentile;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever stands in a status, of an older version or edited by hand: results, no exceptions. */
class HostileSamplesTest {
  private static final int ROUNDS = 2000;
  private static final List<Measurement> ALL = List.of(Measurement.values());
  private static final List<NetPerfTestSpec> SPECS =
      List.of(
          spec("{}"),
          spec("{repetitions: 2, paths: [PodToPod, PodToService], streams: 64}"),
          spec("{tool: iperf3, messageSizes: [16777216, 1], durationSeconds: 1}"),
          spec(
              "{messageSizes: [16777216], latencyMessageSizes: [1], durationSeconds: 1, streams: 64}"),
          spec("{paths: []}"));

  private final Random random = new Random(20260301);

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> T maybe(T value) {
    return random.nextInt(4) == 0 ? null : value;
  }

  private Long amount() {
    return oneOf(
        Arrays.asList(
            null, 0L, -5L, 1L, 2L, 1000L, Long.MAX_VALUE, 1 + random.nextLong(1_000_000_000L)));
  }

  private Value value() {
    var losses = Arrays.asList(null, "0.000", "x", "1e999", "", "NaN");
    return new Value(
        maybe(oneOf(ALL).name()),
        oneOf(Arrays.asList(null, null, 1, 16777216)),
        amount(),
        maybe("bit/s"),
        oneOf(losses),
        amount(),
        maybe(List.of(1L)),
        maybe(List.of(new Percentile(maybe("99"), amount()), new Percentile("max", amount()))),
        maybe(facts()),
        maybe(facts()));
  }

  private SideFacts facts() {
    return new SideFacts(
        null,
        maybe(random.nextInt(110)),
        null,
        null,
        amount(),
        amount(),
        amount(),
        amount(),
        amount());
  }

  private Sample sample() {
    return new Sample(
        maybe(random.nextInt(10)),
        maybe(random.nextInt(5)),
        maybe(oneOf(List.of(Path.values())).name()),
        maybe(0),
        random.nextInt(5) == 0 ? Exclusion.Warmup.name() : null,
        maybe("yesterday"),
        null,
        maybe(random.nextInt(5) - 1),
        maybe(List.of(value(), value(), value())));
  }

  private NodePair nodes() {
    var node =
        new NodeFacts(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "x",
            null,
            null,
            null,
            null,
            null,
            List.of("y"));
    return maybe(new NodePair(maybe(node), maybe(node)));
  }

  private List<InterfaceFacts> interfaces() {
    return maybe(
        List.of(
            new InterfaceFacts(
                Path.HostToHost.name(), null, maybe(1500), maybe("tbf"), maybe("cubic")),
            new InterfaceFacts(
                Path.PodToPod.name(), null, maybe(9000), maybe("tbf"), maybe("bbr"))));
  }

  private NetPerfTestSpec withThresholds(NetPerfTestSpec spec) {
    return new NetPerfTestSpec(
        null,
        null,
        null,
        spec.tool(),
        null,
        spec.paths(),
        null,
        spec.repetitions(),
        null,
        null,
        spec.durationSeconds(),
        null,
        spec.messageSizes(),
        spec.latencyMessageSizes(),
        spec.streams(),
        null,
        null,
        null,
        spec("{thresholds: [{measurement: TCPBandwidth, path: PodToPod, min: 1, max: 1T,"
                + " minPercentOfBaseline: 1, maxPercentOfBaseline: 100000}, {measurement:"
                + " UDPLatency, path: PodToService, messageSize: 1, min: x}]}")
            .thresholds(),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void anySamplesGiveSoundResults() {
    for (int round = 0; round < ROUNDS; round++) {
      // Given
      var spec = withThresholds(oneOf(SPECS));
      var samples = IntStream.range(0, random.nextInt(24)).mapToObj(i -> sample()).toList();
      var baseline = oneOf(List.of(Path.values()));

      // When
      var results = Results.of(spec, ALL, samples);
      var comparisons = Comparisons.of(spec, ALL, baseline, samples);
      Summaries.of(new Row(spec, ALL), baseline, samples);
      Answer.of(new Row(spec, ALL), baseline, results, comparisons, List.of());
      Verdicts.of(spec, baseline, samples);
      var warnings = Warnings.of(spec, ALL, baseline, nodes(), interfaces(), samples);

      // Then
      assertThat(results)
          .allSatisfy(
              r -> {
                assertThat(r.samples()).isPositive();
                assertThat(r.mean()).isBetween(r.min(), r.max());
                assertThat(r.median()).isBetween(r.min(), r.max());
                assertThat(r.confidence95() == null).isEqualTo(r.samples() < 2);
                if (r.confidence95() != null) {
                  assertThat(r.confidence95().low()).isBetween(0L, r.mean());
                  assertThat(r.confidence95().high()).isGreaterThanOrEqualTo(r.mean());
                }
              });
      assertThat(comparisons)
          .allSatisfy(
              c -> {
                assertThat(c.path()).isNotEqualTo(baseline);
                assertThat(c.confidence95() == null).isEqualTo(c.pairs() < 2);
              });
      assertThat(warnings).doesNotHaveDuplicates();
    }
  }
}
