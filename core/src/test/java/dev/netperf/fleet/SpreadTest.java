package dev.netperf.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
  private static List<PairFigure> upTo(int n) {
    return exact(IntStream.rangeClosed(1, n).mapToDouble(i -> n + 1 - i).toArray());
  }

  private static List<PairFigure> exact(double... figures) {
    return Arrays.stream(figures).mapToObj(PairFigure::exact).toList();
  }

  /** Table of the sign test's interval at 95% (Conover, Practical Nonparametric Statistics, A3). */
  @ParameterizedTest
  @CsvSource({"6,1,6", "8,1,8", "9,2,8", "12,3,10", "20,6,15", "25,8,18", "50,18,33", "100,40,61"})
  void theIntervalOfTheMedianIsThatOfTheSignTest(int n, int low, int high) {
    assertThat(Ranks.of(n, n)).contains(new Ranks(low, high));
    assertThat(Spread.of(upTo(n), n).low()).contains((double) low);
    assertThat(Spread.of(upTo(n), n).high()).contains((double) high);
  }

  @Test
  void belowSixIndependentPairsThereIsNone() {
    for (int n = 0; n < 6; n++) {
      assertThat(Ranks.of(n, 1000)).isEmpty();
    }
    assertThat(Spread.of(upTo(5), 100).low()).isEmpty();
    assertThat(Spread.of(upTo(45), 5).high()).isEmpty();
  }

  @Test
  void pairsThatShareNodesMakeItNoNarrowerThanIndependentOnes() {
    // Given 45 pairs of 20 nodes: ranks 2 to 9 of 10, at 2/11 and 9/11 of 46
    assertThat(Ranks.of(10, 45)).contains(new Ranks(8, 38));
    // and the extremes stay the extremes
    assertThat(Ranks.of(6, 15)).contains(new Ranks(2, 14));
    assertThat(Ranks.of(7, 7)).contains(new Ranks(1, 7));
  }

  @Test
  void theMedianLiesWithinInNinetyFiveOfAHundredCases() {
    // Given noise with a median of 0 that is all but normal
    var random = new Random(17);
    for (int n : new int[] {6, 10, 25, 60}) {
      int held = 0;
      for (int i = 0; i < 4000; i++) {
        var figures = random.doubles(n).map(d -> Math.pow(d / (1 - d), 3) - 1).toArray();
        var spread = Spread.of(exact(figures), n);
        held += spread.low().orElseThrow() <= 0 && spread.high().orElseThrow() >= 0 ? 1 : 0;
      }
      assertThat(held / 40.0).as("of " + n).isGreaterThan(94.5);
    }
  }

  @Test
  void theIntervalReachesAtLeastAsFarAsTheToolCanTell() {
    // Given seven figures of 8 to 14, told to within 1, and to within 5
    var fine = IntStream.rangeClosed(8, 14).mapToObj(i -> PairFigure.amount(i, 1)).toList();
    var coarse = IntStream.rangeClosed(8, 14).mapToObj(i -> PairFigure.amount(i, 5)).toList();

    // Then what they scatter says more than the smaller step, and less than the larger one
    assertThat(Spread.of(fine, 7).low()).contains(8.0);
    assertThat(Spread.of(fine, 7).high()).contains(14.0);
    assertThat(Spread.of(coarse, 7).low()).contains(6.0);
    assertThat(Spread.of(coarse, 7).high()).contains(16.0);
    assertThat(Spread.of(coarse, 7).median()).isEqualTo(11);
    assertThat(Spread.of(coarse, 7).min()).isEqualTo(8);
    assertThat(Spread.of(coarse, 5).low()).isEmpty();
  }

  /** Slow links among fast ones: the median may be that of either. */
  @Test
  void eachFigureIsAsExactAsItIsItself() {
    // Given ratios of which some are told to within a factor of e^0.07, the others exactly
    var coarse = List.of(PairFigure.ratio(96, 0.07), PairFigure.ratio(96, 0.07));
    var fine = exact(96, 96, 96, 96, 96);
    var some = Stream.concat(coarse.stream(), fine.stream()).toList();
    var most = Stream.concat(Stream.generate(() -> coarse.get(0)).limit(6), fine.stream()).toList();

    // Then what most of them say is told
    assertThat(Spread.of(some, 7).low()).contains(96.0);
    assertThat(Spread.of(most, 11).low().orElseThrow()).isEqualTo(96 * Math.exp(-0.07));
    assertThat(Spread.of(most, 11).high().orElseThrow()).isEqualTo(96 * Math.exp(0.07));
  }

  @Test
  void theFifthPercentileNeedsTwentyPairs() {
    assertThat(Spread.of(upTo(19), 9).p5()).isEmpty();
    assertThat(Spread.of(upTo(20), 9).p5()).contains(1.0);
    assertThat(Spread.of(upTo(21), 9).p5()).contains(2.0);
    assertThat(Spread.of(upTo(100), 9).p5()).contains(5.0);
  }

  @Test
  void theOthersAreThoseOfAllPairs() {
    var spread = Spread.of(exact(4, 1, 3, 2), 2);

    assertThat(spread.median()).isEqualTo(2.5);
    assertThat(spread.min()).isEqualTo(1);
    assertThat(spread.max()).isEqualTo(4);
    assertThat(spread.ranks()).isEqualTo(Optional.empty());
  }
}
