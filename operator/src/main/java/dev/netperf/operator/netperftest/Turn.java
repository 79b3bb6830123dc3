package dev.netperf.operator.netperftest;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.operator.cluster.Cluster;
import dev.netperf.operator.cluster.Deletions;
import dev.netperf.operator.cluster.Events;
import dev.netperf.operator.cluster.Expiry;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.cluster.StatusWriter;
import dev.netperf.operator.observe.LeanInformers;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.stage.Decider;
import dev.netperf.operator.stage.Decision;
import dev.netperf.run.Announcement;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One test's turn: observe, decide, act. It knows neither the framework nor the network, so that a
 * simulated cluster drives the same code as a real one.
 *
 * @param ledger who has which nodes
 * @param wake lets the tests that wait for nodes, and could have some, look again
 * @param view what is observed of a test
 * @param cluster what is acted on
 * @param races when to look again after a write that came too late
 * @param deletions what was asked for already
 */
public record Turn(
    Ledger ledger,
    Runnable wake,
    View view,
    Cluster<NetPerfTest> cluster,
    Races races,
    Deletions deletions) {
  /** A refusal, a lost race for nodes and a look at a whole test each cost one. */
  private static final int ROUNDS = 5;

  /** More rounds than those in a row are a storm. */
  private static final Duration SOON = Duration.ofMillis(200);

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
    var uid = test.getMetadata().getUid();
    var slot = ledger.measures(uid);
    var fenced = new AtomicBoolean();
    try {
      var lookAgain = rounds(test, fenced);
      ledger.succeeded(uid);
      return lookAgain;
    } catch (RuntimeException e) {
      waking(() -> ledger.failed(uid));
      throw e;
    } finally {
      if (!fenced.get() && !ledger.measures(uid).equals(slot)) {
        waking(() -> ledger.pass(uid)); // others have their turn to measure
      }
    }
  }

  private Optional<Duration> rounds(NetPerfTest test, AtomicBoolean fenced) {
    var observed = test;
    Optional<Refusal> refusal = Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      fenced.set(false);
      var observation = view.of(observed, refusal);
      var decision = decide(observation);
      if (decision.writes(observation) && observed.isLeftOut()) {
        var whole = cluster.whole(observed);
        if (whole.isEmpty()) {
          return Optional.of(races.lost(observed));
        }
        observed = whole.get();
        continue;
      }
      if (!reserve(decision, observation)) {
        continue;
      }
      Optional<NetPerfTest> written;
      try {
        written = write(decision, observation);
      } catch (KubernetesClientException e) {
        return Optional.of(withdraw(observation, StatusWriter.refusal(e)));
      }
      if (written.isEmpty()) {
        return Optional.of(races.lost(observed));
      }
      fenced.set(true);
      observed = written.get();
      announce(decision, observation);
      giveBack(decision, observation);
      deletions.ask(decision.delete(), cluster);
      refusal = OwnedObjects.create(decision.create(), observed, cluster);
      if (refusal.isPresent()) {
        waking(() -> ledger.pass(observation.ref().uid()));
      } else {
        return decision.expired() ? Expiry.delete(observed, cluster) : decision.lookAgain();
      }
    }
    return Optional.of(SOON);
  }

  /**
   * A decision by which a run or an attempt fails is taken once more, with what the API server
   * itself says; that one holds.
   */
  private Decision decide(Observation observation) {
    var decision = Decider.decide(observation);
    return decision.failing() ? PastCaches.decide(observation, cluster, Decider::decide) : decision;
  }

  /**
   * Takes the nodes before the status says so, and the slot before the client is made; false when
   * another test was faster.
   */
  private boolean reserve(Decision decision, Observation observation) {
    var test = observation.ref();
    return waking(
        () ->
            decision.nodes().map(pair -> ledger.reserve(test, pair)).orElse(true)
                && (!decision.slot().measures() || measure(decision, observation)));
  }

  private boolean measure(Decision decision, Observation observation) {
    var run = decision.status().map(status -> status.run().id()).orElseThrow();
    var others = observation.claims().apply(run).turns().measuring();
    return ledger.measure(observation.ref(), decision.slot(), others);
  }

  /** A test that takes no status would have its nodes for ever: its deadline stands in there. */
  private Duration withdraw(Observation observation, Refusal refused) {
    var test = observation.test();
    var nothing = Decider.withdraw(observation);
    giveBack(nothing, observation);
    deletions.ask(nothing.delete(), cluster);
    if (!races.refusedBefore(test)) {
      var news = new Announcement(true, "StatusRefused", refused.message());
      Events.post(List.of(news), test, observation.now(), cluster);
    }
    return races.refused(test);
  }

  /** Gives back the nodes that the status doesn't name any more. */
  private void giveBack(Decision decision, Observation observation) {
    waking(
        () ->
            ledger.follow(
                observation.ref(), decision.nodes(), decision.waiting(), decision.slot()));
  }

  private void waking(Runnable change) {
    waking(
        () -> {
          change.run();
          return true;
        });
  }

  /** Whatever changes the ledger may let somebody go on. */
  private <T> T waking(Supplier<T> change) {
    long before = ledger.changes();
    var result = change.get();
    if (ledger.changes() != before) {
      wake.run();
    }
    return result;
  }

  /** The resource as it is after the write; empty when the decision was made on old news. */
  private Optional<NetPerfTest> write(Decision decision, Observation observation) {
    var test = observation.test();
    if (!decision.writes(observation)) {
      races.won(test);
      return Optional.of(test);
    }
    var status = test.withStatusOnly(decision.status().orElseThrow());
    var written = StatusWriter.write(test, status, cluster);
    if (written.isEmpty() && races.outrun(test)) {
      written = StatusWriter.insist(test, status, Turn::sameStatus, cluster);
    }
    written.ifPresent(races::won);
    return written;
  }

  private static boolean sameStatus(NetPerfTest one, NetPerfTest other) {
    return Objects.equals(one.getStatus(), other.getStatus());
  }

  /**
   * Right after the write: whatever fails from here on, this is said once. A survey shows the
   * warnings of its tests itself, and deletes the tests: thousands of Events would be of no use.
   */
  private void announce(Decision decision, Observation observation) {
    var test = observation.test();
    var before = observation.status();
    decision
        .status()
        .map(
            status ->
                LeanInformers.controller(test, NetPerfSurvey.class).isEmpty()
                    ? Announcement.between(before, status)
                    : Announcement.course(before, status))
        .ifPresent(news -> Events.post(news, test, observation.now(), cluster));
  }
}
