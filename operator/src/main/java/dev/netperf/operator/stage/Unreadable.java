package dev.netperf.operator.stage;

/** A status that only another version of the operator understands: it is left as it is. */
final class Unreadable implements Stage {
  @Override
  public Step apply(Situation situation) {
    return situation.observation().test().getStatusUnread().isPresent()
        ? Decisions.nothing()
        : situation.next();
  }
}
