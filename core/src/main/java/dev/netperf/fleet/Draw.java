package dev.netperf.fleet;

import dev.netperf.text.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Chance that comes out the same on every JVM: {@link Random}'s algorithm is part of the platform's
 * specification, that of a shuffle is not.
 */
final class Draw {
  private static final int DIGITS_OF_A_LONG = 16;
  private static final int HEXADECIMAL = 16;

  private final Random random;

  /** The same text draws the same. */
  Draw(String seed) {
    var digits = Digest.sha256(seed).substring(0, DIGITS_OF_A_LONG);
    random = new Random(Long.parseUnsignedLong(digits, HEXADECIMAL));
  }

  /** All of these in any order. */
  <T> List<T> shuffled(List<T> all) {
    var shuffled = new ArrayList<T>(all);
    for (int last = shuffled.size() - 1; last > 0; last--) {
      int place = below(last + 1);
      var taken = shuffled.get(place);
      shuffled.set(place, shuffled.get(last));
      shuffled.set(last, taken);
    }
    return shuffled;
  }

  /** From 0 to one less. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Heads or tails. */
  boolean coin() {
    return random.nextBoolean();
  }
}
