package dev.netperf.operator.probe;

import java.util.Comparator;

/**
 * An attempt at a sample. Attempts of a run are ordered in time.
 *
 * @param sample the sample's index, from 0
 * @param number the attempt at it, from 0
 */
public record Attempt(int sample, int number) implements Comparable<Attempt> {
  private static final Comparator<Attempt> ORDER =
      Comparator.comparingInt(Attempt::sample).thenComparingInt(Attempt::number);

  @Override
  public int compareTo(Attempt other) {
    return ORDER.compare(this, other);
  }
}
