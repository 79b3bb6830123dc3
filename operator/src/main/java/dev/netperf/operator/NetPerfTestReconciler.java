package dev.netperf.operator;

import dev.netperf.operator.act.Events;
import dev.netperf.operator.act.OwnedObjects;
import dev.netperf.operator.act.StatusWriter;
import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.observe.NodeSource;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.ProbePodSource;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.ServiceSource;
import dev.netperf.operator.observe.WaitingTests;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.probe.ProbePod;
import dev.netperf.operator.stage.Decider;
import dev.netperf.operator.stage.Decision;
import dev.netperf.operator.status.Announcement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Observes, decides, acts. What to do is decided in {@link Decider}, and nowhere else. */
@ControllerConfiguration(
    name = "netperftest",
    fieldManager = "netperf-operator",
    maxReconciliationInterval = @MaxReconciliationInterval(interval = -1))
@GradualRetry(maxAttempts = -1, initialInterval = 500, maxInterval = 15_000)
public class NetPerfTestReconciler implements Reconciler<NetPerfTest> {
  /** After a lost race; the event of whoever won it usually comes first. */
  private static final Duration SOON = Duration.ofMillis(200);

  /** A refusal and a lost race for nodes each cost one; more than these in a row is a storm. */
  private static final int ROUNDS = 4;

  private final Ledger ledger = new Ledger();
  private final WaitingTests waitingTests = new WaitingTests(ledger);
  private final Clock clock = Clock.systemUTC();
  private final String probeImage;
  private ProbePodSource pods;
  private NodeSource nodes;
  private LedgerRecovery recovery;

  NetPerfTestReconciler(@ConfigProperty(name = "netperf.probe-image") String probeImage) {
    this.probeImage = probeImage;
  }

  @Override
  public List<EventSource<?, NetPerfTest>> prepareEventSources(
      EventSourceContext<NetPerfTest> context) {
    pods = new ProbePodSource(context, waitingTests::wake);
    nodes = new NodeSource(context, ledger);
    recovery = new LedgerRecovery(ledger, context.getPrimaryCache());
    return List.of(pods, new ServiceSource(context), nodes, waitingTests);
  }

  @Override
  public UpdateControl<NetPerfTest> reconcile(NetPerfTest test, Context<NetPerfTest> context) {
    recovery.once();
    var observed = test;
    Optional<Refusal> refusal = Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      var observation = observe(observed, refusal, context);
      var decision = Decider.decide(observation);
      if (!take(decision, observation)) {
        continue;
      }
      var written = write(decision, observation, context);
      if (written.isEmpty()) {
        return UpdateControl.<NetPerfTest>noUpdate().rescheduleAfter(SOON);
      }
      observed = written.get();
      giveBack(decision, observation);
      OwnedObjects.delete(decision.delete(), context);
      refusal = OwnedObjects.create(decision.create(), observed, context);
      announce(decision, observation, context);
      if (refusal.isEmpty()) {
        var control = UpdateControl.<NetPerfTest>noUpdate();
        return decision.lookAgain().map(control::rescheduleAfter).orElse(control);
      }
    }
    return UpdateControl.<NetPerfTest>noUpdate().rescheduleAfter(SOON);
  }

  private Observation observe(
      NetPerfTest test, Optional<Refusal> refusal, Context<NetPerfTest> context) {
    var uid = test.getMetadata().getUid();
    return new Observation(
        test,
        OwnedObjects.of(test, Pod.class, context).map(ProbePod::new).toList(),
        OwnedObjects.of(test, Service.class, context).toList(),
        nodes,
        run -> ledger.others(uid, pods.alive(run)),
        refusal,
        probeImage,
        clock.instant());
  }

  /** Takes the nodes before the status says so; false when another test was faster. */
  private boolean take(Decision decision, Observation observation) {
    return decision.nodes().map(pair -> ledger.reserve(observation.ref(), pair)).orElse(true);
  }

  /** Gives the nodes back after the status says so. */
  private void giveBack(Decision decision, Observation observation) {
    var uid = observation.ref().uid();
    var leaves = decision.nodes().isEmpty();
    if (decision.waiting().map(ledger::await).orElseGet(() -> leaves && ledger.release(uid))) {
      waitingTests.wake();
    }
  }

  /** The resource as it is after the write; empty when the decision was made on old news. */
  private static Optional<NetPerfTest> write(
      Decision decision, Observation observation, Context<NetPerfTest> context) {
    var test = observation.test();
    var unchanged =
        decision.status().map(s -> s.equals(observation.status())).orElse(true)
            && decision.create().isEmpty();
    return unchanged
        ? Optional.of(test)
        : StatusWriter.write(test, decision.status().orElseThrow(), context);
  }

  private void announce(Decision decision, Observation observation, Context<NetPerfTest> context) {
    decision
        .status()
        .map(status -> Announcement.between(observation.status(), status))
        .ifPresent(
            news -> Events.post(news, observation.test(), clock.instant(), context.getClient()));
  }
}
