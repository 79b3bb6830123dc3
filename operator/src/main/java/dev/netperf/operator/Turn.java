package dev.netperf.operator;

import dev.netperf.operator.act.Cluster;
import dev.netperf.operator.act.Events;
import dev.netperf.operator.act.Expiry;
import dev.netperf.operator.act.OwnedObjects;
import dev.netperf.operator.act.StatusWriter;
import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.stage.Decider;
import dev.netperf.operator.stage.Decision;
import dev.netperf.operator.status.Announcement;
import java.time.Duration;
import java.util.Optional;

/**
 * One test's turn: observe, decide, act. It knows neither the framework nor the network, so that a
 * simulated cluster drives the same code as a real one.
 *
 * @param ledger who has which nodes
 * @param wake lets the tests that wait for nodes, and could have some, look again
 * @param view what is observed of a test
 * @param cluster what is acted on
 */
public record Turn(Ledger ledger, Runnable wake, View view, Cluster cluster) {
  /** After a lost race; the event of whoever won it usually comes first. */
  private static final Duration SOON = Duration.ofMillis(200);

  /** A refusal and a lost race for nodes each cost one; more than these in a row is a storm. */
  private static final int ROUNDS = 4;

  /** What is observed of a test, now. */
  @FunctionalInterface
  public interface View {
    /** The test's world, with what the API server refused a moment ago. */
    Observation of(NetPerfTest test, Optional<Refusal> refusal);
  }

  /**
   * Does what is due.
   *
   * @return when to look again if nothing happens; empty: never
   */
  public Optional<Duration> take(NetPerfTest test) {
    var observed = test;
    Optional<Refusal> refusal = Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      var observation = view.of(observed, refusal);
      var decision = Decider.decide(observation);
      if (!reserve(decision, observation)) {
        continue;
      }
      var written = write(decision, observation);
      if (written.isEmpty()) {
        return Optional.of(SOON);
      }
      observed = written.get();
      giveBack(decision, observation);
      OwnedObjects.delete(decision.delete(), cluster);
      refusal = OwnedObjects.create(decision.create(), observed, cluster);
      announce(decision, observation);
      if (refusal.isEmpty()) {
        return decision.expired() ? Expiry.delete(observed, cluster) : decision.lookAgain();
      }
    }
    return Optional.of(SOON);
  }

  /** Takes the nodes before the status says so; false when another test was faster. */
  private boolean reserve(Decision decision, Observation observation) {
    long before = ledger.changes();
    boolean reserved =
        decision.nodes().map(pair -> ledger.reserve(observation.ref(), pair)).orElse(true);
    wakeIfChanged(before);
    return reserved;
  }

  /** Gives back the nodes that the status doesn't name any more. */
  private void giveBack(Decision decision, Observation observation) {
    long before = ledger.changes();
    ledger.follow(observation.ref().uid(), decision.nodes(), decision.waiting());
    wakeIfChanged(before);
  }

  /** Whatever changes the ledger may let somebody go on. */
  private void wakeIfChanged(long before) {
    if (ledger.changes() != before) {
      wake.run();
    }
  }

  /** The resource as it is after the write; empty when the decision was made on old news. */
  private Optional<NetPerfTest> write(Decision decision, Observation observation) {
    var test = observation.test();
    var unchanged =
        decision.status().map(s -> s.equals(observation.status())).orElse(true)
            && decision.create().isEmpty();
    return unchanged
        ? Optional.of(test)
        : StatusWriter.write(test, decision.status().orElseThrow(), cluster);
  }

  private void announce(Decision decision, Observation observation) {
    decision
        .status()
        .map(status -> Announcement.between(observation.status(), status))
        .ifPresent(news -> Events.post(news, observation.test(), observation.now(), cluster));
  }
}
