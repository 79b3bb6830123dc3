package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.fleet.PlannedPair;
import dev.netperf.operator.probe.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tests that a survey makes: named by run, pair and attempt, so that none is made twice. */
public final class Children {
  private static final int RUN_DIGITS = 6;

  private Children() {}

  /** How the names of a run's tests and slices begin. */
  public static String prefix(NetPerfSurvey survey, String run) {
    return survey.getMetadata().getName() + '-' + run.substring(0, RUN_DIGITS);
  }

  static String name(NetPerfSurvey survey, String run, int pair, int attempt) {
    return prefix(survey, run) + '-' + label(pair, attempt);
  }

  private static String label(int pair, int attempt) {
    return "%04d".formatted(pair) + (attempt == 1 ? "" : "-" + attempt);
  }

  /** The name of the test that has these labels; empty: none has. */
  static Optional<String> name(NetPerfTest test) {
    var labels = Optional.ofNullable(test.getMetadata().getLabels()).orElse(Map.of());
    var survey = labels.getOrDefault(SurveyLabels.SURVEY, "");
    var run = labels.getOrDefault(SurveyLabels.RUN, "");
    var pair = labels.getOrDefault(SurveyLabels.PAIR, "");
    return run.length() < RUN_DIGITS
        ? Optional.empty()
        : Optional.of(survey + '-' + run.substring(0, RUN_DIGITS) + '-' + pair);
  }

  /** Whether it is not the first of its pair. */
  static boolean again(NetPerfTest test) {
    return test.getMetadata().getLabels().get(SurveyLabels.PAIR).contains("-");
  }

  static NetPerfTest of(NetPerfSurvey survey, String run, PlannedPair pair, int attempt) {
    var template = survey.getSpec().testTemplate();
    var labels = new HashMap<>(template.metadata().labels());
    labels.putAll(labels(survey, run));
    labels.put(SurveyLabels.PAIR, label(pair.index(), attempt));
    var test = new NetPerfTest();
    test.setMetadata(
        metadata(survey, run, label(pair.index(), attempt))
            .withLabels(labels)
            .withAnnotations(template.metadata().annotations())
            .build());
    test.setSpec(spec(survey, pair));
    return test;
  }

  /** Of a test or a slice: its name ends so, and the survey controls it. */
  public static ObjectMetaBuilder metadata(NetPerfSurvey survey, String run, String suffix) {
    return new ObjectMetaBuilder()
        .withName(prefix(survey, run) + '-' + suffix)
        .withNamespace(survey.getMetadata().getNamespace())
        .withLabels(labels(survey, run))
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(survey.getApiVersion())
                .withKind(survey.getKind())
                .withName(survey.getMetadata().getName())
                .withUid(survey.getMetadata().getUid())
                .withController(true)
                .build());
  }

  /** By which a survey's tests and slices are found. */
  public static Map<String, String> labels(NetPerfSurvey survey, String run) {
    return Map.of(
        Labels.MANAGED_BY,
        Labels.OPERATOR,
        SurveyLabels.SURVEY,
        survey.getMetadata().getName(),
        SurveyLabels.SURVEY_UID,
        survey.getMetadata().getUid(),
        SurveyLabels.RUN,
        run);
  }

  private static NetPerfTestSpec spec(NetPerfSurvey survey, PlannedPair pair) {
    var template = survey.getSpec().testTemplate().spec();
    var tolerations = survey.getSpec().nodes().tolerations();
    return template.between(
        new Endpoint(pair.server(), null, tolerations),
        new Endpoint(pair.client(), null, tolerations));
  }
}
