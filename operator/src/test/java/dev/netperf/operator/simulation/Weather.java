package dev.netperf.operator.simulation;

import java.util.Random;

/**
 * How requests fare: what the network between an operator and the API server does to them, and
 * whether the operator survives.
 */
public final class Weather {
  /** What becomes of a request. */
  public enum Fate {
    ANSWERED,
    /** It has no effect. */
    REFUSED,
    /** It has an effect, but the operator doesn't learn of it. */
    ANSWER_LOST,
    /** The operator is killed before it is sent. */
    KILLED_BEFORE,
    /** The operator is killed before the answer comes. */
    KILLED_AFTER
  }

  private static final int[] CODES = {0, 409, 429, 500, 503};

  private final Random random;
  private double failures;
  private double kills;
  private long outageUntil;

  /** Fair until it is set. */
  public Weather(Random random) {
    this.random = random;
  }

  /** Of a hundred requests so many fail, and at so many the operator is killed. */
  public void set(double failing, double killing) {
    failures = failing / 100;
    kills = killing / 100;
  }

  /** Until then every request fails. */
  public void outage(long until) {
    outageUntil = until;
  }

  /** What becomes of the next request. */
  public Fate next(long now) {
    if (now < outageUntil) {
      return Fate.REFUSED;
    }
    double dice = random.nextDouble();
    if (dice < failures) {
      return random.nextBoolean() ? Fate.REFUSED : Fate.ANSWER_LOST;
    }
    if (dice < failures + kills) {
      return random.nextBoolean() ? Fate.KILLED_BEFORE : Fate.KILLED_AFTER;
    }
    return Fate.ANSWERED;
  }

  /** An HTTP status, 0 for none. */
  public int code(long now) {
    return now < outageUntil ? 0 : CODES[random.nextInt(CODES.length)];
  }
}
