package dev.netperf.operator;

import dev.netperf.operator.act.KubernetesCluster;
import dev.netperf.operator.act.Leadership;
import dev.netperf.operator.act.OwnedObjects;
import dev.netperf.operator.act.Pace;
import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.metrics.RunMetrics;
import dev.netperf.operator.metrics.TestGauges;
import dev.netperf.operator.observe.NodeSource;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.Pages;
import dev.netperf.operator.observe.ProbePodSource;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.ServiceSource;
import dev.netperf.operator.observe.WaitingTests;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.ExtendedResources;
import dev.netperf.operator.probe.ProbePod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Joins a test's {@link Turn} to the framework: what is watched, and when to look again. */
@ControllerConfiguration(
    name = "netperftest",
    fieldManager = "netperf-operator",
    informer = @Informer(informerListLimit = Pages.SIZE),
    maxReconciliationInterval = @MaxReconciliationInterval(interval = -1))
@GradualRetry(maxAttempts = -1, initialInterval = 500, maxInterval = 15_000)
public class NetPerfTestReconciler implements Reconciler<NetPerfTest> {
  private final Ledger ledger = new Ledger();
  private final WaitingTests waitingTests = new WaitingTests(ledger, this::admissible);
  private final Clock clock = Clock.systemUTC();
  private final String probeImage;
  private final ExtendedResources extendedResources;
  private final Pace pace;
  private final Leadership leadership;
  private final RunMetrics metrics;
  private final TestGauges gauges;
  private ProbePodSource pods;
  private NodeSource nodes;
  private LedgerRecovery recovery;

  NetPerfTestReconciler(
      @ConfigProperty(name = "netperf.probe-image") String probeImage,
      @ConfigProperty(name = "netperf.extended-resources") Optional<String> extendedResources,
      @ConfigProperty(name = "netperf.api.requests-per-second") int requestsPerSecond,
      Leadership leadership,
      RunMetrics metrics,
      TestGauges gauges) {
    this.probeImage = probeImage;
    this.extendedResources =
        extendedResources.map(ExtendedResources::parse).orElse(ExtendedResources.NONE);
    this.pace = new Pace(requestsPerSecond);
    this.leadership = leadership;
    this.metrics = metrics;
    this.gauges = gauges;
  }

  @Override
  public List<EventSource<?, NetPerfTest>> prepareEventSources(
      EventSourceContext<NetPerfTest> context) {
    pods = new ProbePodSource(context, waitingTests::gone);
    nodes = new NodeSource(context, ledger);
    recovery = new LedgerRecovery(ledger, () -> context.getPrimaryCache().list(), nodes);
    gauges.show(() -> context.getPrimaryCache().list());
    return List.of(pods, new ServiceSource(context), nodes, waitingTests);
  }

  @Override
  public UpdateControl<NetPerfTest> reconcile(NetPerfTest test, Context<NetPerfTest> context) {
    return metrics.timed(() -> turn(test, context));
  }

  private UpdateControl<NetPerfTest> turn(NetPerfTest test, Context<NetPerfTest> context) {
    recovery.once();
    var turn =
        new Turn(
            ledger,
            waitingTests::wake,
            (observed, refusal) -> observe(observed, refusal, context),
            new KubernetesCluster(context, pace, leadership, metrics.since(test)));
    var control = UpdateControl.<NetPerfTest>noUpdate();
    return turn.take(test).map(control::rescheduleAfter).orElse(control);
  }

  private List<TestRef> admissible() {
    return ledger.all(pods.alive(clock.instant())).admissible(nodes.all());
  }

  private Observation observe(
      NetPerfTest test, Optional<Refusal> refusal, Context<NetPerfTest> context) {
    var uid = test.getMetadata().getUid();
    var now = clock.instant();
    return new Observation(
        test,
        OwnedObjects.of(test, Pod.class, context).map(ProbePod::new).toList(),
        OwnedObjects.of(test, Service.class, context).toList(),
        nodes,
        run -> ledger.others(uid, pods.alive(run, now)),
        refusal,
        probeImage,
        extendedResources,
        now);
  }
}
