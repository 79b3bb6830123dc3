package dev.netperf.operator.stage;

/** What a stage says. */
public sealed interface Step {
  /** It decides. */
  record Decided(Decision decision) implements Step {}

  /** It has nothing to decide; the chain goes on with this situation. */
  record Next(Situation situation) implements Step {}
}
