package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.plan.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Order;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the order of the samples is for: the link's rate falls by 20% in the course of the run, in
 * equal ratios from sample to sample, and the overlay's cost must be found all the same.
 */
class SampleOrderTest {
  private static final double NATIVE = 9.4e9;

  /** Payload of TCP in a frame of 1,500 bytes, with VXLAN's 50 bytes and without. */
  private static final double TRUTH = 100.0 * 1398 / 1448;

  private static final double FALL = 0.8;
  private static final int RUNS = 2000;
  private static final double NOISE = 0.015;

  private static NetPerfTestSpec planned(Order order, int repetitions) {
    return spec("{tool: iperf3, order: %s, repetitions: %d}".formatted(order, repetitions));
  }

  private static List<Path> paths(NetPerfTestSpec spec) {
    return Plan.of(spec).samples().stream().map(s -> s.path()).toList();
  }

  /** The first path first in every repetition: what alternating is better than. */
  private static List<Path> fixed(int repetitions) {
    var paths = new ArrayList<Path>();
    for (int i = 0; i < repetitions; i++) {
      paths.addAll(List.of(HostToHost, PodToPod));
    }
    return paths;
  }

  /** Each path's samples are those of the repetitions 1, 2, 3… in whatever order they lie. */
  private static List<Sample> taken(List<Path> paths, double noise, Random random) {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < paths.size(); i++) {
      var path = paths.get(i);
      int repetition = 1 + (int) samples.stream().filter(s -> s.over(path)).count();
      double rate =
          NATIVE
              * Math.pow(FALL, i / (paths.size() - 1.0))
              * (path == PodToPod ? TRUTH / 100 : 1)
              * Math.exp(noise * random.nextGaussian());
      samples.add(Samples.sample(repetition, path, Value.of(TCPBandwidth, Math.round(rate))));
    }
    return samples;
  }

  private static Ratio measured(List<Path> paths, double noise, Random random) {
    var subject = new Subject(PodToPod, TCPBandwidth, Optional.empty());
    var samples = taken(paths, noise, random);
    return Ratio.of(planned(Order.Interleaved, 4), subject, HostToHost, samples).orElseThrow();
  }

  private static Ratio measured(List<Path> paths) {
    return measured(paths, 0, new Random(1));
  }

  private static boolean holdsTheTruth(Ratio ratio) {
    var interval = ratio.interval().orElseThrow();
    return interval.low() <= TRUTH && TRUTH <= interval.high();
  }

  private static double coveragePercent(List<Path> paths) {
    var random = new Random(20260301);
    int held = 0;
    for (int run = 0; run < RUNS; run++) {
      held += holdsTheTruth(measured(paths, NOISE, random)) ? 1 : 0;
    }
    return 100.0 * held / RUNS;
  }

  @Test
  void interleavedTheOverlaysCostIsFoundInSpiteOfADrift() {
    var ratio = measured(paths(planned(Order.Interleaved, 4)));

    assertThat(ratio.percent()).isCloseTo(TRUTH, within(0.5));
    assertThat(holdsTheTruth(ratio)).isTrue();
  }

  @Test
  void sequentialADriftIsTakenForTheOverlaysCost() {
    var ratio = measured(paths(planned(Order.Sequential, 4)));

    assertThat(ratio.percent()).isLessThan(TRUTH - 5);
    assertThat(holdsTheTruth(ratio)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Interleaved", "Sequential"})
  void inEitherOrderTheDriftIsWarnedOf(Order order) {
    var spec = planned(order, 4);
    var samples = taken(paths(spec), 0.002, new Random(1));

    assertThat(
            Warnings.of(spec, List.of(TCPBandwidth), HostToHost, null, List.of(), samples).stream()
                .filter(w -> Warning.Type.Drift.name().equals(w.type())))
        .singleElement()
        .extracting(Warning::message)
        .asString()
        .startsWith("TCPBandwidth fell by 20");
  }

  /** Why the default is four: with an odd number one repetition's drift is not made good. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7})
  void ofAnOddNumberOfRepetitionsTheDriftOfOneIsLeft(int repetitions) {
    // Given
    double step = Math.log(FALL) / (2 * repetitions - 1);

    // When
    var ratio = measured(paths(planned(Order.Interleaved, repetitions)));

    // Then
    double bias = repetitions % 2 == 0 ? 0 : step / repetitions;
    assertThat(Math.log(ratio.percent() / TRUTH)).isCloseTo(bias, within(1e-6));
  }

  /** Over {@value #RUNS} runs with a noise of 1.5% in every value. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void onlyAlternatingOrderHasAnIntervalThatHoldsTheTruth(int repetitions) {
    // When
    double alternating = coveragePercent(paths(planned(Order.Interleaved, repetitions)));
    double fixed = coveragePercent(fixed(repetitions));
    double sequential = coveragePercent(paths(planned(Order.Sequential, repetitions)));

    // Then
    System.out.printf(
        Locale.ROOT,
        "Rate falls by 20%%, n = %d: truth in the interval: alternating %.1f%%, fixed %.1f%%,"
            + " sequential %.1f%%%n",
        repetitions,
        alternating,
        fixed,
        sequential);
    assertThat(alternating).isGreaterThan(94);
    assertThat(fixed).isBetween(45.0, 58.0);
    assertThat(sequential).isLessThan(1);
  }
}
