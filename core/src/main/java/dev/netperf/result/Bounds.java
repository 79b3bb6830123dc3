package dev.netperf.result;

import dev.netperf.api.v1alpha1.Interval;
import dev.netperf.api.v1alpha1.PercentInterval;
import dev.netperf.text.Figures;
import java.util.function.DoubleUnaryOperator;

/**
 * The two ends of an interval, not rounded.
 *
 * @param low the lower one
 * @param high the upper one
 */
public record Bounds(double low, double high) {

  /** An interval of no width. */
  public static Bounds at(double value) {
    return new Bounds(value, value);
  }

  /** At least this far to either side of the middle. */
  public Bounds reaching(double halfWidth, double middle) {
    return new Bounds(Math.min(low, middle - halfWidth), Math.max(high, middle + halfWidth));
  }

  /** No end below 0: a rate or a time is none. */
  public Bounds notNegative() {
    return new Bounds(Math.max(0, low), Math.max(0, high));
  }

  /** Both ends through a function that rises. */
  Bounds map(DoubleUnaryOperator rising) {
    return new Bounds(rising.applyAsDouble(low), rising.applyAsDouble(high));
  }

  /** In whole units, rounded outward, so that what is printed holds what was computed. */
  public Interval toInterval() {
    return new Interval((long) Math.floor(low), (long) Math.ceil(high));
  }

  /** In percent with one decimal, rounded outward. */
  public PercentInterval toPercentInterval() {
    return new PercentInterval(Figures.decimalBelow(low), Figures.decimalAbove(high));
  }
}
