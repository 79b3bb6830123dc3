package dev.netperf.result;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/** How many repetitions would probably decide what the interval leaves open. */
final class Repetitions {
  /** What a spec allows. */
  private static final int MOST = 100;

  private Repetitions() {}

  /**
   * What to try, in words.
   *
   * @param variance as observed, of what is averaged
   * @param distance from the estimate to the bound
   * @param step what the tool can't tell apart: an interval never reaches less far
   */
  static String advice(double variance, double distance, double step) {
    if (step > 0 && step >= distance) {
      return Resolution.ADVICE;
    }
    var needed = needed(variance, distance);
    return needed.isPresent()
        ? "about " + needed.getAsInt() + " repetitions would probably decide"
        : "more than "
            + MOST
            + " repetitions would be needed, a longer duration or a wider margin is better";
  }

  /**
   * The smallest number whose t interval would not reach the bound if spread and estimate stay as
   * they are. Even, because only then ABBA cancels a drift.
   */
  static OptionalInt needed(double variance, double distance) {
    return IntStream.iterate(2, n -> n <= MOST, n -> n + 2)
        .filter(n -> Confidence.halfWidth(variance, n) < distance)
        .findFirst();
  }
}
