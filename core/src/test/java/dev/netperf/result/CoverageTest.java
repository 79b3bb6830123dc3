package dev.netperf.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the 95% interval holds the truth, over 10,000 seeded draws. */
class CoverageTest {
  private static final int DRAWS = 10_000;
  private static final int[] SIZES = {3, 5, 10};
  private static final StringBuilder TABLE = new StringBuilder("95% interval holds the truth");

  /** Noise around a mean that is known. */
  enum Noise {
    NORMAL,
    /** Student's t with three degrees of freedom: heavy tails. */
    T3,
    /** Lognormal, sigma 0.5: what latencies look like. */
    SKEWED,
    /** One of 20 values has ten times the spread. */
    OUTLIERS;

    private double mean() {
      return this == SKEWED ? Math.exp(0.125) : 0;
    }

    private double draw(Random random) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case T3 -> t3(random);
        case SKEWED -> Math.exp(0.5 * random.nextGaussian());
        case OUTLIERS -> random.nextGaussian() * (random.nextDouble() < 0.05 ? 10 : 1);
      };
    }

    private static double t3(Random random) {
      double chi2 = 0;
      for (int i = 0; i < 3; i++) {
        chi2 += Math.pow(random.nextGaussian(), 2);
      }
      return random.nextGaussian() / Math.sqrt(chi2 / 3);
    }

    private double[] draw(Random random, int n) {
      return IntStream.range(0, n).mapToDouble(i -> draw(random)).toArray();
    }
  }

  private static double coveragePercent(Noise noise, int n) {
    var random = new Random(20260301L + n);
    int held = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      var interval = interval(noise.draw(random, n));
      held += interval.low() <= noise.mean() && noise.mean() <= interval.high() ? 1 : 0;
    }
    return 100.0 * held / DRAWS;
  }

  private static Bounds interval(double[] values) {
    var statistics = DoubleStatistics.of(Estimate.STATISTICS, values);
    return Confidence.interval(
            statistics.getAsDouble(Statistic.MEAN),
            statistics.getAsDouble(Statistic.VARIANCE),
            values.length)
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Noise.class)
  void theIntervalHoldsTheTruthAsOftenAsItSays(Noise noise) {
    TABLE.append(String.format(Locale.ROOT, "%n%-9s", noise));
    for (int n : SIZES) {
      // When
      double percent = coveragePercent(noise, n);

      // Then of normal noise in 95%; what other noise does to it is printed, not promised
      TABLE.append(String.format(Locale.ROOT, "  n = %2d: %5.2f%%", n, percent));
      if (noise == Noise.NORMAL) {
        assertThat(percent).isBetween(94.0, 96.0);
      }
      assertThat(percent).isGreaterThan(85);
    }
  }

  /** Why the interval is not one by ranks: from the smallest to the largest of n is all it has. */
  @Test
  void fromTheSmallestToTheLargestOfFiveValuesIsNo95PercentInterval() {
    // Given that the median lies outside if all values lie on one side of it
    ToDoubleFunction<Integer> coverage = n -> 100 * (1 - 2 * Math.pow(0.5, n));

    // Then
    assertThat(coverage.applyAsDouble(5)).isLessThan(95);
    assertThat(coverage.applyAsDouble(6)).isGreaterThan(95);
  }

  @AfterAll
  static void print() {
    System.out.println(TABLE);
  }
}
