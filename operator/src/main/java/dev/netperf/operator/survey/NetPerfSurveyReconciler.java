package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.operator.cluster.Definition;
import dev.netperf.operator.cluster.KubernetesCluster;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.metrics.SurveyGauges;
import dev.netperf.operator.observe.KnownNodes;
import dev.netperf.operator.observe.Pages;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.probe.ProbeSettings;
import dev.netperf.operator.runtime.Later;
import dev.netperf.operator.runtime.Leadership;
import dev.netperf.operator.runtime.Pace;
import dev.netperf.operator.survey.stage.SurveyObservation;
import dev.netperf.operator.survey.stage.SurveyRecord;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Joins a survey's {@link SurveyTurn} to the framework. */
@ControllerConfiguration(
    name = NetPerfSurveyReconciler.NAME,
    fieldManager = "netperf-operator",
    informer = @Informer(informerListLimit = Pages.SIZE),
    maxReconciliationInterval = @MaxReconciliationInterval(interval = -1))
@GradualRetry(maxAttempts = -1, initialInterval = 500, maxInterval = 15_000)
public class NetPerfSurveyReconciler implements Reconciler<NetPerfSurvey> {
  /** The controller's name. */
  public static final String NAME = "netperfsurvey";

  private final Ledger ledger;
  private final KnownNodes nodes;
  private final ProbeSettings settings;
  private final Pace pace;
  private final Definition<NetPerfSurveyStatus> definition;
  private final Leadership leadership;
  private final Clock clock = Clock.systemUTC();
  private final SurveyGauges gauges;
  private final Journal journal = new Journal();
  private final Races races = new Races();
  private final NewSurveys newSurveys = new NewSurveys(Later::run);

  NetPerfSurveyReconciler(
      Ledger ledger,
      KnownNodes nodes,
      ProbeSettings settings,
      Pace pace,
      Definition<NetPerfSurveyStatus> definition,
      Leadership leadership,
      SurveyGauges gauges) {
    this.gauges = gauges;
    this.ledger = ledger;
    this.nodes = nodes;
    this.settings = settings;
    this.pace = pace;
    this.definition = definition;
    this.leadership = leadership;
  }

  @Override
  public List<EventSource<?, NetPerfSurvey>> prepareEventSources(
      EventSourceContext<NetPerfSurvey> context) {
    return List.of(new SurveyTestSource(context), newSurveys);
  }

  @Override
  public UpdateControl<NetPerfSurvey> reconcile(
      NetPerfSurvey survey, Context<NetPerfSurvey> context) {
    gauges.show(() -> context.getPrimaryCache().list()); // not before: the cache is started now
    var control = UpdateControl.<NetPerfSurvey>noUpdate();
    if (context.isPrimaryResourceDeleted()) {
      journal.forget(survey.getMetadata().getUid());
      return control;
    }
    newSurveys.turn(survey);
    var turn =
        new SurveyTurn(
            journal,
            (observed, record, refusal, now) -> observe(observed, record, refusal, now, context),
            new KubernetesCluster<>(context, pace, leadership, definition::fit, written -> {}),
            new KubernetesSurveyObjects(context.getClient(), pace, leadership),
            races,
            clock::instant);
    return turn.take(survey).map(control::rescheduleAfter).orElse(control);
  }

  private SurveyObservation observe(
      NetPerfSurvey survey,
      SurveyRecord record,
      Optional<Refusal> refusal,
      Instant now,
      Context<NetPerfSurvey> context) {
    var tests =
        context
            .getSecondaryResourcesAsStream(NetPerfTest.class)
            .filter(test -> OwnedObjects.owned(test, survey))
            .toList();
    return new SurveyObservation(
        survey.understood(definition::isDefault),
        record,
        tests,
        nodes,
        false,
        node -> !ledger.users(node).isEmpty(),
        refusal,
        settings,
        now);
  }
}
