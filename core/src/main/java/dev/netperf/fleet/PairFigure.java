package dev.netperf.fleet;

import dev.netperf.result.Bounds;

/**
 * A figure of a pair.
 *
 * @param value it
 * @param resolved all that it may be, as exactly as the tool tells it
 */
record PairFigure(double value, Bounds resolved) {

  /** One that is so exact that nothing is to be said of it. */
  static PairFigure exact(double value) {
    return new PairFigure(value, Bounds.at(value));
  }

  /** An amount, told to within a step. */
  static PairFigure amount(double value, double step) {
    return new PairFigure(value, Bounds.at(value).reaching(step, value).notNegative());
  }

  /** A ratio, whose logarithm is told to within a step. */
  static PairFigure ratio(double value, double logStep) {
    return new PairFigure(value, new Bounds(value * Math.exp(-logStep), value * Math.exp(logStep)));
  }
}
