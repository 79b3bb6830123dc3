package dev.netperf.operator.probe;

import java.util.Comparator;

/**
 * An attempt at a sample. Attempts of a run are ordered in time.
 *
 * @param sample the sample's index, from 0
 * @param number how many attempts of the run had been lost before it, at whatever sample: it never
 *     falls, while the sample does when a repetition is taken anew
 */
public record Attempt(int sample, int number) implements Comparable<Attempt> {
  private static final Comparator<Attempt> ORDER =
      Comparator.comparingInt(Attempt::number).thenComparingInt(Attempt::sample);

  @Override
  public int compareTo(Attempt other) {
    return ORDER.compare(this, other);
  }
}
