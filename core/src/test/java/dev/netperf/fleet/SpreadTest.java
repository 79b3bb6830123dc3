package dev.netperf.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
  private static double[] upTo(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> n + 1 - i).toArray();
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
        var spread = Spread.of(figures, n);
        held += spread.low().orElseThrow() <= 0 && spread.high().orElseThrow() >= 0 ? 1 : 0;
      }
      assertThat(held / 40.0).as("of " + n).isGreaterThan(94.5);
    }
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
    var spread = Spread.of(new double[] {4, 1, 3, 2}, 2);

    assertThat(spread.median()).isEqualTo(2.5);
    assertThat(spread.min()).isEqualTo(1);
    assertThat(spread.max()).isEqualTo(4);
    assertThat(spread.ranks()).isEqualTo(Optional.empty());
  }
}
