package dev.netperf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Chance that can be had again: what must hold of everything is tried with many seeds, and a
 * failure names the seed. {@code -Ddice.seed=17} tries that one alone.
 */
public final class Dice {
  private final Random random;

  /** The same seed makes the same throws. */
  public Dice(long seed) {
    // neighbouring seeds begin alike without
    random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  /** Tries a property with so many seeds. */
  public static void seeds(int count, Consumer<Dice> property) {
    var only = Long.getLong("dice.seed");
    var seeds = only == null ? LongStream.range(0, count) : LongStream.of(only);
    seeds.forEach(
        seed -> {
          try {
            property.accept(new Dice(seed));
          } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new AssertionError("-Ddice.seed=" + seed + ": " + e, e);
          }
        });
  }

  /** From 0 to one less. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** True so many times of a hundred. */
  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** Any long. */
  public long anyLong() {
    return random.nextLong();
  }

  /** One of these. */
  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** One of these; null may be among them. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final <T> T oneOf(T... choices) {
    return oneOf(Arrays.asList(choices));
  }

  /** Some of these in any order, each at most once. */
  public <T> List<T> some(List<T> all, int least, int most) {
    var shuffled = shuffled(all);
    return shuffled.subList(0, between(least, Math.min(most, all.size())));
  }

  /** All of these in any order. */
  public <T> List<T> shuffled(List<T> all) {
    var shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** For what takes one. */
  public Random random() {
    return random;
  }
}
