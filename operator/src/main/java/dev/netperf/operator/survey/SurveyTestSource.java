package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.operator.observe.LeanInformers;
import dev.netperf.operator.observe.Pages;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.survey.stage.SurveyLabels;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Objects;
import java.util.Optional;

/** Watches the tests of surveys: each with all that it measured, for few are there at a time. */
final class SurveyTestSource extends InformerEventSource<NetPerfTest, NetPerfSurvey> {
  SurveyTestSource(EventSourceContext<NetPerfSurvey> context) {
    super(
        LeanInformers.of(
            InformerEventSourceConfiguration.from(NetPerfTest.class, NetPerfSurvey.class)
                .withName("survey-tests")
                .withNamespacesInheritedFromController()
                .withInformerListLimit(Pages.SIZE)
                .withLabelSelector(
                    Labels.MANAGED_BY + "=" + Labels.OPERATOR + "," + SurveyLabels.SURVEY_UID)
                .withSecondaryToPrimaryMapper(
                    test -> LeanInformers.controller(test, NetPerfSurvey.class))
                .withOnUpdateFilter(SurveyTestSource::matters)
                .build(),
            SurveyTestSource::lean),
        context);
  }

  private static NetPerfTest lean(NetPerfTest test) {
    var lean = test.copy();
    lean.setMetadata(LeanInformers.metadata(test, SurveyLabels.ALL));
    return lean;
  }

  /** A sample more is none of the survey's business. */
  static boolean matters(NetPerfTest after, NetPerfTest before) {
    return after.isMarkedForDeletion() != before.isMarkedForDeletion()
        || !Objects.equals(standing(after), standing(before));
  }

  private static Optional<String> standing(NetPerfTest test) {
    return Optional.ofNullable(test.getStatus())
        .flatMap(status -> status.condition(Condition.READY))
        .map(ready -> ready.status() + ready.reason());
  }
}
