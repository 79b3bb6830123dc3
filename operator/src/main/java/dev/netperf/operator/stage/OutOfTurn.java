package dev.netperf.operator.stage;

/**
 * A status may say that its test has nodes which were given to another one: an operator that was
 * frozen wrote so, when its time was over. Such a test asks for nodes anew.
 */
final class OutOfTurn implements Stage {
  @Override
  public Step apply(Situation situation) {
    return situation.state().admitted() && Admission.claims(situation).taken(situation.nodes())
        ? situation.with(situation.state().asking(situation.now())).next()
        : situation.next();
  }
}
