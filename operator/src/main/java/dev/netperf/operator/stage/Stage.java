package dev.netperf.operator.stage;

/** One thing that can be next in the life of a test. */
@FunctionalInterface
interface Stage {
  /** Decides, or hands the situation on. */
  Step apply(Situation situation);
}
