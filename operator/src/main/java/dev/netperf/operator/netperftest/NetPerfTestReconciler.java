package dev.netperf.operator.netperftest;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.cluster.Definition;
import dev.netperf.operator.cluster.Deletions;
import dev.netperf.operator.cluster.KubernetesCluster;
import dev.netperf.operator.cluster.OrphanRequests;
import dev.netperf.operator.cluster.Orphans;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.metrics.RunMetrics;
import dev.netperf.operator.metrics.TestGauges;
import dev.netperf.operator.observe.KnownNodes;
import dev.netperf.operator.observe.NetworkPolicySource;
import dev.netperf.operator.observe.NodeSource;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.Pages;
import dev.netperf.operator.observe.ProbePodSource;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.ServiceSource;
import dev.netperf.operator.observe.Sightings;
import dev.netperf.operator.observe.WaitingTests;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.Platform;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.ProbeSettings;
import dev.netperf.operator.runtime.Later;
import dev.netperf.operator.runtime.Leadership;
import dev.netperf.operator.runtime.Pace;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Joins a test's {@link Turn} to the framework: what is watched, and when to look again. */
@ControllerConfiguration(
    name = "netperftest",
    fieldManager = "netperf-operator",
    informer = @Informer(informerListLimit = Pages.SIZE),
    maxReconciliationInterval = @MaxReconciliationInterval(interval = -1))
@GradualRetry(maxAttempts = -1, initialInterval = 500, maxInterval = 15_000)
public class NetPerfTestReconciler implements Reconciler<NetPerfTest> {
  private final Ledger ledger;
  private final KnownNodes knownNodes;
  private final WaitingTests waitingTests;
  private final Clock clock = Clock.systemUTC();
  private final ProbeSettings settings;
  private final Sightings sightings = new Sightings(System::nanoTime);
  private final Races races = new Races();
  private final Deletions deletions = new Deletions();
  private final Pace pace;
  private final Definition<NetPerfTestStatus> definition;
  private final Leadership leadership;
  private final RunMetrics metrics;
  private final TestGauges gauges;
  private ProbePodSource pods;
  private NodeSource nodes;
  private Supplier<Stream<NetPerfTest>> tests;
  private LedgerRecovery recovery;

  NetPerfTestReconciler(
      Ledger ledger,
      KnownNodes knownNodes,
      ProbeSettings settings,
      Pace pace,
      Definition<NetPerfTestStatus> definition,
      Leadership leadership,
      RunMetrics metrics,
      TestGauges gauges) {
    this.ledger = ledger;
    this.knownNodes = knownNodes;
    this.waitingTests = new WaitingTests(ledger, this::ready, Later::run);
    this.settings = settings;
    this.pace = pace;
    this.definition = definition;
    this.leadership = leadership;
    this.metrics = metrics;
    this.gauges = gauges;
  }

  @Override
  public List<EventSource<?, NetPerfTest>> prepareEventSources(
      EventSourceContext<NetPerfTest> context) {
    var requests = new OrphanRequests(context.getClient(), pace, leadership);
    var orphans = new Orphans(requests, Later::run);
    pods = new ProbePodSource(context, orphans::seen, waitingTests::gone);
    nodes = knownNodes.are(new NodeSource(context, ledger, waitingTests::nodeChanged));
    tests = () -> context.getPrimaryCache().list();
    recovery = new LedgerRecovery(ledger, tests, nodes, settings);
    return NetworkPolicySource.besides(
        List.of(pods, new ServiceSource(context), nodes, waitingTests), settings, context);
  }

  @Override
  public UpdateControl<NetPerfTest> reconcile(NetPerfTest test, Context<NetPerfTest> context) {
    return context.isPrimaryResourceDeleted()
        ? UpdateControl.noUpdate()
        : metrics.timed(() -> turn(test, context));
  }

  private UpdateControl<NetPerfTest> turn(NetPerfTest test, Context<NetPerfTest> context) {
    recovery.once();
    gauges.show(tests); // not before: the cache is none until it is started
    var turn =
        new Turn(
            ledger,
            waitingTests::wake,
            (observed, refusal) -> observe(observed, refusal, context),
            new KubernetesCluster<>(
                context, pace, leadership, definition::fit, metrics.since(test)),
            races,
            deletions);
    var control = UpdateControl.<NetPerfTest>noUpdate();
    return turn.take(test).map(control::rescheduleAfter).orElse(control);
  }

  private List<TestRef> ready() {
    return ledger
        .all(pods.alive(clock.instant()))
        .ready(new Platform(settings.architectures()).able(nodes.all()));
  }

  private Observation observe(
      NetPerfTest test, Optional<Refusal> refusal, Context<NetPerfTest> context) {
    var now = clock.instant();
    return new Observation(
        test.understood(definition::isDefault),
        OwnedObjects.pods(test, context).map(sightings::of).toList(),
        OwnedObjects.services(test, context),
        OwnedObjects.policies(test, context),
        nodes,
        run -> ledger.others(TestRef.of(test), pods.alive(run, now)),
        sightings::unready,
        refusal,
        settings,
        now);
  }
}
